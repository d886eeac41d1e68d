import Testing

@testable import Probing

/// Random waits with random events: the driver itself checks that at most one attempt runs at a target, that only
/// running attempts are abandoned, and that nothing follows the end.
@Suite struct WaitPropertyTests {
    private func policy(_ policy: inout WaitPolicy, _ generator: inout SplitMix64, targets: Int) {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: policy.mode = .all
        case 1: policy.mode = .any
        default: policy.mode = .quorum(Int.random(in: 1...targets, using: &generator))
        }
        policy.inverted = Int.random(in: 0..<4, using: &generator) == 0
        policy.stable = Int.random(in: 1...3, using: &generator)
        policy.timeout = Int64.random(in: 1...20_000, using: &generator)
        policy.onTimeout = Bool.random(using: &generator) ? .fail : .proceed
        policy.attemptTimeout = Int64.random(in: 1...5000, using: &generator)
        if Bool.random(using: &generator) { policy.attempts = Int.random(in: 1...20, using: &generator) }
        if Bool.random(using: &generator) { policy.maxInterval = Int64.random(in: 1...3000, using: &generator) }
        if Int.random(in: 0..<4, using: &generator) == 0 {
            policy.period = Int64.random(in: 1...900, using: &generator)
            policy.initialDelay = Int64.random(in: 0...900, using: &generator)
        }
    }

    private func targets(_ generator: inout SplitMix64) -> [String] {
        (0..<Int.random(in: 1...5, using: &generator)).map { index in
            var text = Bool.random(using: &generator) ? "tcp://host\(index):1" : "file:/\(index)"
            if Int.random(in: 0..<3, using: &generator) == 0 {
                text += "#timeout=\(Int.random(in: 1...9000, using: &generator))ms"
                if Bool.random(using: &generator) { text += "&on-timeout=proceed" }
            }
            return text
        }
    }

    private func verdict(_ generator: inout SplitMix64, _ seed: UInt64) -> Verdict {
        switch Int.random(in: 0..<40, using: &generator) {
        case 0: .never("gone")
        case 1...Int(1 + seed % 12): .ready
        case let number: .notReady(number % 2 == 0 ? "refused" : "reset")
        }
    }

    @Test(arguments: UInt64(0)..<500)
    func everyWaitEndsOnce(seed: UInt64) throws {
        var generator = SplitMix64(state: seed)
        let names = targets(&generator)
        var driver = try MachineDriver(names, seed: seed) { policy(&$0, &generator, targets: names.count) }
        var deadlines: [Int: Milliseconds] = [:]
        for step in 0..<200_000 where driver.outcome == nil {
            // As a driver has it: an attempt ends by its deadline, and waking up may be late, never early.
            for attempt in driver.attempts.suffix(names.count) where driver.running.contains(attempt.index) {
                deadlines[attempt.index] = attempt.deadline
            }
            let next = driver.running.compactMap { deadlines[$0] }.min()
            let wake = driver.machine.nextWake
            if let index = driver.running.sorted().randomElement(using: &generator), Bool.random(using: &generator) {
                driver.end(index, verdict(&generator, seed), after: Int64.random(in: 0...20, using: &generator))
            } else if Int.random(in: 0..<10, using: &generator) == 0 {
                driver.end(Int.random(in: -1...names.count, using: &generator), .notReady("stray"))
            } else if let time = [next, wake].compactMap({ $0 }).min() {
                driver.now = max(driver.now, time) + Int64.random(in: 0...3, using: &generator)
                for index in driver.running.sorted() where (deadlines[index] ?? .max) <= driver.now {
                    driver.end(index, .notReady("no answer"))
                }
                driver.take(driver.machine.advance(to: driver.now))
            }
            #expect(step < 199_999)
        }
        #expect(driver.outcome != nil)
        for action in [driver.machine.advance(to: .max / 4), driver.machine.attemptEnded(0, .ready, at: .max / 4)] {
            #expect(action.isEmpty)
        }
        let ready = driver.reports.filter { if case .ready = $0 { true } else { false } }
        #expect(ready.count <= names.count)
    }

    @Test func theSameSeedIsTheSameWait() throws {
        var runs: [[Milliseconds]] = []
        for seed: UInt64 in [1, 1, 2] {
            var driver = try MachineDriver(["tcp://a:1", "tcp://b:1"], seed: seed) { $0.timeout = 5000 }
            driver.failing()
            runs.append(driver.attempts.map { $0.at })
        }
        #expect(runs[0] == runs[1] && runs[0] != runs[2])
    }
}
