import Kubelet
import Startup

extension Pod {
    /// The container that listens on a port, a position in ``Pod/all``: the one that says so, in its ports or by a probe
    /// of its own; the ports of the mesh's proxies are known; else the only one that could.
    ///
    /// - Parameter asking: the container that asks, which does not ask itself; `nil` where it may.
    public func listener(on port: Int, besides asking: Int?) -> Int? {
        if let index = all.firstIndex(where: { Pod.ports($0).contains(port) }) { return index }
        for (name, ports) in Pod.proxyPorts where ports.contains(port) {
            if let index = all.firstIndex(where: { $0.name == name }) { return index }
        }
        let candidates = all.indices.filter { index in
            (index >= initContainers.count || all[index].spec.isRestartable) && index != asking
                && !MeshProxy.names.contains(all[index].name) && Pod.ports(all[index]).isEmpty
        }
        return candidates.count == 1 ? candidates.first : nil
    }

    private static let proxyPorts: [(String, Set<Int>)] = [
        (IstioHold.proxy, [15000, 15001, 15004, 15006, 15008, 15020, 15021, 15090]),
        ("linkerd-proxy", [4140, 4143, 4191]),
    ]

    private static func ports(_ container: Container) -> Set<Int> {
        var ports = Set(
            (container.node["ports"]?.items ?? []).compactMap { $0["containerPort"].flatMap { Int($0.text) } })
        for probe in container.spec.probes.values {
            switch probe.handler {
            case .httpGet(_, nil, let port, _, _), .tcpSocket(nil, let port), .grpc(let port, _): ports.insert(port)
            default: break
            }
        }
        return ports
    }
}
