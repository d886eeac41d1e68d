import Probing

/// Something outside the pods that becomes ready at a time.
public struct ScenarioTarget: Sendable {
    /// As it is written in the scenario and asked in its manifests.
    public var url: String
    /// The same, read.
    public var target: Target
    /// When it becomes ready; `nil` for never.
    public var readyAt: Duration?

    /// What tells it apart, however it is asked: its host and port where it has them.
    var key: String { target.place.map { "\($0.host):\($0.port)" } ?? target.name }
}

extension Target {
    /// Its host and port, if it has them.
    var place: (host: String, port: Int)? {
        switch endpoint {
        case .tcp(let host, let port): return (host, Int(port))
        case .server(let server):
            if case .inet(let host, let port) = server.place { return (host, Int(port)) }
            return nil
        default: return nil
        }
    }
}
