/// One way of ordering a pod's start: what it comes to.
public struct ComparisonRow: Equatable, Sendable {
    /// The way.
    public var way: Way
    /// Everything starts at once: all of the manifests, each pod in this way.
    public var cold: Cell
    /// A further pod starts when everything outside it is ready.
    public var scaling: Cell
    /// How much later it is there when scaling out than without any hold; negative when it is earlier; `nil` when one of
    /// the two never gets there.
    public var extra: Duration?
}
