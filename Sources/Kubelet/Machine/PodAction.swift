/// What the driver of a ``PodMachine`` has to do.
public enum PodAction: Hashable, Sendable {
    /// Start the container's process, and answer with `started` or `startFailed`.
    case start(ContainerIndex)
    /// Run a hook, and answer with `hookEnded`. When the container ends meanwhile, its hook has failed.
    case runHook(ContainerIndex, HookKind)
    /// Run a probe once, and answer with `probeEnded`, unless the container ends meanwhile.
    case runProbe(ContainerIndex, ProbeKind)
    /// Tell the container's process to end (its stop signal).
    case terminate(ContainerIndex)
    /// Kill the container.
    case kill(ContainerIndex)
    /// Answer with `timer` at this time; replaces a timer of the same name.
    case setTimer(PodTimer, at: Duration)
    /// Forget a timer.
    case cancelTimer(PodTimer)
    /// Something that an observer of the pod would see.
    case record(Transition)
}

/// Something that an observer of the pod would see.
public enum Transition: Hashable, Sendable {
    /// The status got its pod IP: from now on headless DNS and endpoints know the pod (fact 4).
    case podIPPublished
    /// All init containers are through.
    case initialized
    /// The container is about to be started.
    case starting(ContainerIndex)
    /// Its process runs.
    case started(ContainerIndex)
    /// Its process cannot be run.
    case startFailed(ContainerIndex, String)
    /// A hook runs.
    case hookStarted(ContainerIndex, HookKind)
    /// A hook ended; `failure` says why it failed, if it did.
    case hookEnded(ContainerIndex, HookKind, failure: String?)
    /// Its startupProbe succeeded.
    case startupSucceeded(ContainerIndex)
    /// It is ready.
    case ready(ContainerIndex)
    /// It is no longer ready, and why.
    case unready(ContainerIndex, String)
    /// A probe's attempt failed.
    case probeFailed(ContainerIndex, ProbeKind, String)
    /// It is told to end, and why.
    case stopping(ContainerIndex, reason: String)
    /// Its process ended.
    case exited(ContainerIndex, code: Int)
    /// It waits for its next start (CrashLoopBackOff).
    case backoff(ContainerIndex, until: Duration)
    /// The pod is over: every process has ended.
    case finished(succeeded: Bool)
}
