import Kubelet

/// A pod in virtual time: its place in the kubelet's rules, and what its containers do.
public struct ModelPod: Sendable {
    /// Its name in reports.
    public var name: String
    /// What decides when its containers start and stop.
    public var spec: PodSpec
    /// What its containers do, by ``ContainerIndex``: as many as the spec has.
    public var containers: [ModelContainer]
    /// When a node admits it, since the run began.
    public var admitted: Duration
    /// The pod that has to be Ready before this one is made, a position in the pods of the run: a StatefulSet makes one
    /// after another. ``admitted`` counts from then.
    public var follows: Int?

    /// A pod; containers that are not given run for ever.
    public init(
        _ spec: PodSpec, name: String? = nil, containers: [ModelContainer] = [], admitted: Duration = .zero
    ) {
        self.name = name ?? spec.name
        self.spec = spec
        let missing = max(0, spec.all.count - containers.count)
        self.containers = containers.prefix(spec.all.count) + [ModelContainer](repeating: .init(), count: missing)
        self.admitted = admitted
    }
}
