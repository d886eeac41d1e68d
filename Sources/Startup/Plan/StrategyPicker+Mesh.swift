import Manifests
import StartupGraph

extension StrategyPicker {
    /// Needs on a proxy that Istio's webhook adds when the pod is made.
    mutating func holdOnLaterProxy(_ need: Declaration.Need) {
        guard need.dependent != IstioHold.proxy else {
            return refuse(
                need, "\(IstioHold.proxy) is added by Istio in the cluster: nothing in the manifest can hold it",
                "drop this dependency, or run istioctl kube-inject first")
        }
        guard need.condition != .completed else {
            return refuse(need, "\"\(IstioHold.proxy)\" never completes", "ask for ready")
        }
        if mesh == .later(native: true) {
            return add(need, .native, "Istio adds it as a native sidecar, before the pod's init containers")
        }
        let cure = "annotate the pod with \(PodMesh.nativeAnnotation): \"true\" (Kubernetes 1.29)"
        if isInit(need.dependent) {
            return refuse(
                need,
                "init container \"\(need.dependent)\" cannot wait for \(IstioHold.proxy), which Istio adds as a regular container",
                cure)
        }
        switch declaration.strategy {
        case .auto:
            if hasCommand(need.dependent) {
                add(need, .wrap, "Istio adds the proxy later, and \(need.dependent) names its command")
            } else {
                switchOn(need, "Istio adds the proxy later, and \(need.dependent) does not name its command")
            }
        case .wrap: wrap(need, "use strategy: hook")
        case .hook: switchOn(need, "as declared")
        case .sidecar:
            refuse(
                need, "\(IstioHold.proxy) is added by Istio as a regular container, and cannot become a sidecar", cure)
        default: refuseKind(need)
        }
    }

    /// The pod asks Istio for Istio's own hold.
    private mutating func switchOn(_ need: Declaration.Need, _ reason: String) {
        sayOnce(
            need.place.diagnostic(
                .warning,
                "\(pod.title) is held by Istio's own switch (\(IstioHold.key)): when its hook gives up, everything is let through",
                cure: "name the command of \(need.dependent): then it can be wrapped"))
        add(need, .hook, reason, hook: .istioSwitch)
    }
}
