import Testing

@testable import Lint

struct WaitForUnknownWorkloadTests {
    private func found(_ text: String) -> [String] {
        Linted.hits(.waitForUnknownWorkload, text).map { "\($0.severity) \($0.message): \($0.cure)" }
    }

    @Test func aSlipOfThePen() {
        let text = Samples.set(
            Samples.workload("Job", "migrate-schema"), Samples.pod("shop", waitsFor: "kube:job/migrate-shema"))
        #expect(
            found(text) == [
                "warning pod/shop waits for kube:job/migrate-shema, which namespace default does not have in these manifests: did you mean \"migrate-schema\"?"
                    .replacing("waits for kube:job", with: "waits for job")
            ])
    }

    @Test func anotherKindOfThatName() {
        let hits = found(
            Samples.set(Samples.workload("StatefulSet", "db"), Samples.pod("shop", waitsFor: "kube:deployment/db")))
        #expect(hits.map { $0.hasSuffix("there is a StatefulSet of that name: write statefulset/db") } == [true])
    }

    @Test func byHand() {
        let text = Samples.set(
            Samples.workload("Job", "migrate"), Samples.workload("Job", "seed"),
            Samples.pod("one", waitsFor: "kube:job/migrate, kube:job/seed"),
            Samples.scripted("kubectl wait --for=condition=complete --timeout=60s job/fill", image: "kubectl:1"))
        #expect(found(text).map { $0.hasPrefix("note init container wait waits for job/fill") } == [true])
    }

    @Test(arguments: [
        Samples.set(Samples.workload("Job", "migrate"), Samples.pod("shop", waitsFor: "kube:job/migrate")),
        // Nothing speaks for it that all is given.
        Samples.set(Samples.workload("Job", "other"), Samples.pod("shop", waitsFor: "kube:job/migrate")),
        // A pod of a StatefulSet, a Job of a CronJob.
        Samples.set(Samples.workload("StatefulSet", "db"), Samples.pod("shop", waitsFor: "kube:pod/db-0")),
        // Another namespace.
        Samples.set(
            Samples.workload("Job", "migrate-schema"),
            Samples.pod("shop", waitsFor: "kube:job/migrate-shema#namespace=prod")),
        // Kinds that have no pods.
        Samples.set(
            Samples.workload("Job", "migrate"), Samples.pod("one", waitsFor: "kube:job/migrate"),
            Samples.pod("shop", waitsFor: "kube:certificates.v1.cert-manager.io/web#condition=Ready")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
