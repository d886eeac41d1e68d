/// The part of a container that decides when things start and stop.
public struct ContainerSpec: Hashable, Sendable {
    /// Its name, unique in the pod.
    public var name: String
    /// An init container with `restartPolicy: Always`: a native sidecar (fact 1).
    public var isRestartable: Bool
    /// What runs beside the ENTRYPOINT once the container was started.
    public var postStart: Handler?
    /// What runs before the container is told to end.
    public var preStop: Handler?
    /// Its probes.
    public var probes: [ProbeKind: ProbeSpec]

    /// A container; what is not given it does not have.
    public init(
        _ name: String, isRestartable: Bool = false, postStart: Handler? = nil, preStop: Handler? = nil,
        probes: [ProbeKind: ProbeSpec] = [:]
    ) {
        self.name = name
        self.isRestartable = isRestartable
        self.postStart = postStart
        self.preStop = preStop
        self.probes = probes
    }
}
