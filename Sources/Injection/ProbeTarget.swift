import Kubelet
import Startup

/// What a container's own probes say about how to ask from another container of the pod whether it is ready.
enum ProbeTarget {
    /// A target for the waiter; `nil` when no probe can be asked from outside.
    static func url(of container: Container) -> String? {
        for kind in [ProbeKind.readiness, .startup] {
            guard let probe = container.spec.probes[kind] else { continue }
            switch probe.handler {
            case .httpGet(let scheme, let host, let port, let path, let headers):
                guard headers.isEmpty else { continue }
                let url = "://\(host ?? "localhost"):\(port)\(path.hasPrefix("/") ? path : "/" + path)"
                // The kubelet looks at no certificate.
                return scheme.uppercased() == "HTTPS" ? "https\(url)#insecure" : "http\(url)"
            case .tcpSocket(let host, let port): return "tcp://\(host ?? "localhost"):\(port)"
            case .grpc(let port, let service): return "grpc://localhost:\(port)/\(service)"
            case .exec, .sleep: continue
            }
        }
        return nil
    }
}
