/// One socket of a lookup: a query has its own one for each server and transport, so that its source port is
/// its own (RFC 5452 9.2) and two queries in flight do not share a connection tracking entry.
public struct DNSChannel: Hashable, Sendable {
    /// How a message travels (RFC 1035 4.2).
    public enum Transport: Sendable {
        /// One datagram for a message (RFC 1035 4.2.1).
        case udp
        /// A stream, where a message follows its length in two bytes (RFC 1035 4.2.2).
        case tcp
    }

    /// The name server's index in the configuration (resolv.conf(5) `nameserver`).
    public let server: Int
    /// The query's number within the lookup: one for each name of the search list and type (resolv.conf(5) `search`).
    public let query: Int
    /// How the message travels (RFC 1035 4.2).
    public let transport: Transport

    /// Names a channel (RFC 1035 4.2).
    public init(server: Int, query: Int, transport: Transport) {
        self.server = server
        self.query = query
        self.transport = transport
    }
}
