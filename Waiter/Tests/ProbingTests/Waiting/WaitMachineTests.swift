import Testing

@testable import Probing

@Suite struct WaitMachineTests {
    @Test func everyTargetIsAttemptedAtOnce() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1", "file:/c"])
        #expect(driver.attempts.map { $0.index } == [0, 1, 2])
        #expect(driver.attempts.allSatisfy { $0.at == 1000 && $0.deadline == 4000 })
        driver.end(1, .ready, after: 5)
        driver.end(0, .ready, after: 5)
        #expect(driver.outcome == nil)
        driver.end(2, .ready)
        #expect(driver.outcome == .ready)
        #expect(
            driver.reports == [
                .ready(target: 1, after: 5, attempts: 1), .ready(target: 0, after: 10, attempts: 1),
                .ready(target: 2, after: 10, attempts: 1),
            ])
        #expect(driver.machine.advance(to: 100_000).isEmpty)
        #expect(driver.machine.attemptEnded(0, .never("late"), at: 100_000).isEmpty)
    }

    @Test func nothingToWaitForIsReady() throws {
        #expect(try MachineDriver([]).outcome == .ready)
        #expect(try MachineDriver([]) { $0.mode = .any }.outcome == .ready)
    }

    /// What a server says while its attempt goes on is told once, and does not end the attempt.
    @Test func notesAreToldWhenTheyChange() throws {
        var driver = try MachineDriver(["file:/a"])
        for _ in 0..<2 { driver.take(driver.machine.attemptNoted(0, "1 of 3")) }
        driver.take(driver.machine.attemptNoted(0, "2 of 3"))
        #expect(driver.reports == [.waiting(target: 0, reason: "1 of 3"), .waiting(target: 0, reason: "2 of 3")])
        #expect(driver.running == [0] && driver.attempts.count == 1)
        driver.end(0, .notReady("2 of 3"))
        #expect(driver.reports.count == 2)
        #expect(driver.machine.attemptNoted(0, "between attempts").isEmpty)
        #expect(driver.machine.attemptNoted(7, "no such target").isEmpty)
        #expect(driver.machine.blockingReasons() == "file:/a: 2 of 3")
    }

    /// A thousand local targets are not asked as often as one.
    @Test func manyLocalTargetsShareThePace() throws {
        var driver = try MachineDriver((1...1024).map { "tcp://127.0.0.1:\($0)" })
        driver.failing(wakes: 2000)
        let last = driver.attempts.filter { $0.index == 0 }.map { $0.at }.suffix(2)
        #expect((last.last ?? 0) - (last.first ?? 0) == 192)
    }

    @Test func oneIsEnoughForAny() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1", "tcp://c:1"]) { $0.mode = .any }
        driver.end(0, .never("gone"))
        #expect(driver.outcome == nil)
        driver.end(2, .ready, after: 7)
        #expect(driver.outcome == .ready && driver.abandoned == [1])
    }

    @Test func quorum() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1", "tcp://c:1"]) { $0.mode = .quorum(2) }
        driver.end(0, .ready)
        #expect(driver.outcome == nil)
        var other = driver
        driver.end(1, .ready)
        #expect(driver.outcome == .ready && driver.abandoned == [2])
        other.end(1, .never("gone"))
        #expect(other.outcome == nil)
        other.end(2, .never("broken"))
        #expect(other.outcome == .never("tcp://b:1: gone; tcp://c:1: broken"))
    }

    @Test func aQuorumAboveTheNumberOfTargetsIsAllOfThem() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.mode = .quorum(3) }
        driver.end(0, .ready)
        #expect(driver.outcome == .ready)
    }

    @Test func notWaitsForTheEnd() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.inverted = true }
        driver.end(0, .ready)
        driver.wake()
        #expect(driver.reports == [.waiting(target: 0, reason: "it is still ready")])
        driver.end(0, .notReady("connection refused"))
        #expect(driver.outcome == .ready && driver.attempts.count == 2)
        var gone = try MachineDriver(["tcp://a:1"]) { $0.inverted = true }
        gone.end(0, .never("gone"))
        #expect(gone.outcome == .ready)
    }

    @Test func stableCountsSuccessesInARow() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.stable = 3 }
        for verdict in [Verdict.ready, .ready, .notReady("down"), .ready, .ready] {
            driver.end(0, verdict)
            #expect(driver.outcome == nil)
            driver.wake()
        }
        driver.end(0, .ready)
        #expect(driver.outcome == .ready && driver.attempts.count == 6)
        #expect(driver.reports.count == 2)
    }

    @Test func whatIsNotStableSaysSo() throws {
        var driver = try MachineDriver(["tcp://a:1"]) {
            $0.stable = 3
            $0.attempts = 2
        }
        driver.end(0, .ready)
        driver.wake()
        driver.end(0, .ready)
        #expect(driver.outcome == .timedOut("tcp://a:1: it has held 2 of 3 times in a row"))
    }

    @Test func reportsOnlyChanges() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1"])
        for (index, reason) in [
            (0, "refused"), (1, "refused"), (0, "refused"), (0, "reset"), (0, "reset"), (0, "refused"),
        ] {
            while !driver.running.contains(index) { driver.wake() }
            driver.end(index, .notReady(reason))
        }
        let expected: [WaitReport] = [
            .waiting(target: 0, reason: "refused"), .waiting(target: 1, reason: "refused"),
            .waiting(target: 0, reason: "reset"), .waiting(target: 0, reason: "refused"),
        ]
        #expect(driver.reports == expected)
    }

    @Test func neverEndsTheWaitAtOnce() throws {
        var driver = try MachineDriver(["tcp://a:1", "tcp://b:1"])
        driver.end(1, .never("the Job failed"))
        #expect(driver.outcome == .never("tcp://b:1: the Job failed") && driver.abandoned == [0])
        #expect(driver.reports == [.never(target: 1, reason: "the Job failed")])
    }

    @Test func neverIsNeverAlsoWhereAttemptsAreCounted() throws {
        var driver = try MachineDriver(["tcp://a:1"]) { $0.attempts = 3 }
        driver.end(0, .never("cannot run it"))
        #expect(driver.outcome == .never("tcp://a:1: cannot run it"))
    }

    /// With more time one of them might have held: that is a timeout, whatever became of the other.
    @Test func neverAfterATimeoutIsATimeout() throws {
        var driver = try MachineDriver(["tcp://a:1#timeout=1s", "tcp://b:1"]) { $0.mode = .any }
        driver.wake()
        #expect(driver.now == 2000 && driver.outcome == nil && driver.abandoned == [0])
        driver.end(1, .never("gone"))
        #expect(driver.outcome == .timedOut("tcp://a:1: no attempt has ended yet; tcp://b:1: gone"))
    }

    @Test func lateVerdictsAreIgnored() throws {
        var driver = try MachineDriver(["tcp://a:1#timeout=1s&on-timeout=proceed", "tcp://b:1"])
        driver.wake()
        #expect(driver.abandoned == [0])
        for verdict in [Verdict.ready, .notReady("x"), .never("y")] { driver.end(0, verdict, after: 1) }
        driver.end(7, .ready)
        driver.end(-1, .ready)
        #expect(driver.outcome == nil && driver.reports.count == 1)
        driver.end(1, .notReady("refused"))
        driver.end(1, .ready)
        #expect(driver.outcome == nil, "no attempt ran")
    }

    @Test func wakesAreForDueAttemptsAndDeadlines() throws {
        var driver = try MachineDriver(["tcp://a:1", "file:/b#timeout=0"]) { $0.timeout = 60_000 }
        #expect(driver.machine.nextWake == 61_000)
        driver.end(1, .notReady("missing"), after: 2)
        let due = try #require(driver.machine.nextWake)
        #expect(due > 1002 && due <= 1008)
        #expect(driver.machine.advance(to: due - 1).isEmpty)
        driver.wake()
        #expect(driver.attempts.last?.index == 1 && driver.attempts.last?.at == due)
        var endless = try MachineDriver(["file:/b"]) { $0.timeout = 0 }
        #expect(endless.machine.nextWake == nil)
        endless.end(0, .ready)
        #expect(endless.machine.nextWake == nil && endless.outcome == .ready)
    }

    @Test func paces() throws {
        var remote = try MachineDriver(["tcp://db:1"]) { $0.timeout = 10_000 }
        remote.failing()
        #expect(remote.attempts.count > 30 && remote.attempts.count <= 45)
        var local = try MachineDriver(["tcp://localhost:1"]) { $0.timeout = 1000 }
        local.failing()
        #expect(local.attempts.count > 100)
        var slower = try MachineDriver(["tcp://localhost:1"]) {
            $0.timeout = 10_000
            $0.maxInterval = 2000
        }
        slower.failing()
        #expect(slower.attempts.count > 10 && slower.attempts.count < 20)
    }
}
