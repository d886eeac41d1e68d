/// How long things take and last, in seconds, and the names to serve.
public struct RotationSettings: Hashable, Sendable {
    /// The names the serving certificate must have.
    public var names: ServingNames
    /// How long a CA lives.
    public var authorityLife: Int64 = 730 * 86_400
    /// How long a serving certificate lives.
    public var leafLife: Int64 = 90 * 86_400
    /// How far `notBefore` is put back, against clocks that are behind.
    public var backdating: Int64 = 3600
    /// How long everyone is given to see a change: API servers a bundle, replicas a Secret. The kubelet and watches take
    /// seconds; twice the half minute that we allow them.
    public var settling: Int64 = 60
    /// The longest time until the next look, so that a clock that was put forward does not go unnoticed.
    public var longestWait: Int64 = 12 * 3600

    /// The usual times for these names.
    public init(names: ServingNames) {
        self.names = names
    }
}
