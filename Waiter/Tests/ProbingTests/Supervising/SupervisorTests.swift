import Testing

@testable import Probing

@Suite struct SupervisorTests {
    private func supervisor(_ change: (inout SuperviseOptions) throws -> Void) rethrows -> Supervisor {
        var options = SuperviseOptions()
        options.wait.command = ["app"]
        try change(&options)
        return Supervisor(options: options)
    }

    /// A supervisor whose command runs.
    private func running(_ change: (inout SuperviseOptions) throws -> Void) rethrows -> Supervisor {
        var supervisor = try supervisor(change)
        _ = supervisor.start()
        _ = supervisor.spawned()
        return supervisor
    }

    static let clean: [SupervisorAction] = [
        .retract("started"), .retract("ready"), .retract("exited"), .retract("completed"),
    ]

    @Test func startsByRetractingAnEarlierLife() throws {
        var plain = supervisor { _ in }
        #expect(plain.start() == Self.clean + [.spawn])
        #expect(plain.nextWake == nil)
        var waiting = try supervisor { $0.wait.targets = [try TargetParser.parse("file:/x")] }
        #expect(waiting.start() == Self.clean + [.wait])
        #expect(waiting.waitEnded(.ready) == [.spawn])
    }

    @Test func publishesItsLife() {
        var supervisor = supervisor { _ in }
        _ = supervisor.start()
        #expect(supervisor.spawned() == [.publish("started", content: ""), .publish("ready", content: "")])
        #expect(
            supervisor.exited(0, at: 5) == [
                .abandon, .retract("ready"), .publish("exited", content: "0\n"), .publish("completed", content: ""),
                .exit(0),
            ])
        #expect(supervisor.received(15, at: 6).isEmpty && supervisor.exited(1, at: 6).isEmpty)
        #expect(supervisor.becameReady().isEmpty && supervisor.advance(to: 1 << 40).isEmpty)
        #expect(supervisor.waitEnded(.ready).isEmpty && supervisor.nextWake == nil)
    }

    @Test func readyIsProbedForWhereItIsAsked() throws {
        var supervisor = try supervisor { $0.ready = [try TargetParser.parse("tcp://localhost:1")] }
        _ = supervisor.start()
        #expect(supervisor.spawned() == [.publish("started", content: ""), .probe])
        var early = supervisor
        #expect(early.exited(3, at: 1) == [.abandon, .publish("exited", content: "3\n"), .exit(3)])
        #expect(early.becameReady().isEmpty)
        #expect(supervisor.becameReady() == [.publish("ready", content: "")])
        #expect(supervisor.exited(3, at: 1).contains(.retract("ready")))
    }

    @Test(arguments: [
        (WaitOutcome.never("x"), Int32(124), Int32(1)), (.timedOut("x"), 124, 124), (.timedOut("x"), 255, 255),
    ])
    func aFailedWaitStartsNothing(outcome: WaitOutcome, timeoutCode: Int32, code: Int32) throws {
        var supervisor = try supervisor {
            $0.wait.targets = [try TargetParser.parse("file:/x")]
            $0.wait.timeoutCode = timeoutCode
            $0.retries = 5
        }
        _ = supervisor.start()
        #expect(supervisor.waitEnded(outcome) == [.exit(code)])
    }

    @Test(arguments: [Int32(126), 127])
    func aCommandThatCannotBeRunIsNotTriedAgain(code: Int32) {
        var supervisor = supervisor { $0.retries = 5 }
        _ = supervisor.start()
        #expect(supervisor.spawnFailed("cannot run app", code: code) == [.say("cannot run app"), .exit(code)])
    }

    @Test func retriesWithDoublingPauses() {
        var supervisor = running {
            $0.retries = 7
            $0.backoff = 1000
            $0.maxBackoff = 10_000
        }
        var now: Milliseconds = 0
        var pauses: [Milliseconds] = []
        for retry in 1...7 {
            let actions = supervisor.exited(3, at: now)
            let wake = supervisor.nextWake ?? -1
            pauses.append(wake - now)
            let text =
                "the command ended with 3; starting it again in \(TimeText.format(wake - now)) (retry \(retry) of 7)"
            #expect(actions == [.abandon, .retract("ready"), .retract("started"), .say(text)])
            #expect(supervisor.advance(to: wake - 1).isEmpty)
            #expect(supervisor.advance(to: wake) == [.spawn])
            _ = supervisor.spawned()
            now = wake
        }
        #expect(pauses == [1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
        #expect(supervisor.exited(143, at: now).suffix(2) == [.publish("exited", content: "143\n"), .exit(143)])
    }

    @Test func pausesDoNotOverflow() {
        var supervisor = running {
            $0.retries = 200
            $0.backoff = 1 << 51
            $0.maxBackoff = 1 << 52
        }
        for _ in 0..<100 {
            _ = supervisor.exited(1, at: 0)
            #expect(supervisor.nextWake ?? .max <= 1 << 52)
            _ = supervisor.advance(to: 1 << 52)
            _ = supervisor.spawned()
        }
    }

    @Test func aLongerFirstPauseIsCut() {
        var supervisor = running {
            $0.retries = 1
            $0.backoff = 60_000
        }
        _ = supervisor.exited(1, at: 0)
        #expect(supervisor.nextWake == 30_000)
    }

    @Test func successIsNotRetried() {
        var supervisor = running { $0.retries = 5 }
        #expect(supervisor.exited(0, at: 0).last == .exit(0))
    }

    @Test(arguments: [Int32(2), 15])
    func noRetryAfterAStopSignal(signal: Int32) {
        var supervisor = running { $0.retries = 5 }
        #expect(supervisor.received(signal, at: 0) == [.signal(signal)])
        #expect(supervisor.nextWake == nil, "without a grace the command has as long as it takes")
        #expect(supervisor.exited(128 + signal, at: 10).last == .exit(128 + signal))
    }

    /// Also SIGHUP and SIGQUIT: a command reloads or prints its threads, and is neither killed nor given up for that.
    @Test(arguments: [Int32(1), 3, 10, 12, 28, 18, 37])
    func otherSignalsOnlyPass(signal: Int32) {
        var supervisor = running {
            $0.retries = 1
            $0.grace = 1000
        }
        #expect(supervisor.received(signal, at: 0) == [.signal(signal)])
        #expect(supervisor.nextWake == nil)
        #expect(!supervisor.exited(128 + signal, at: 10).contains(.exit(128 + signal)))
    }

    @Test func killsAfterTheGrace() {
        var supervisor = running { $0.grace = 10_000 }
        #expect(supervisor.received(15, at: 500) == [.signal(15)])
        #expect(supervisor.nextWake == 10_500)
        #expect(supervisor.received(2, at: 5000) == [.signal(2)])
        #expect(supervisor.nextWake == 10_500, "a second signal does not prolong it")
        #expect(supervisor.advance(to: 10_499).isEmpty)
        #expect(
            supervisor.advance(to: 10_500) == [
                .say("the command did not end within 10s; killing it"), .signal(9),
            ])
        #expect(supervisor.nextWake == nil && supervisor.advance(to: 20_000).isEmpty)
        #expect(supervisor.exited(137, at: 10_501).last == .exit(137))
    }

    @Test func aCommandThatEndsInTimeIsNotKilled() {
        var supervisor = running { $0.grace = 10_000 }
        _ = supervisor.received(15, at: 0)
        #expect(supervisor.exited(0, at: 100).last == .exit(0))
        #expect(supervisor.nextWake == nil && supervisor.advance(to: 10_000).isEmpty)
    }

    @Test func signalsWhileWaiting() throws {
        var supervisor = try supervisor { $0.wait.targets = [try TargetParser.parse("file:/x")] }
        _ = supervisor.start()
        for signal: Int32 in [13, 17, 18, 23, 28] { #expect(supervisor.received(signal, at: 0).isEmpty) }
        var other = supervisor
        #expect(other.received(10, at: 1) == [.abandon, .exit(138)], "an image's own stop signal")
        #expect(supervisor.received(15, at: 1) == [.abandon, .exit(143)])
        #expect(supervisor.waitEnded(.ready).isEmpty, "nothing is started any more")
    }

    @Test func signalsWhileResting() {
        var supervisor = running { $0.retries = 1 }
        _ = supervisor.exited(1, at: 0)
        #expect(supervisor.received(28, at: 1).isEmpty)
        #expect(
            supervisor.received(2, at: 2) == [.abandon, .publish("exited", content: "1\n"), .exit(130)],
            "who waits for the end of the command is not left waiting")
        #expect(supervisor.advance(to: 5000).isEmpty && supervisor.nextWake == nil)
    }

    @Test func aRetryThatCannotBeRunEnds() {
        var supervisor = running { $0.retries = 3 }
        _ = supervisor.exited(1, at: 0)
        #expect(supervisor.advance(to: 1000) == [.spawn])
        #expect(supervisor.spawnFailed("gone", code: 127) == [.say("gone"), .exit(127)])
    }
}
