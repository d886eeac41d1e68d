/// What happened to a pod.
public enum PodEvent: Hashable, Sendable {
    /// The pod was admitted to the node.
    case start
    /// The container's process runs.
    case started(ContainerIndex)
    /// The container's process cannot be run.
    case startFailed(ContainerIndex, String)
    /// The container's process ended: with a status, or 128 + n by signal n.
    case exited(ContainerIndex, code: Int)
    /// A hook ended; `failure` says why it failed, if it did.
    case hookEnded(ContainerIndex, HookKind, failure: String?)
    /// A probe ended; `failure` says why it failed, if it did.
    case probeEnded(ContainerIndex, ProbeKind, failure: String?)
    /// A timer that was set is due.
    case timer(PodTimer)
    /// The pod is to end, in order.
    case stop
    /// The pod is to end at once.
    case kill
}

/// The two hooks that a container may have.
public enum HookKind: String, Hashable, Sendable {
    /// Beside the ENTRYPOINT, before the next container.
    case postStart
    /// Before the container is told to end.
    case preStop
}

/// What a timer is for. Setting it again replaces it.
public enum PodTimer: Hashable, Sendable {
    /// The next pass of the pod worker.
    case sync
    /// The next tick of a probe.
    case probe(ContainerIndex, ProbeKind)
    /// The end of the grace of a container that was told to end.
    case grace(ContainerIndex)
}
