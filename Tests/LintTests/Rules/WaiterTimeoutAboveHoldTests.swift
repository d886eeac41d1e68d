import Testing

@testable import Lint

struct WaiterTimeoutAboveHoldTests {
    private func found(_ text: String) -> [String] { Linted.hits(.waiterTimeoutAboveHold, text).map(\.message) }

    private static func initWait(_ argv: String, metadata: String = "", more: String = "") -> String {
        Linted.pod(
            init: ["{name: wait, image: \"waiter:1\", command: [\(argv)]}"], ["{name: app, image: \"x:1\"}"],
            metadata: metadata, more: more)
    }

    private static func wrapped(_ argv: String, _ more: String) -> String {
        Linted.pod(["{name: app, image: \"x:1\", command: [\(argv)], \(more)}"])
    }

    @Test func whatThePodDeclares() {
        let text = Self.initWait(
            "waiter, wait, --timeout, 10m, \"tcp://db:1\"", metadata: "annotations: {holdfast.dev/timeout: 2m}")
        #expect(
            found(text) == [
                "init container wait waits up to 10m for tcp://db:1, but the pod declares holdfast.dev/timeout: 2m"
            ])
    }

    @Test func theStartupProbe() {
        let text = Self.wrapped(
            "waiter, wait, --timeout, 10m, \"tcp://db:1\", --, app",
            "startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 60}")
        #expect(
            found(text) == [
                "container app waits up to 10m for tcp://db:1, but the startupProbe of app has it killed after 60 s"
            ])
        #expect(Linted.hits(.livenessKillsTheWait, text).isEmpty)
    }

    @Test func theActiveDeadline() {
        let text = Self.initWait("waiter, wait, \"tcp://db:1\"", more: "activeDeadlineSeconds: 100")
        #expect(found(text).count == 1)
        #expect(Linted.hits(.waitBeyondDeadline, text).isEmpty)
    }

    @Test(arguments: [("10m", 1), ("\"0\"", 1), ("1m", 0), ("soon", 0)])
    func theVariableCountsWhereTheCommandLineSaysNothing(_ time: String, _ count: Int) {
        let variable = "env: [{name: WAITER_TIMEOUT, value: \(time)}]"
        let text = Self.initWait("waiter, wait, \"tcp://db:1\"", more: "activeDeadlineSeconds: 100")
        #expect(found(text.replacing("image: \"waiter:1\"", with: "image: \"waiter:1\", \(variable)")).count == count)
        let spoken = Self.initWait("waiter, wait, --timeout=1m, \"tcp://db:1\"", more: "activeDeadlineSeconds: 100")
        #expect(found(spoken.replacing("image: \"waiter:1\"", with: "image: \"waiter:1\", \(variable)")).isEmpty)
    }

    @Test(arguments: [
        WaiterTimeoutAboveHoldTests.initWait(
            "waiter, wait, --timeout, 2m, \"tcp://db:1\"", metadata: "annotations: {holdfast.dev/timeout: 2m}"),
        WaiterTimeoutAboveHoldTests.initWait("waiter, wait, --timeout, 10m, \"tcp://db:1\""),
        WaiterTimeoutAboveHoldTests.initWait(
            "waiter, wait, --timeout, 1m, \"tcp://db:1\"", more: "activeDeadlineSeconds: 100"),
        WaiterTimeoutAboveHoldTests.wrapped(
            "waiter, wait, --timeout, 1m, \"tcp://db:1\", --, app",
            "startupProbe: {tcpSocket: {port: 80}, failureThreshold: 60}"),
        // Somebody else's tools are HF305's.
        Samples.scripted("until nc -z -w 3 db 1; do sleep 1; done", spec: "activeDeadlineSeconds: 10"),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
