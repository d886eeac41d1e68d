/// Waits for targets side by side: events in, actions out, no clock and no I/O.
///
/// The driver calls ``start(at:)`` once, ``attemptEnded(_:_:at:)`` for each attempt that it was told to begin, and
/// ``advance(to:)`` no later than ``nextWake``. After ``WaitAction/finish(_:)`` there is nothing more to do.
public struct WaitMachine: Sendable {
    /// What is waited for.
    public let targets: [Target]
    private let policy: WaitPolicy
    private var progress: [TargetProgress] = []
    private var random: SplitMix64
    private var began: Milliseconds = 0
    private var finished = false

    /// A wait for the targets. `seed` decides the spread of the intervals and nothing else.
    public init(targets: [Target], policy: WaitPolicy, seed: UInt64) {
        self.targets = targets
        self.policy = policy
        random = SplitMix64(state: seed)
    }

    /// Begins: every target is attempted at once.
    public mutating func start(at now: Milliseconds) -> [WaitAction] {
        began = now
        let local = targets.reduce(0) { $0 + ($1.endpoint.isLocal ? 1 : 0) }
        for target in targets {
            let timeout = target.timeout ?? policy.timeout
            progress.append(
                TargetProgress(
                    state: .due(now + policy.initialDelay),
                    schedule: policy.schedule(for: target.endpoint, amongLocal: local), lastDue: now,
                    deadline: timeout == 0 ? nil : now + timeout, onTimeout: target.onTimeout ?? policy.onTimeout))
        }
        return advance(to: now)
    }

    /// The time at which ``advance(to:)`` is due; `nil` when only an attempt's end can bring the wait forward.
    public var nextWake: Milliseconds? {
        guard !finished else { return nil }
        var wake: Milliseconds?
        for target in progress where target.isOpen {
            if case .due(let time) = target.state { wake = min(wake ?? time, time) }
            if let deadline = target.deadline { wake = min(wake ?? deadline, deadline) }
        }
        return wake
    }

    /// Lets time pass: deadlines first, so that no attempt begins after one.
    public mutating func advance(to now: Milliseconds) -> [WaitAction] {
        var actions: [WaitAction] = []
        guard !finished else { return actions }
        for index in progress.indices where progress[index].isOpen {
            if let deadline = progress[index].deadline, deadline <= now { expire(index, now, &actions) }
        }
        if settle(now, &actions) { return actions }
        for index in progress.indices {
            guard case .due(let time) = progress[index].state, time <= now else { continue }
            progress[index].state = .attempting
            progress[index].lastDue = time
            progress[index].attempts += 1
            var deadline = now + policy.attemptTimeout
            if let end = progress[index].deadline { deadline = min(deadline, end) }
            actions.append(.attempt(index, deadline: deadline))
        }
        return actions
    }

    /// Takes what is known while an attempt goes on: the target was heard, and is not ready for this reason.
    public mutating func attemptNoted(_ index: Int, _ reason: String) -> [WaitAction] {
        guard !finished, progress.indices.contains(index), progress[index].state == .attempting else { return [] }
        progress[index].successes = 0
        return noteReason(index, reason)
    }

    /// Says why a target is not ready, unless that was said already.
    private mutating func noteReason(_ index: Int, _ reason: String) -> [WaitAction] {
        guard progress[index].reason != reason else { return [] }
        progress[index].reason = reason
        return [.report(.waiting(target: index, reason: reason))]
    }

    /// Takes an attempt's verdict.
    public mutating func attemptEnded(_ index: Int, _ verdict: Verdict, at now: Milliseconds) -> [WaitAction] {
        guard !finished, progress.indices.contains(index), progress[index].state == .attempting else { return [] }
        var actions: [WaitAction] = []
        // It runs no more, whatever comes of it: there is nothing to abandon and nothing to wait for.
        progress[index].state = .due(now)
        switch policy.inverted ? WaitMachine.inverted(verdict) : verdict {
        case .ready:
            progress[index].successes += 1
            if progress[index].successes >= policy.stable {
                progress[index].state = .satisfied
                actions.append(
                    .report(.ready(target: index, after: now - began, attempts: progress[index].attempts)))
            } else {
                scheduleNext(index, now, &actions)
            }
        case .notReady(let reason):
            progress[index].successes = 0
            actions += noteReason(index, reason)
            scheduleNext(index, now, &actions)
        case .never(let reason):
            progress[index].reason = reason
            progress[index].state = .lost
            progress[index].isNever = true
            actions.append(.report(.never(target: index, reason: reason)))
        }
        _ = settle(now, &actions)
        return actions
    }

    /// Plans the next attempt, unless they are used up.
    private mutating func scheduleNext(_ index: Int, _ now: Milliseconds, _ actions: inout [WaitAction]) {
        if let attempts = policy.attempts, progress[index].attempts >= attempts {
            expire(index, now, &actions)
            return
        }
        rest(index, after: progress[index].attempts, now)
    }

    /// Waits for the next attempt after so many.
    private mutating func rest(_ index: Int, after attempt: Int, _ now: Milliseconds) {
        let next = progress[index].schedule.next(
            after: attempt, due: progress[index].lastDue, now: now, random: random.next())
        progress[index].state = .due(next)
    }

    /// A target's time is up.
    private mutating func expire(_ index: Int, _ now: Milliseconds, _ actions: inout [WaitAction]) {
        let running = progress[index].state == .attempting
        let reason = why(progress[index])
        switch progress[index].onTimeout {
        case .fail:
            if running { actions.append(.abandon(index)) }
            progress[index].state = .lost
            actions.append(
                .report(
                    .timedOut(
                        target: index, after: now - began, attempts: progress[index].attempts, reason: reason)))
        case .proceed:
            if running { actions.append(.abandon(index)) }
            progress[index].state = .satisfied
            actions.append(.report(.proceeding(target: index, after: now - began, reason: reason)))
        case .block:
            progress[index].deadline = nil
            if !running { rest(index, after: .max, now) }
            // With used-up attempts every later one comes by here.
            if progress[index].isBlocking { return }
            progress[index].isBlocking = true
            actions.append(.report(.blocking(target: index, after: now - began, reason: reason)))
        }
    }

    /// Whether the wait is over, and says so.
    private mutating func settle(_ now: Milliseconds, _ actions: inout [WaitAction]) -> Bool {
        let needed = policy.needed(of: targets.count)
        var satisfied = 0
        var open = 0
        var never = 0
        for target in progress {
            if target.state == .satisfied { satisfied += 1 }
            if target.isOpen { open += 1 }
            if target.isNever { never += 1 }
        }
        let outcome: WaitOutcome
        if satisfied >= needed {
            outcome = .ready
        } else if satisfied + open < needed {
            let reason = blockingReasons()
            // Never only when more time would have changed nothing.
            outcome = progress.count - never < needed ? .never(reason) : .timedOut(reason)
        } else {
            return false
        }
        for index in progress.indices where progress[index].state == .attempting { actions.append(.abandon(index)) }
        finished = true
        actions.append(.finish(outcome))
        return true
    }

    /// What stands in the way: the lost targets and why; if none is lost, the open ones.
    public func blockingReasons() -> String {
        var text = ""
        let someLost = progress.contains { $0.state == .lost }
        for index in progress.indices where someLost ? progress[index].state == .lost : progress[index].isOpen {
            if !text.isEmpty { text += "; " }
            text += targets[index].name + ": " + why(progress[index])
        }
        return text
    }

    private func why(_ target: TargetProgress) -> String {
        if target.successes > 0 { return text("it has held \(target.successes) of \(policy.stable) times in a row") }
        return target.reason ?? "no attempt has ended yet"
    }

    static func inverted(_ verdict: Verdict) -> Verdict {
        switch verdict {
        case .ready: .notReady("it is still ready")
        case .notReady, .never: .ready
        }
    }
}
