import Kubelet
import Startup

/// The ports on which a container listens, as far as its manifest tells.
enum ContainerPorts {
    /// Those that it declares, and those that its probes ask on the pod itself.
    static func of(_ container: Container) -> Set<Int> {
        var ports = Set(
            (container.node["ports"]?.items ?? []).compactMap { $0["containerPort"].flatMap { Int($0.text) } })
        for probe in container.spec.probes.values {
            switch probe.handler {
            case .httpGet(_, nil, let port, _, _), .tcpSocket(nil, let port), .grpc(let port, _): ports.insert(port)
            case .httpGet, .tcpSocket, .exec, .sleep: continue
            }
        }
        return ports
    }
}
