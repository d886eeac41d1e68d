import Observing
import Testing

struct FleetRecordTests {
    /// Events as they come: lines of a watch.
    private func event(
        _ type: String, _ name: String, ready: Bool = false, restarts: Int = 0, waiting: String? = nil
    ) throws -> PodEvent {
        let state = waiting.map { #"{"waiting":{"reason":"\#($0)"}}"# } ?? #"{"running":{}}"#
        return try #require(
            PodEvent(
                line: #"{"type":"\#(type)","object":{"metadata":{"name":"\#(name)"},"status":{"conditions":"#
                    + #"[{"type":"Ready","status":"\#(ready ? "True" : "False")"}],"containerStatuses":[{"name":"shop","#
                    + #""restartCount":\#(restarts),"ready":\#(ready),"state":\#(state)}]}}}"#))
    }

    @Test func aCrashIsCountedOnceAndReadinessAtItsFirstTime() throws {
        var record = FleetRecord()
        record.take(try event("ADDED", "a"), at: .seconds(1))
        record.take(try event("MODIFIED", "a", restarts: 1, waiting: "CrashLoopBackOff"), at: .seconds(2))
        // The same state, told again.
        record.take(try event("MODIFIED", "a", restarts: 1, waiting: "CrashLoopBackOff"), at: .seconds(3))
        record.take(try event("MODIFIED", "a", restarts: 2), at: .seconds(4))
        record.take(try event("MODIFIED", "a", restarts: 2, waiting: "CrashLoopBackOff"), at: .seconds(5))
        record.take(try event("MODIFIED", "a", ready: true, restarts: 3), at: .seconds(6))
        record.take(try event("MODIFIED", "a", ready: true, restarts: 3), at: .seconds(7))
        #expect(record.restarts == 3)
        #expect(record.crashLoops == 2)
        #expect(record.lastReady == .seconds(6))
        #expect(record.readyNow == 1)
    }

    @Test func allAreReadyOnlyWhenTheLastIs() throws {
        var record = FleetRecord()
        record.take(try event("ADDED", "a", ready: true), at: .seconds(1))
        record.take(try event("ADDED", "b"), at: .seconds(2))
        #expect(record.lastReady == nil)
        record.take(try event("MODIFIED", "b", ready: true), at: .seconds(3))
        #expect(record.lastReady == .seconds(3))
        record.take(try event("DELETED", "b", ready: true), at: .seconds(4))
        #expect(record.readyNow == 1)
    }

    @Test(
        arguments: [
            (#"{"type":"ADDED","object":{"metadata":{"name":"a"},"status":{"phase":"Pending"}}}"#, "a"),
            (#"{"type":"ERROR","object":{"kind":"Status","code":410}}"#, nil),
            (#"{"type":"BOOKMARK","object":{"metadata":{"name":"","resourceVersion":"7"}}}"#, nil),
            (#"{"type":"ADDED","obj"#, nil),
        ] as [(String, String?)])
    func aLineOfAWatch(line: String, name: String?) {
        #expect(PodEvent(line: line)?.object.metadata.name == name)
    }
}
