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
    /// How long everyone is given to see a change: API servers a bundle, replicas a Secret. Watches take seconds, but one
    /// whose connection is half open is found out after some minutes only (``KubernetesAPI/WatchTerms``), and a mounted
    /// Secret takes the kubelet two. It costs nothing: both CAs are trusted meanwhile.
    public var settling: Int64 = 15 * 60
    /// The longest time until the next look, so that a clock that was put forward does not go unnoticed.
    public var longestWait: Int64 = 12 * 3600

    /// The usual times for these names.
    public init(names: ServingNames) {
        self.names = names
    }
}
