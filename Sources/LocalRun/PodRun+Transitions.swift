import Kubelet
import Rendering
import Startup

extension PodRun {
    /// Writes a transition into the timeline and shows it.
    func record(_ transition: Transition, _ now: Duration) {
        if let index = transition.container {
            if case .backoff = transition, rows[index].activity == .backoff { return }
            let isHeld = holds[index] != nil || isStarted(transition) && all[index].name == held.waitContainer
            rows[index].take(transition, isHeld: isHeld, isStopping: isStopping, at: now)
        }
        switch transition {
        case .podIPPublished: show(.published, "its IP is published")
        case .initialized: show(.initialized, "all init containers are through")
        case .starting(let index): context.show(event(.starting, index, "", now))
        case .started(let index): context.show(event(.started, index, "", now))
        case .startFailed(let index, let why):
            lastLine[index] = "cannot be run: " + why
            context.show(event(.exited, index, "cannot be run: " + why, now))
        case .hookStarted(let index, let kind):
            context.show(event(.hook, index, kind.rawValue + " runs", now))
        case .hookEnded(let index, let kind, let failure): hookEnded(index, kind, failure, now)
        case .startupSucceeded(let index): context.show(event(.probe, index, "its startupProbe succeeded", now))
        case .ready(let index): if holds[index] == nil { context.show(event(.ready, index, "", now)) }
        case .unready(let index, let why): context.show(event(.unready, index, why, now))
        case .probeFailed(let index, let kind, let why):
            lastProbeFailure[index] = why
            context.show(event(.probe, index, "\(kind.rawValue)Probe: \(why)", now))
        case .stopping(let index, let reason): context.show(event(.stopping, index, reason, now))
        case .exited(let index, let code): exited(index, code, now)
        case .backoff(let index, let until):
            let pause = DurationText.format(until - now)
            context.show(event(.backoff, index, "CrashLoopBackOff: started again in \(pause)", now))
        case .finished(let succeeded):
            self.succeeded = succeeded
            show(.finished, succeeded ? "succeeded" : isStopping ? "stopped" : "failed")
        }

        func show(_ kind: RunEvent.Kind, _ text: String) {
            context.show(RunEvent(time: now, pod: name, container: "", kind: kind, text: text))
        }
    }

    private func isStarted(_ transition: Transition) -> Bool {
        if case .started = transition { true } else { false }
    }

    private func hookEnded(_ index: ContainerIndex, _ kind: HookKind, _ failure: String?, _ now: Duration) {
        if let failure {
            context.show(event(.hook, index, "\(kind.rawValue) failed: \(failure)", now))
            guard kind == .postStart, !isStopping else { return }
            // Fact 3: worth more than a line, because in a cluster nobody sees it.
            var text = "the postStart hook of \(all[index].name) failed (\(failure)): the kubelet kills the container"
            let next = index + 1
            let isNextWaiting = next < all.count && (rows[next].activity == .queued || rows[next].activity == .held)
            if !machine.spec.isInit(index), isNextWaiting { text += " and starts \(all[next].name) all the same" }
            lastLine[index] = "postStart failed: " + failure
            hazards.append("\(name): \(text)")
            context.show(event(.hazard, index, text, now))
        } else {
            context.show(event(.hook, index, kind.rawValue + " ended", now))
        }
    }

    private func exited(_ index: ContainerIndex, _ code: Int, _ now: Duration) {
        context.show(event(.exited, index, "exit \(code)", now))
        for process in processes where process.purpose.container == index {
            if case .hook(_, .postStart) = process.purpose { process.signal(9) }
        }
    }

    /// The containers' lines for the live view.
    var status: [ContainerStatus] {
        rows.map {
            ContainerStatus(
                pod: name, container: $0.row.container, state: $0.activity.rawValue, note: $0.note, since: $0.since)
        }
    }

    /// What keeps the pod from being ready, in words: the first container that is not, and its last error.
    var blocker: String? {
        if isReady || succeeded == true { return nil }
        for index in all.indices {
            let isDone =
                machine.spec.isInit(index) && !all[index].spec.isRestartable && rows[index].activity == .completed
            if isDone || machine.isReady(index) && holds[index] == nil { continue }
            var text = "\(name)/\(all[index].name) is \(rows[index].activity.rawValue)"
            let hold = holds[index]?.reason ?? ""
            let reason =
                hold.isEmpty
                ? rows[index].note.isEmpty ? lastProbeFailure[index] ?? "" : rows[index].note : hold
            if !reason.isEmpty { text += ": " + reason }
            if rows[index].activity == .backoff || rows[index].activity == .failed, let line = lastLine[index] {
                text += " (last line: \(line))"
            }
            return text
        }
        return nil
    }
}
