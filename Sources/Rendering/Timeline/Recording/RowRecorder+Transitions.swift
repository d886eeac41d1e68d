import Kubelet

extension RowRecorder {
    /// Writes what the kubelet did with this container.
    ///
    /// - Parameters:
    ///   - isHeld: whether its process waits, and its own program does not run yet.
    ///   - isStopping: whether the pod is to end: what ends then has not failed.
    public mutating func take(_ transition: Transition, isHeld: Bool, isStopping: Bool = false, at now: Duration) {
        switch transition {
        case .started:
            mark(.started, at: now)
            if isHeld {
                change(to: .held, note: note, at: now)
            } else {
                // An init container that ends has no readiness to speak of.
                change(to: row.role == "init" ? .running : .starting, at: now)
            }
        case .startFailed(_, let why):
            change(to: .failed, note: why, at: now)
            mark(.exited, "cannot be run: " + why, at: now)
        case .hookStarted(_, .postStart): change(to: .hook, at: now)
        case .hookEnded(_, .postStart, nil): change(to: .starting, at: now)
        case .hookEnded(_, .postStart, let failure?):
            if !isStopping { mark(.hazard, "postStart failed: " + failure, at: now) }
        case .ready:
            if !isHeld { becameReady(at: now) }
        case .unready(_, let why): change(to: .starting, note: why, at: now)
        case .probeFailed(_, _, let why):
            if activity == .starting { change(to: .starting, note: why, at: now) }
        case .stopping(_, let reason): change(to: .terminating, note: reason, at: now)
        case .exited(_, let code):
            mark(.exited, "exit \(code)", at: now)
            change(to: code == 0 || isStopping ? .completed : .failed, note: "exit \(code)", at: now)
        case .backoff: change(to: .backoff, note: "CrashLoopBackOff", at: now)
        case .podIPPublished, .initialized, .starting, .hookStarted, .hookEnded, .startupSucceeded, .finished: break
        }
    }

    /// It is ready, and its own program runs.
    public mutating func becameReady(at now: Duration) {
        change(to: .running, at: now)
        mark(.ready, at: now)
    }

    /// Its own program runs from now on: everything that it needs holds.
    public mutating func released(isReady: Bool, at now: Duration) {
        if isReady { becameReady(at: now) } else { change(to: .starting, at: now) }
    }
}
