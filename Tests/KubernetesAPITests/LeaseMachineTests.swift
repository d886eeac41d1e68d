import TestSupport
import Testing

@testable import KubernetesAPI

struct LeaseMachineTests {
    private func record(_ holder: String, renewed: String = "r", seconds: Int = 15, transitions: Int = 3) -> LeaseRecord
    {
        LeaseRecord(holder: holder, seconds: seconds, acquired: "a", renewed: renewed, transitions: transitions)
    }

    private func word(_ action: LeaseAction) -> String {
        switch action {
        case .read: "read"
        case .create(let record): "create \(record.holder) \(record.transitions)"
        case .replace(let record, let version): "write '\(record.holder)' \(record.transitions) over \(version)"
        case .pause(let time): "pause \(Int((time / .milliseconds(1)).rounded()))"
        case .lead(let until): "lead until \(Int(until / .seconds(1)))"
        case .stepDown: "step down"
        case .follow(let holder): "follow '\(holder)'"
        }
    }

    /// What the machine does at these seconds.
    private func run(_ events: [(at: Double, LeaseEvent)], random: Double = 0) -> [String] {
        var machine = LeaseMachine(identity: "me")
        var actions = machine.start()
        for (second, event) in events {
            actions += machine.handle(
                event, now: .milliseconds(Int(second * 1000)), wall: .zero, random: random)
        }
        return actions.map(word)
    }

    @Test func aLeaseThatIsNotThereIsMade() {
        #expect(
            run([(0, .missing), (1, .written(version: "1")), (3, .timer), (3.5, .written(version: "2"))]) == [
                "read", "create me 0", "lead until 10", "pause 2000", "write 'me' 0 over 1", "lead until 13",
                "pause 2000",
            ])
        // Somebody else was quicker.
        #expect(run([(0, .missing), (1, .failed), (3, .timer)]) == ["read", "create me 0", "pause 2000", "read"])
    }

    @Test func aHeldLeaseIsTakenOnlyAfterItStoodStill() {
        let held = LeaseEvent.found(record("you"), version: "1")
        #expect(
            run([(0, held), (14.9, .timer), (14.9, held), (15, .timer), (15, held)]) == [
                "read", "follow 'you'", "pause 2000", "read", "pause 2000", "read", "write 'me' 4 over 1",
            ])
        // A renewal begins the time anew, a label does not.
        let renewed = LeaseEvent.found(record("you", renewed: "s"), version: "2")
        #expect(run([(0, held), (14, renewed), (15, renewed)]).last == "pause 2000")
        #expect(run([(0, held), (14, .found(record("you"), version: "9")), (15, held)]).last == "write 'me' 4 over 1")
        // What the Lease says counts, not what this replica would like.
        let long = LeaseEvent.found(record("you", seconds: 60), version: "1")
        #expect(run([(0, long), (59, long)]).last == "pause 2000")
        #expect(run([(0, long), (60, long)]).last == "write 'me' 4 over 1")
    }

    @Test func aLeaseGivenBackIsTakenAtOnce() {
        #expect(run([(0, .found(record(""), version: "1"))]) == ["read", "write 'me' 4 over 1"])
        // Its own one, from before a restart: a write comes first all the same.
        #expect(run([(0, .found(record("me"), version: "1"))]) == ["read", "write 'me' 3 over 1"])
    }

    @Test func leadingEndsTenSecondsAfterTheLastRenewalWasSent() {
        let won: [(at: Double, LeaseEvent)] = [(0, .missing), (4, .written(version: "1"))]
        #expect(run(won).contains("lead until 10"))
        #expect(run(won + [(6, .timer), (11, .failed)]).suffix(2) == ["step down", "pause 2000"])
        #expect(run([(0, .missing), (10, .written(version: "1"))]) == ["read", "create me 0", "read"])
        // A lost answer: read before the next write, and still the leader.
        #expect(
            run(won + [(6, .timer), (7, .failed), (9, .timer), (9.1, .found(record("me"), version: "2"))]).suffix(4)
                == [
                    "write 'me' 0 over 1", "pause 2000", "read", "write 'me' 3 over 2",
                ])
        #expect(
            run(won + [(6, .timer), (7, .failed), (9, .timer), (9.1, .found(record("you"), version: "2"))]).suffix(3)
                == ["step down", "follow 'you'", "pause 2000"])
    }

    @Test func theLeaseIsGivenBackOnlyByItsHolder() {
        let won: [(at: Double, LeaseEvent)] = [(0, .missing), (1, .written(version: "1"))]
        #expect(run(won + [(2, .shutdown)]).suffix(2) == ["step down", "write '' 0 over 1"])
        #expect(run(won + [(10, .shutdown)]).last == "step down")
        #expect(run([(0, .found(record("you"), version: "1")), (1, .shutdown)]).last == "pause 2000")
        #expect(run(won + [(3, .timer), (4, .failed), (5, .shutdown)]).last == "step down")
    }

    @Test func onlyThoseWhoWaitAreSpread() {
        #expect(run([(0, .found(record("you"), version: "1"))], random: 1).last == "pause 4400")
        #expect(run([(0, .missing), (1, .written(version: "1"))], random: 1).last == "pause 2000")
    }

    @Test func aRecordComesBackAsItWas() {
        let record = record("you")
        #expect(LeaseRecord(.fields(("spec", record.spec))) == record)
        #expect(LeaseRecord(.null) == LeaseRecord(holder: "", seconds: 0, acquired: "", renewed: "", transitions: 0))
    }
}
