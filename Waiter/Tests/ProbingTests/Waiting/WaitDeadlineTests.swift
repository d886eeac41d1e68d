import Testing

@testable import Probing

@Suite struct WaitDeadlineTests {
    @Test func theOverallDeadlineNamesWhatIsMissing() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1?", "tcp://c:1"].map { $0.replacing("?", with: "") }) {
            $0.timeout = 2000
        }
        driver.end(0, .ready)
        driver.failing("refused")
        #expect(driver.now == 3000)
        #expect(driver.outcome == .timedOut("tcp://b:1: refused; tcp://c:1: refused"))
        let ends = driver.reports.suffix(2)
        for (report, index) in zip(ends, [1, 2]) {
            guard case .timedOut(index, after: 2000, _, reason: "refused") = report else {
                Issue.record("\(report)")
                continue
            }
        }
    }

    @Test func noAttemptOutlivesItsTarget() throws {
        var driver = try MachineDriver(["tcp://a:1#timeout=1s", "tcp://b:1"]) { $0.attemptTimeout = 3000 }
        #expect(driver.attempts.map { $0.deadline } == [2000, 4000])
        driver.end(0, .notReady("refused"), after: 990)
        driver.wake()
        #expect(driver.now < 2000 || driver.outcome != nil)
        driver.failing()
        #expect(driver.attempts.allSatisfy { $0.index == 1 || $0.deadline <= 2000 })
        #expect(driver.outcome == .timedOut("tcp://a:1: refused"))
    }

    @Test func noAttemptBeginsAtTheDeadline() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.timeout = 1000
            $0.period = 500
        }
        driver.end(0, .notReady("refused"))
        driver.wake()
        driver.end(0, .notReady("refused"))
        driver.wake()
        #expect(driver.now == 2000 && driver.attempts.count == 2)
        #expect(driver.outcome == .timedOut("tcp://a:1: refused"))
    }

    @Test func aRunningAttemptIsAbandonedAtTheDeadline() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.timeout = 1000 }
        driver.wake()
        #expect(driver.abandoned == [0] && driver.outcome == .timedOut("tcp://a:1: no attempt has ended yet"))
        #expect(
            driver.reports == [.timedOut(target: 0, after: 1000, attempts: 1, reason: "no attempt has ended yet")])
    }

    @Test func proceedGoesOn() throws {
        var driver = try MachineDriver(["tcp://a:1#timeout=1s", "tcp://b:1"]) { $0.onTimeout = .proceed }
        driver.end(0, .notReady("refused"))
        driver.end(1, .ready)
        driver.failing()
        #expect(driver.outcome == .ready && driver.now == 2000)
        #expect(driver.reports.last == .proceeding(target: 0, after: 1000, reason: "refused"))
    }

    @Test func proceedOfATargetOverridesTheWaits() throws {
        var driver = try MachineDriver(["tcp://a:1#on-timeout=proceed", "tcp://b:1"]) { $0.timeout = 1000 }
        driver.failing()
        #expect(driver.outcome == .timedOut("tcp://b:1: refused"))
    }

    @Test func blockStays() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.timeout = 1000
            $0.onTimeout = .block
        }
        driver.failing(wakes: 300)
        #expect(driver.outcome == nil && driver.now > 30_000)
        #expect(
            driver.reports == [
                .waiting(target: 0, reason: "refused"), .blocking(target: 0, after: 1000, reason: "refused"),
            ])
        #expect(driver.attempts.last.map { $0.deadline - $0.at } == 3000)
        if driver.running.isEmpty { driver.wake() }
        driver.end(0, .ready)
        #expect(driver.outcome == .ready)
    }

    @Test func blockKeepsTheAttemptThatRuns() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.timeout = 1000
            $0.onTimeout = .block
        }
        driver.wake()
        #expect(driver.abandoned.isEmpty && driver.running == [0] && driver.machine.nextWake == nil)
        driver.end(0, .ready, after: 500)
        #expect(driver.outcome == .ready)
    }

    @Test func attemptsAreUsedUp() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.attempts = 3 }
        driver.failing()
        #expect(driver.attempts.count == 3 && driver.outcome == .timedOut("tcp://a:1: refused"))
        guard case .timedOut(0, _, attempts: 3, reason: "refused")? = driver.reports.last else {
            Issue.record("\(driver.reports)")
            return
        }
    }

    @Test func usedUpAttemptsThatBlockAreSaidOnce() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.attempts = 2
            $0.onTimeout = .block
        }
        driver.failing(wakes: 50)
        #expect(driver.outcome == nil && driver.attempts.count > 20 && driver.reports.count == 2)
    }

    @Test func usedUpAttemptsThatProceed() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.attempts = 2
            $0.onTimeout = .proceed
        }
        driver.failing()
        #expect(driver.outcome == .ready && driver.attempts.count == 2)
    }

    /// `pilot-agent wait` sleeps one period first and keeps its pace.
    @Test func aFixedPaceWithADelay() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.period = 500
            $0.initialDelay = 500
            $0.timeout = 2200
        }
        #expect(driver.attempts.isEmpty && driver.machine.nextWake == 1500)
        driver.failing()
        #expect(driver.attempts.map { $0.at } == [1500, 2000, 2500, 3000])
        #expect(driver.now == 3200)
    }
}
