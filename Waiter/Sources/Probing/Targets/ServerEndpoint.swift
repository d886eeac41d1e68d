/// A server, and what it is asked.
public struct ServerEndpoint: Equatable, Sendable {
    /// Where it listens.
    public enum Place: Equatable, Sendable {
        /// A TCP port of a host, which is a name or an address.
        case inet(host: String, port: UInt16)
        /// A UNIX stream socket.
        case socket(path: String)
    }

    /// Where it listens.
    public var place: Place
    /// Whether TLS is spoken from the first byte.
    public var startsWithTLS = false
    /// How TLS is spoken, if it comes to that.
    public var tls = TLSOptions()
    /// What it is asked.
    public var question: Question

    /// Over plain bytes.
    public init(place: Place, question: Question) {
        self.place = place
        self.question = question
    }

    /// Its port; 0 for a socket.
    public var port: UInt16 {
        if case .inet(_, let port) = place { port } else { 0 }
    }

    /// The name by which the server is known to its certificate.
    public var host: String {
        switch place {
        case .inet(let host, _): host
        case .socket: "localhost"
        }
    }
}
