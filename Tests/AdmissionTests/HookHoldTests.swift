import Manifests
import Testing

@testable import Admission

struct HookHoldTests {
    private static let spec = """
        spec: {containers: [{name: proxy, lifecycle: {postStart: {exec: {command: [/holdfast/waiter, wait, --hook,
         "http://localhost:15021/ready"]}}}}, {name: app}]}
        """

    private static func pod(_ status: String) throws -> Value {
        try Review.value("{metadata: {name: a, namespace: shop, uid: u}, \(spec), status: {\(status)}}")
    }

    @Test func saysWhatAHookWaitsFor() throws {
        let hold = try #require(
            HookHold(
                try Self.pod(
                    """
                    phase: Pending, conditions: [{type: Initialized, status: "True"}],
                    containerStatuses: [{name: app, state: {waiting: {reason: PodInitializing}}}]
                    """)))
        #expect(
            hold.hooks == [
                .init(
                    container: "proxy", command: ["/holdfast/waiter", "wait", "--hook", "http://localhost:15021/ready"])
            ])
        #expect(hold.text.contains("proxy runs /holdfast/waiter wait --hook http://localhost:15021/ready"))
    }

    @Test(arguments: [
        "phase: Running, conditions: [{type: Initialized, status: 'True'}]",
        "phase: Pending, conditions: [{type: Initialized, status: 'False'}]", "phase: Pending", "",
        "phase: Pending, conditions: [{type: Initialized, status: 'True'}], "
            + "containerStatuses: [{name: proxy, state: {running: {startedAt: x}}}]",
    ]) func nothingIsSaidOfOthers(status: String) throws {
        #expect(HookHold(try Self.pod(status)) == nil)
    }

    @Test func onlyPodsWithSuchARecord() throws {
        let summary = try #require(PodSummary(try Review.value("{metadata: {name: a, namespace: shop, uid: u}}")))
        #expect(summary.uid == "u")
        let undo = #""undo": {"remove": [], "prune": [], "order": {}}"#
        for (deed, isPossible) in [
            ("app after proxy ready: hook", true), ("init holdfast-wait: tcp://hook:1", false), ("hook: init", false),
        ] {
            let record = #"{"by": "holdfast 0.1.0", "did": ["\#(deed)"], \#(undo)}"#
            #expect(HookHold.isPossible(summary, record: record) == isPossible, "\(deed)")
        }
        #expect(!HookHold.isPossible(summary, record: nil))
        #expect(!HookHold.isPossible(summary, record: "a hook: hook"))
    }
}
