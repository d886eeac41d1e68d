import CPosix
import Probing

/// Carries out a ``WaitMachine``: begins attempts, feeds it their verdicts and the time.
final class WaitRunner {
    private var machine: WaitMachine
    private let tools: AttemptTools
    private let console: Console
    /// The attempt that runs at each target.
    private var attempts: [Attempt?]
    private var began: Int64 = 0
    /// Commands of probes that were killed and not reaped yet.
    private var dropped: [Int32] = []
    /// Set once, when the wait is over.
    private(set) var outcome: WaitOutcome?

    init(targets: [Target], policy: WaitPolicy, tools: AttemptTools, console: Console) {
        machine = WaitMachine(targets: targets, policy: policy, seed: px_random())
        attempts = Array(repeating: nil, count: targets.count)
        self.tools = tools
        // Each target may need several, and a process begins with 1024 more often than not.
        if targets.count > 100 { px_raise_descriptor_limit() }
        self.console = console
    }

    func start() {
        began = System.now
        carryOut(machine.start(at: began), began)
    }

    func prepare(_ poller: inout Poller) {
        // An outcome that was there at once is to be taken at once, not after the next event.
        guard outcome == nil else { return poller.wake(at: 0) }
        poller.wake(at: machine.nextWake)
        for attempt in attempts { attempt?.prepare(&poller) }
    }

    func advance(_ poller: Poller) {
        // The list changes while verdicts are taken: an attempt that was abandoned meanwhile has no say.
        for index in attempts.indices where outcome == nil {
            guard let attempt = attempts[index] else { continue }
            if let verdict = attempt.advance(poller, System.now) { ended(attempt, verdict) } else { heard(attempt) }
        }
        let now = System.now
        if outcome == nil { carryOut(machine.advance(to: now), now) }
    }

    func childEnded(_ pid: Int32, code: Int32) {
        dropped.removeAll { $0 == pid }
        for index in attempts.indices where outcome == nil {
            guard let attempt = attempts[index] else { continue }
            if let verdict = attempt.childEnded(pid, code: code) { ended(attempt, verdict) }
        }
    }

    /// What stands in the way now, for whoever stops the wait.
    var blockingReasons: String { machine.blockingReasons() }

    func cancel() {
        for index in attempts.indices { drop(index) }
    }

    /// Whether killed commands are still to be reaped: they must not become the children of what follows.
    var hasDropped: Bool { !dropped.isEmpty }

    private func drop(_ index: Int) {
        guard let attempt = attempts[index] else { return }
        if attempt.child > 0 { dropped.append(attempt.child) }
        attempt.close()
        attempts[index] = nil
    }

    private func ended(_ attempt: Attempt, _ verdict: Verdict) {
        drop(attempt.index)
        let now = System.now
        carryOut(machine.attemptEnded(attempt.index, verdict, at: now), now)
    }

    /// What a server says while its attempt goes on.
    private func heard(_ attempt: Attempt) {
        guard let note = attempt.note else { return }
        carryOut(machine.attemptNoted(attempt.index, note), System.now)
    }

    private func carryOut(_ actions: [WaitAction], _ now: Int64) {
        // An attempt's verdict may come at once and end the wait: what stands behind it is not begun any more.
        for action in actions where outcome == nil {
            switch action {
            case .attempt(let index, let deadline):
                let attempt = Attempt(
                    index: index, target: machine.targets[index], began: now, deadline: deadline, tools: tools)
                attempts[index] = attempt
                if let verdict = attempt.start(waitBegan: began) { ended(attempt, verdict) } else { heard(attempt) }
            case .abandon(let index): drop(index)
            case .report(let report): console.report(report, targets: machine.targets)
            case .finish(let outcome): self.outcome = outcome
            }
        }
    }
}
