import CPosix
import Probing

/// Carries out a ``WaitMachine``: begins attempts, feeds it their verdicts and the time.
final class WaitRunner {
    private var machine: WaitMachine
    private let names: Names
    private let console: Console
    private var attempts: [Attempt] = []
    private var began: Int64 = 0
    /// Commands of probes that were killed and not reaped yet.
    private var dropped: [Int32] = []
    /// Set once, when the wait is over.
    private(set) var outcome: WaitOutcome?

    init(targets: [Target], policy: WaitPolicy, names: Names, console: Console) {
        machine = WaitMachine(targets: targets, policy: policy, seed: px_random())
        self.names = names
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
        for attempt in attempts { attempt.prepare(&poller) }
    }

    func advance(_ poller: Poller) {
        // The list changes while verdicts are taken: an attempt that was abandoned meanwhile has no say.
        for attempt in attempts where outcome == nil && isRunning(attempt) {
            if let verdict = attempt.advance(poller, System.now) { ended(attempt, verdict) }
        }
        let now = System.now
        if outcome == nil { carryOut(machine.advance(to: now), now) }
    }

    func childEnded(_ pid: Int32, code: Int32) {
        dropped.removeAll { $0 == pid }
        for attempt in attempts where outcome == nil && isRunning(attempt) {
            if let verdict = attempt.childEnded(pid, code: code) { ended(attempt, verdict) }
        }
    }

    /// What stands in the way now, for whoever stops the wait.
    var blockingReasons: String { machine.blockingReasons() }

    func cancel() {
        for attempt in attempts { close(attempt) }
        attempts = []
    }

    /// Whether killed commands are still to be reaped: they must not become the children of what follows.
    var hasDropped: Bool { !dropped.isEmpty }

    private func close(_ attempt: Attempt) {
        if attempt.child > 0 { dropped.append(attempt.child) }
        attempt.close()
    }

    private func isRunning(_ attempt: Attempt) -> Bool {
        attempts.contains { $0 === attempt }
    }

    private func ended(_ attempt: Attempt, _ verdict: Verdict) {
        close(attempt)
        attempts.removeAll { $0 === attempt }
        let now = System.now
        carryOut(machine.attemptEnded(attempt.index, verdict, at: now), now)
    }

    private func carryOut(_ actions: [WaitAction], _ now: Int64) {
        // An attempt's verdict may come at once and end the wait: what stands behind it is not begun any more.
        for action in actions where outcome == nil {
            switch action {
            case .attempt(let index, let deadline):
                let attempt = Attempt(
                    index: index, target: machine.targets[index], began: now, deadline: deadline, names: names)
                attempts.append(attempt)
                if let verdict = attempt.start(waitBegan: began) { ended(attempt, verdict) }
            case .abandon(let index):
                for attempt in attempts where attempt.index == index { close(attempt) }
                attempts.removeAll { $0.index == index }
            case .report(let report): console.report(report, targets: machine.targets)
            case .finish(let outcome): self.outcome = outcome
            }
        }
    }
}
