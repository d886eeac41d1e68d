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
                guard scheme.uppercased() == "HTTP", headers.isEmpty else { continue }
                return "http://\(host ?? "localhost"):\(port)\(path.hasPrefix("/") ? path : "/" + path)"
            case .tcpSocket(let host, let port): return "tcp://\(host ?? "localhost"):\(port)"
            case .exec, .grpc, .sleep: continue
            }
        }
        return nil
    }
}
