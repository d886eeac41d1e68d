import CPosix
import Probing

/// `waiter wait`: waits, then becomes the command.
struct WaitProgram {
    let options: WaitOptions

    /// Returns the exit code; does not return when the command took over.
    func run() -> Int32 {
        let console = Console(options)
        let signals = px_catch_signals(false)
        let runner = WaitRunner(
            targets: options.targets, policy: options.policy, tools: AttemptTools(options), console: console)
        runner.start()
        while runner.outcome == nil {
            var poller = Poller()
            poller.watch(signals, read: true, write: false)
            runner.prepare(&poller)
            poller.wait()
            if let code = stopped(runner, console) { return code }
            runner.advance(poller)
        }
        runner.cancel()
        let limit = System.now + 1000
        while runner.hasDropped, System.now < limit {
            if let code = stopped(runner, console) { return code }
            guard runner.hasDropped else { break }
            var poller = Poller()
            poller.watch(signals, read: true, write: false)
            poller.wake(at: limit)
            poller.wait()
        }
        // A signal that came while the last answers were taken is not to die with this program.
        if let code = stopped(runner, console) { return code }
        switch runner.outcome {
        case .ready, nil: return options.command.isEmpty ? 0 : Command.become(options.command, console)
        case .never(let reason): return fail("can never become ready", reason, code: 1)
        case .timedOut(let reason): return fail("timed out waiting", reason, code: options.timeoutCode)
        }
    }

    /// A signal that would have ended any other process ends the wait.
    private func stopped(_ runner: WaitRunner, _ console: Console) -> Int32? {
        while true {
            let signal = px_next_signal()
            if signal == 0 { break }
            guard Signals.endsWait(signal, isInit: px_pid() == 1) else { continue }
            runner.cancel()
            console.say(
                event: "stopped", "stopped by \(Signals.name(signal)) while waiting for \(runner.blockingReasons)")
            return 128 + signal
        }
        // After the signals: a child whose SIGCHLD was just taken has to be found here.
        var code: Int32 = 0
        while true {
            let pid = px_reap(&code)
            if pid == 0 { return nil }
            runner.childEnded(pid, code: code)
        }
    }

    private func fail(_ what: String, _ reason: String, code: Int32) -> Int32 {
        Command.leaveReason("waiter: " + what + ": " + reason + "\n", at: options.terminationLog)
        return code
    }
}
