import Testing

@testable import Probing

/// A wait in virtual time, together with what it asked for.
struct MachineDriver {
    var machine: WaitMachine
    var now: Milliseconds = 1000
    var attempts: [(index: Int, at: Milliseconds, deadline: Milliseconds)] = []
    var running: Set<Int> = []
    var abandoned: [Int] = []
    var reports: [WaitReport] = []
    var outcome: WaitOutcome?

    /// A wait for the targets that has begun, at the time 1000.
    init(_ targets: [String], seed: UInt64 = 1, _ change: (inout WaitPolicy) -> Void = { _ in }) throws {
        var policy = WaitPolicy()
        change(&policy)
        var parsed: [Target] = []
        for target in targets { parsed.append(try TargetParser.parse(target)) }
        machine = WaitMachine(targets: parsed, policy: policy, seed: seed)
        take(machine.start(at: now))
    }

    mutating func take(_ actions: [WaitAction]) {
        for action in actions {
            #expect(outcome == nil, "nothing follows the end")
            switch action {
            case .attempt(let index, let deadline):
                #expect(running.insert(index).inserted, "one attempt at a target at a time")
                #expect(deadline > now)
                attempts.append((index, now, deadline))
            case .abandon(let index):
                #expect(running.remove(index) != nil, "only what runs is abandoned")
                abandoned.append(index)
            case .report(let report): reports.append(report)
            case .finish(let result):
                #expect(running.isEmpty, "nothing runs after the end")
                #expect(machine.nextWake == nil)
                outcome = result
            }
        }
    }

    /// Ends the running attempt at a target, after some time.
    mutating func end(_ index: Int, _ verdict: Verdict, after time: Milliseconds = 0) {
        now += time
        if machine.targets.indices.contains(index) { running.remove(index) }
        take(machine.attemptEnded(index, verdict, at: now))
    }

    /// Lets time pass up to the next wake.
    mutating func wake() {
        guard let wake = machine.nextWake else { return }
        now = max(now, wake)
        take(machine.advance(to: now))
    }

    /// Fails every attempt at once until the wait is over or so many wakes have passed.
    mutating func failing(_ reason: String = "refused", wakes: Int = 10_000) {
        for _ in 0..<wakes where outcome == nil {
            for index in running.sorted() where outcome == nil { end(index, .notReady(reason)) }
            wake()
        }
    }
}
