/// What the machine knows of one container.
struct ContainerState: Hashable, Sendable {
    enum Runtime: Hashable, Sendable {
        /// Never started.
        case waiting
        /// The driver was asked to start it.
        case creating
        case running(since: Duration)
        case exited(code: Int, at: Duration)
    }

    /// How far being told to end has come (pkg/kubelet/kuberuntime/kuberuntime_container.go `killContainer`).
    struct Stopping: Hashable, Sendable {
        enum Stage: Hashable, Sendable {
            case preStop
            /// A native sidecar waits until those that need it have ended.
            case turn
            case signalled
            /// It was killed without any of that.
            case killed
        }
        var stage: Stage
        var graceEnds: Duration
    }

    var runtime = Runtime.waiting
    /// The status that the API knows says Running: probes and readiness build on that, and it is written at the start
    /// of a pass only, so never while the container's own postStart runs (fact 6).
    var isObserved = false
    var isReady = false
    var stopping: Stopping?
    var backoff = Backoff()
    /// When its newest instance that ended did so: of a running container, the one before.
    var lastExit: Duration?
    /// What the backoff of the start that this pass makes counts from.
    var backoffBasis: Duration?
    /// The end of the backoff that was recorded last.
    var backoffUntil: Duration?
    var probes: [ProbeWorker] = []
    /// A postStart hook runs.
    var isInHook = false

    var isRunning: Bool {
        if case .running = runtime { true } else { false }
    }

    /// No process of it exists, and the driver was not asked for one.
    var isDown: Bool {
        switch runtime {
        case .waiting, .exited: true
        case .creating, .running: false
        }
    }

    var exitCode: Int? {
        if case .exited(let code, _) = runtime { code } else { nil }
    }

    /// core/v1 ContainerStatus `started`: running, and its startupProbe has succeeded.
    var isStarted: Bool {
        isObserved && isRunning && (probes.first { $0.kind == .startup }?.result ?? .success) == .success
    }

    func result(_ kind: ProbeKind) -> ProbeWorker.Result? {
        probes.first { $0.kind == kind }?.result
    }
}
