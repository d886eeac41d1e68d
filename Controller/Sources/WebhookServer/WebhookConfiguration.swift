/// Where a server listens, and how it ends.
public struct WebhookConfiguration: Sendable {
    /// The address; all of IPv4 and IPv6 by default.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// What a client may ask for.
    public var limits = ServerLimits()
    /// How long requests are still taken after the end was asked for: kube-proxy of every node has to notice first
    /// that this replica is no endpoint any more.
    public var drain: Duration = .seconds(5)
    /// How long requests in flight may take after that before they are cut.
    public var deadline: Duration = .seconds(10)

    /// A server at an address, with the defaults for everything else.
    public init(host: String = "::", port: Int) {
        self.host = host
        self.port = port
    }
}
