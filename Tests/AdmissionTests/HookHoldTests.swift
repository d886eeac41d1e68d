import Manifests
import Testing

@testable import Admission

struct HookHoldTests {
    private static let spec = """
        spec: {containers: [{name: proxy, lifecycle: {postStart: {exec: {command: [/holdfast/waiter, wait, --hook,
         --timeout, 6s, "http://localhost:15021/ready?token=secret", "tcp://db:1"]}}}}, {name: app}]}
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
                .init(container: "proxy", targets: ["http://localhost:15021/ready?…", "tcp://db:1"])
            ])
        #expect(hold.text.contains("follow: proxy waits for http://localhost:15021/ready?…, tcp://db:1."))
    }

    /// What other hooks run may hold a password.
    @Test func nothingIsToldOfOthersHooks() throws {
        let text = """
            {metadata: {name: a, namespace: shop}, status: {phase: Pending, conditions: [{type: Initialized, status: "True"}]},
             spec: {containers: [{name: own, lifecycle: {postStart: {exec: {command: [curl, -u, "me:secret", "http://x"]}}}}]}}
            """
        let hold = try #require(HookHold(try Review.value(text)))
        #expect(hold.hooks == [.init(container: "own", targets: [])])
        #expect(hold.text.contains("follow: own.") && !hold.text.contains("secret"))
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
