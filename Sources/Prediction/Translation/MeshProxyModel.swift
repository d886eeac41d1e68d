import Kubelet
import Startup

/// The proxy that Istio's webhook adds to a pod whose manifest does not have it.
enum MeshProxyModel {
    /// Adds it where Istio puts it: a native sidecar before everything of the pod's own, otherwise the last container,
    /// or with the hold the first one, with its hook (DESIGN section 2).
    static func add(to shape: inout PodShape, _ mesh: PodMesh, isHeld: Bool) {
        guard case .later(let native) = mesh, shape.pod.container(named: IstioHold.proxy) == nil else { return }
        let question = Handler.httpGet(scheme: "HTTP", host: nil, port: 15021, path: "/healthz/ready", headers: [])
        var spec = ContainerSpec(IstioHold.proxy, isRestartable: native)
        // As in Istio's template, for both kinds: every second, 600 times.
        spec.probes[.startup] = ProbeSpec(question, period: 1, timeout: 3, failureThreshold: 600)
        let proxy = Container(
            spec: spec, image: "", command: [], arguments: [], environment: [], workingDirectory: "", ports: [:],
            node: shape.pod.node)
        if native {
            shape.pod.initContainers.insert(proxy, at: 0)
        } else {
            shape.pod.containers.append(proxy)
            if isHeld { hold(&shape) }
        }
    }

    /// Switches Istio's hold on for a proxy that is a regular container.
    static func hold(_ shape: inout PodShape) {
        if let index = shape.pod.containers.firstIndex(where: { $0.name == IstioHold.proxy }) {
            let proxy = shape.pod.containers.remove(at: index)
            shape.pod.containers.insert(proxy, at: 0)
            shape.pilotHooks.insert(IstioHold.proxy)
        }
    }
}
