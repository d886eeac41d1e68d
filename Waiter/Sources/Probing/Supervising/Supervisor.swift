/// What the driver of a ``Supervisor`` has to do.
public enum SupervisorAction: Equatable, Sendable {
    /// Begin the wait for the targets before the command.
    case wait
    /// Start the command in a process group of its own.
    case spawn
    /// Begin to probe whether the command is ready.
    case probe
    /// Drop the wait or the probing that runs.
    case abandon
    /// Send the signal to the command's process group.
    case signal(Int32)
    /// Make a file of this name in the published directory.
    case publish(String, content: String)
    /// Remove a file of this name from there.
    case retract(String)
    /// Tell the user.
    case say(String)
    /// End with this status. Nothing follows.
    case exit(Int32)
}

/// A parent for one command: waits first, forwards signals, starts it again if it fails, publishes its state.
///
/// Events in, actions out; the driver owns processes and time.
public struct Supervisor: Sendable {
    private enum State: Equatable, Sendable {
        case waiting
        case running
        case resting(until: Milliseconds)
        case ended
    }

    /// Signals that ask a process to end; after one of them there are no retries. SIGHUP reloads and SIGQUIT makes a JVM
    /// print its threads: those are the command's to understand.
    static let stopSignals: [Int32] = [2, 15]
    /// Signals that end nothing as long as there is no command: SIGPIPE, SIGCHLD, SIGCONT, SIGURG, SIGWINCH.
    static let harmlessSignals: [Int32] = [13, 17, 18, 23, 28]

    private let options: SuperviseOptions
    private var state = State.waiting
    private var retries = 0
    private var stopping = false
    private var killAt: Milliseconds?
    private var readyPublished = false
    private var lastCode: Int32 = 0

    /// A supervisor for the options' command.
    public init(options: SuperviseOptions) {
        self.options = options
    }

    /// When ``advance(to:)`` is due.
    public var nextWake: Milliseconds? {
        if case .resting(let until) = state { return until }
        return killAt
    }

    /// Begins: an earlier life's files would tell others what is no longer true.
    public mutating func start() -> [SupervisorAction] {
        let clean: [SupervisorAction] = [
            .retract("started"), .retract("ready"), .retract("exited"), .retract("completed"),
        ]
        return clean + (options.wait.targets.isEmpty ? [.spawn] : [.wait])
    }

    /// The wait before the command is over.
    public mutating func waitEnded(_ outcome: WaitOutcome) -> [SupervisorAction] {
        guard state == .waiting else { return [] }
        switch outcome {
        case .ready: return [.spawn]
        case .never: return end(with: 1)
        case .timedOut: return end(with: options.wait.timeoutCode)
        }
    }

    /// The command runs.
    public mutating func spawned() -> [SupervisorAction] {
        state = .running
        let ready: [SupervisorAction] = options.ready.isEmpty ? becomeReady() : [.probe]
        return [.publish("started", content: "")] + ready
    }

    /// The command cannot be run: 127 when it is not there, 126 when it may not be executed. Trying again is pointless.
    public mutating func spawnFailed(_ why: String, code: Int32) -> [SupervisorAction] {
        [.say(why)] + end(with: code)
    }

    /// Probing says that the command is ready.
    public mutating func becameReady() -> [SupervisorAction] {
        state == .running ? becomeReady() : []
    }

    /// A signal came for the supervisor.
    public mutating func received(_ signal: Int32, at now: Milliseconds) -> [SupervisorAction] {
        let stop = Supervisor.stopSignals.contains(signal)
        if stop { stopping = true }
        switch state {
        case .running:
            if stop, options.grace > 0, killAt == nil { killAt = now + options.grace }
            return [.signal(signal)]
        case .waiting, .resting:
            // There is no process to tell; not to start one is what the sender wants.
            if Supervisor.harmlessSignals.contains(signal) { return [] }
            var actions: [SupervisorAction] = [.abandon]
            if state != .waiting { actions.append(.publish("exited", content: "\(lastCode)\n")) }
            return actions + end(with: 128 + signal)
        case .ended: return []
        }
    }

    /// The command ended: with a code, or 128 + n by signal n.
    public mutating func exited(_ code: Int32, at now: Milliseconds) -> [SupervisorAction] {
        guard state == .running else { return [] }
        killAt = nil
        lastCode = code
        var actions: [SupervisorAction] = [.abandon]
        if readyPublished { actions.append(.retract("ready")) }
        readyPublished = false
        if code != 0, retries < options.retries, !stopping {
            var pause = options.backoff
            for _ in 0..<min(retries, 32) where pause < options.maxBackoff { pause *= 2 }
            pause = min(pause, options.maxBackoff)
            retries += 1
            state = .resting(until: now + pause)
            actions.append(.retract("started"))
            actions.append(
                .say(
                    "the command ended with \(code); starting it again in \(TimeText.format(pause)) "
                        + "(retry \(retries) of \(options.retries))"))
            return actions
        }
        actions.append(.publish("exited", content: "\(code)\n"))
        if code == 0 { actions.append(.publish("completed", content: "")) }
        return actions + end(with: code)
    }

    /// Lets time pass.
    public mutating func advance(to now: Milliseconds) -> [SupervisorAction] {
        if case .resting(let until) = state, until <= now {
            state = .waiting
            return [.spawn]
        }
        if let kill = killAt, kill <= now {
            killAt = nil
            return [.say("the command did not end within \(TimeText.format(options.grace)); killing it"), .signal(9)]
        }
        return []
    }

    private mutating func becomeReady() -> [SupervisorAction] {
        readyPublished = true
        return [.publish("ready", content: "")]
    }

    private mutating func end(with code: Int32) -> [SupervisorAction] {
        state = .ended
        return [.exit(code)]
    }
}
