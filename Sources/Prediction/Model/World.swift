/// What the pods of a run have around them.
public struct World: Sendable {
    /// The Services, as ``Signal/service(_:_:minimum:)`` names them.
    public var services: [ModelService]
    /// When targets outside become ready, since the run began; one that is absent never does.
    public var targets: [String: Duration]
    /// Whether everything outside of a pod is ready from the start, other pods and Services included: scaling out.
    public var isWarm: Bool
    /// Whether names of Services lead straight to their processes, ready or not, as on the machine of `holdfast up`.
    public var isLocal: Bool

    /// A world; without arguments an empty one.
    public init(
        services: [ModelService] = [], targets: [String: Duration] = [:], isWarm: Bool = false, isLocal: Bool = false
    ) {
        self.services = services
        self.targets = targets
        self.isWarm = isWarm
        self.isLocal = isLocal
    }
}
