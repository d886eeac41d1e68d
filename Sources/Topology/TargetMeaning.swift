import StartupGraph

/// What a target leads to in these manifests.
public enum TargetMeaning: Hashable, Sendable {
    /// Something outside of them.
    case outside
    /// The waiting pod itself: its own port, or its own files and commands.
    case ownPod(port: Int?)
    /// A Service, and the port that is asked: a position in ``Survey/services``.
    case service(Int, port: Int?)
    /// One pod behind a headless Service, by its own name: positions in ``Survey/services`` and ``Survey/pods``.
    case statefulPod(service: Int, pod: Int, port: Int?)
    /// A workload by name, and what is asked of it: a position in ``Survey/pods``.
    case workload(Int, Condition)
    /// A Service that by its form should be here, and is not.
    case missingService(String, namespace: String)
    /// A workload that should be here, and is not: `job/migrate`.
    case missingWorkload(String, namespace: String)
    /// Nothing but time.
    case time
}
