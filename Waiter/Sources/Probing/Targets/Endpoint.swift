/// What an attempt talks to, and what it takes as an answer.
public enum Endpoint: Equatable, Sendable {
    /// A TCP port: ready when a connection is accepted and not closed at once.
    case tcp(host: String, port: UInt16)
    /// A UNIX stream socket: ready as `tcp` is.
    case unix(path: String)
    /// A server that is asked in its own protocol.
    case server(ServerEndpoint)
    /// A Kubernetes object.
    case kube(KubeEndpoint)
    /// A path: ready when it exists, or when it exists and is not empty.
    case file(path: String, nonempty: Bool)
    /// A command: ready when it ends with status 0.
    case exec([String])
    /// A name: ready when it has at least so many records of any of the types.
    case dns(name: String, types: [DNSRecordType], minimum: Int)
    /// Ready when the time has passed since the wait began.
    case delay(Milliseconds)

    /// Whether the answer comes from this machine, which is what the pace of attempts depends on.
    public var isLocal: Bool {
        switch self {
        case .unix, .file, .delay: true
        // A process is started for every attempt: never at the pace of a stat or a connect.
        case .exec, .dns, .kube: false
        case .tcp(let host, _): Endpoint.isLoopback(host)
        case .server(let server):
            switch server.place {
            case .inet(let host, _): Endpoint.isLoopback(host)
            case .socket: true
            }
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        if ASCII.lowercased(host) == "localhost" { return true }
        return IPAddress(host)?.isLoopback ?? false
    }
}
