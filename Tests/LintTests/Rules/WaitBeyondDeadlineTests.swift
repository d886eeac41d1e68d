import Testing

@testable import Lint

struct WaitBeyondDeadlineTests {
    private func found(_ text: String) -> [String] {
        Linted.hits(.waitBeyondDeadline, text).map { "\($0.severity) \($0.message)" }
    }

    private static func deployment(_ time: String, _ spec: String = "") -> String {
        Samples.workload(
            "Deployment", "shop", waitsFor: "tcp://db:1", spec: spec, more: ", holdfast.dev/timeout: \(time)")
    }

    private static func job(_ spec: String, _ time: String) -> String {
        Samples.workload("Job", "run", waitsFor: "tcp://db:1", spec: spec, more: ", holdfast.dev/timeout: \(time)")
    }

    @Test func aDeploymentsDefault() {
        #expect(
            found(Self.deployment("15m")) == [
                "warning deployment/shop waits up to 15m for tcp://db:1, but deployment/shop is reported as failed after 600 s (progressDeadlineSeconds, by default)"
            ])
    }

    @Test func anEndlessWaitIsANote() {
        #expect(found(Self.deployment("\"0\"")).map { $0.hasPrefix("note ") } == [true])
    }

    @Test func killedJobs() {
        #expect(
            found(Self.job("activeDeadlineSeconds: 60", "2m")) == [
                "warning job/run waits up to 2m for tcp://db:1, but the pod is killed after 60 s (activeDeadlineSeconds)"
            ])
    }

    @Test func byHandInAPodWithADeadline() {
        let script = "for i in $(seq 1 60); do nc -z -w 3 db 5432 && exit 0; sleep 2; done; exit 1"
        #expect(found(Samples.scripted(script, spec: "activeDeadlineSeconds: 60")).count == 1)
        #expect(found(Samples.scripted(script, spec: "activeDeadlineSeconds: 600")).isEmpty)
    }

    @Test(arguments: [
        WaitBeyondDeadlineTests.deployment("10m"),
        WaitBeyondDeadlineTests.deployment("15m", "progressDeadlineSeconds: 1200"),
        // Means never.
        WaitBeyondDeadlineTests.deployment("15m", "progressDeadlineSeconds: 2147483647"),
        WaitBeyondDeadlineTests.job("backoffLimit: 3", "1h"),
        WaitBeyondDeadlineTests.job("activeDeadlineSeconds: 120", "2m"),
        // Nobody says that a StatefulSet has failed.
        Samples.workload(
            "StatefulSet", "db", waitsFor: "tcp://db:1", more: ", holdfast.dev/timeout: 1h"),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
