/// What a server grants its clients. Whoever reaches the port may send anything: the API server does not say who it is.
public struct ServerLimits: Sendable {
    /// The largest body, bytes: `AdmissionRequest.limit` and some slack, so that the reader of reviews says what is
    /// wrong with one that is just too large.
    public var body = (8 << 20) + (64 << 10)
    /// All bodies that are held at a time, bytes.
    public var buffered = 48 << 20
    /// From so many bytes on a review is large, and large ones are answered one after the other: read into a tree it
    /// takes many times its length, and a pod that is made by people has a tenth of this.
    public var large = 256 << 10
    /// Connections at a time. An API server has as many as it reviews at a time, up to its 200 mutating requests in
    /// flight (`--max-mutating-requests-inflight`), and there are three to five of them.
    public var connections = 1024
    /// Requests at a time, read or answered.
    public var requests = 1024
    /// From a request's first byte until its answer's; the API server waits for no longer with `timeoutSeconds: 5`.
    public var requestTime: Duration = .seconds(5)
    /// From the connection until TLS stands.
    public var handshakeTime: Duration = .seconds(5)
    /// Between requests. Longer than the 90 s after which the API server (Go's `IdleConnTimeout`) drops a connection:
    /// cut under it, a review would be lost.
    public var idleTime: Duration = .seconds(120)

    /// The defaults.
    public init() {}
}
