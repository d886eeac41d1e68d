/// The part of a pod that decides when things start and stop.
public struct PodSpec: Hashable, Sendable {
    /// What happens to a regular container that ended (core/v1 RestartPolicy).
    public enum RestartPolicy: String, Hashable, Sendable {
        /// It is started again.
        case always = "Always"
        /// It is started again unless it ended with 0.
        case onFailure = "OnFailure"
        /// It stays as it is.
        case never = "Never"
    }

    /// The pod's name.
    public var name: String
    /// Run before the regular containers, one after another.
    public var initContainers: [ContainerSpec]
    /// The regular containers, in the order in which they are started.
    public var containers: [ContainerSpec]
    /// What happens to containers that ended.
    public var restartPolicy: RestartPolicy
    /// Seconds between being told to end and being killed, preStop included.
    public var terminationGracePeriod: Int

    /// A pod; what is not given is as Kubernetes defaults it.
    public init(
        name: String = "pod", initContainers: [ContainerSpec] = [], containers: [ContainerSpec],
        restartPolicy: RestartPolicy = .always, terminationGracePeriod: Int = 30
    ) {
        self.name = name
        self.initContainers = initContainers
        self.containers = containers
        self.restartPolicy = restartPolicy
        self.terminationGracePeriod = max(0, terminationGracePeriod)
    }

    /// All containers: init containers first. A ``ContainerIndex`` counts these.
    public var all: [ContainerSpec] { initContainers + containers }

    /// Whether the index is that of an init container, restartable or not.
    public func isInit(_ index: ContainerIndex) -> Bool { index < initContainers.count }
}

/// A container's place in ``PodSpec/all``.
public typealias ContainerIndex = Int
