import CPosix
import Probing

/// `waiter supervise`: carries out a ``Supervisor``.
final class SuperviseProgram {
    private let options: SuperviseOptions
    private let console: Console
    private let tools: AttemptTools
    private var supervisor: Supervisor
    private var wait: WaitRunner?
    private var isProbing = false
    private var child: Int32 = 0
    private var exitCode: Int32?

    init(options: SuperviseOptions) {
        self.options = options
        console = Console(options.wait)
        tools = AttemptTools(options.wait)
        supervisor = Supervisor(options: options)
    }

    func run() -> Int32 {
        let signals = px_catch_signals(true)
        px_become_subreaper()
        carryOut(supervisor.start())
        while exitCode == nil {
            var poller = Poller()
            poller.watch(signals, read: true, write: false)
            poller.wake(at: supervisor.nextWake)
            wait?.prepare(&poller)
            poller.wait()
            takeSignals()
            reap()
            wait?.advance(poller)
            finishWait()
            carryOut(supervisor.advance(to: System.now))
        }
        wait?.cancel()
        return exitCode ?? 0
    }

    private func takeSignals() {
        while true {
            let signal = px_next_signal()
            if signal == 0 { return }
            if signal != Signals.child { carryOut(supervisor.received(signal, at: System.now)) }
        }
    }

    /// Takes every child that ended: the command, probes' commands, and orphans that were given to this process.
    private func reap() {
        var code: Int32 = 0
        while true {
            let pid = px_reap(&code)
            if pid == 0 { return }
            if pid == child {
                child = 0
                carryOut(supervisor.exited(code, at: System.now))
            } else {
                wait?.childEnded(pid, code: code)
            }
        }
    }

    private func finishWait() {
        guard let outcome = wait?.outcome else { return }
        wait?.cancel()
        wait = nil
        if isProbing {
            isProbing = false
            if outcome == .ready { carryOut(supervisor.becameReady()) }
            return
        }
        switch outcome {
        case .ready: break
        case .never(let reason):
            Command.leaveReason("waiter: can never become ready: \(reason)\n", at: options.wait.terminationLog)
        case .timedOut(let reason):
            Command.leaveReason("waiter: timed out waiting: \(reason)\n", at: options.wait.terminationLog)
        }
        carryOut(supervisor.waitEnded(outcome))
    }

    private func carryOut(_ actions: [SupervisorAction]) {
        for action in actions {
            switch action {
            case .wait: begin(options.wait.targets, options.wait.policy)
            case .probe:
                // As long as the command runs its readiness is asked for: without a deadline of its own.
                var policy = WaitPolicy()
                policy.timeout = 0
                isProbing = true
                begin(options.ready, policy)
            case .abandon:
                wait?.cancel()
                wait = nil
                isProbing = false
            case .spawn: spawn()
            case .signal(let signal): if child > 0 { _ = px_kill(-child, signal) }
            case .publish(let name, let content): publish(name, content)
            case .retract(let name):
                guard !options.publish.isEmpty else { break }
                _ = options.publish.withCString { directory in name.withCString { px_retract(directory, $0) } }
            case .say(let text): console.say(event: "supervise", text)
            case .exit(let code): exitCode = code
            }
        }
    }

    private func begin(_ targets: [Target], _ policy: WaitPolicy) {
        let runner = WaitRunner(targets: targets, policy: policy, tools: tools, console: console)
        wait = runner
        runner.start()
    }

    private func spawn() {
        let pid = Command.spawn(options.wait.command)
        if pid > 0 {
            child = pid
            carryOut(supervisor.spawned())
        } else {
            let words = options.wait.command
            carryOut(supervisor.spawnFailed(Command.failure(words, pid), code: Command.code(for: pid)))
        }
    }

    private func publish(_ name: String, _ content: String) {
        guard !options.publish.isEmpty else { return }
        let bytes = Array(content.utf8)
        let result = options.publish.withCString { directory in
            name.withCString { name in
                bytes.withUnsafeBufferPointer { px_publish(directory, name, $0.baseAddress, Int64($0.count)) }
            }
        }
        if result < 0 {
            console.fail("cannot publish \(name) in \(options.publish): \(System.errorText(result))")
        }
    }
}
