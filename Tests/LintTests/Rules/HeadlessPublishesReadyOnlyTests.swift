import Testing

@testable import Lint

struct HeadlessPublishesReadyOnlyTests {
    private static func set(_ target: String, spec: String = "clusterIP: None", more: String = "") -> String {
        Samples.set(
            Samples.service("db", spec: spec),
            Samples.workload("StatefulSet", "db", waitsFor: target, spec: "serviceName: db", more: more))
    }

    private func found(_ text: String) -> [String] {
        Linted.hits(.headlessPublishesReadyOnly, text).map { "\($0.message): \($0.cure)" }
    }

    @Test func theNameOfAllPeers() {
        #expect(
            found(Self.set("dns:db")) == [
                "statefulset/db waits for dns:db, a name of the pods of statefulset/db themselves, which headless Service db has only once they are ready: set publishNotReadyAddresses: true in the spec of Service db"
            ])
    }

    @Test(arguments: ["tcp://db-0.db:8080", "dns:db-1.db.default.svc.cluster.local", "tcp://db:8080"])
    func peers(_ target: String) {
        #expect(found(Self.set(target)).count == 1)
        #expect(Linted.hits(.waitsForItself, Self.set(target)).isEmpty)
    }

    @Test func byHand() {
        let text = Samples.set(
            Samples.service("shop", spec: "clusterIP: None"),
            Samples.scripted("until nslookup shop; do sleep 1; done", metadata: "labels: {app: shop}"))
        #expect(found(text).count == 1)
    }

    @Test(arguments: [
        HeadlessPublishesReadyOnlyTests.set("dns:db", spec: "clusterIP: None, publishNotReadyAddresses: true"),
        // With an address of its own the name is there at once.
        HeadlessPublishesReadyOnlyTests.set("dns:db", spec: "type: ClusterIP"),
        HeadlessPublishesReadyOnlyTests.set("dns:db", more: ", holdfast.dev/on-timeout: proceed"),
        // Those of another workload.
        Samples.set(
            Samples.service("db", spec: "clusterIP: None"),
            Samples.workload("StatefulSet", "db", spec: "serviceName: db"),
            Samples.pod("shop", waitsFor: "dns:db")),
        // Without a readinessProbe it is ready while it waits.
        Samples.set(
            Samples.service("shop", spec: "clusterIP: None"),
            Linted.pod(
                ["{name: app, image: \"x:1\", command: [sh, -c, \"until nslookup shop; do sleep 1; done; exec app\"]}"],
                metadata: "labels: {app: shop}")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
