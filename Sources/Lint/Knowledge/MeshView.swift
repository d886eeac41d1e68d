import Manifests
import Startup
import Topology

/// What becomes of an init container's traffic in a pod of a service mesh.
enum InitTraffic: Equatable, Sendable {
    /// As without a mesh: nothing is redirected yet.
    case direct
    /// This init container has sent it to a proxy that does not run yet.
    case redirected(by: String)
    /// The mesh's CNI plugin has sent it there before the first container.
    case blackholed
    /// It goes through the running proxy.
    case throughProxy
}

/// A pod's place in a service mesh: Istio's, or Linkerd's.
struct MeshView: Sendable {
    /// `Istio` or `Linkerd`.
    var name: String
    /// The proxy's container.
    var proxy: String
    /// The user whose traffic is never redirected.
    var proxyUser: Int
    private var mesh: PodMesh
    private var hasPlugin: Bool

    /// What the manifests say about meshes besides their pods: read once for all of them.
    struct Facts: Sendable {
        var hasIstioPlugin: Bool
        var hasLinkerdPlugin: Bool
        /// The annotations of namespaces.
        var namespaces: [String: Node]

        init(_ survey: Survey) {
            hasIstioPlugin = MeshView.hasIstioPlugin(survey)
            hasLinkerdPlugin = survey.pods.contains { $0.workload.name == "linkerd-cni" }
            namespaces = [:]
            for object in survey.objects where object.kind == "Namespace" {
                namespaces[object.name] = object.node["metadata"]?["annotations"]
            }
        }
    }

    /// `nil` for a pod that is in neither.
    static func of(_ subject: PodSubject, _ facts: Facts) -> MeshView? {
        if subject.surveyed.mesh != .none {
            return MeshView(
                name: "Istio", proxy: "istio-proxy", proxyUser: 1337, mesh: subject.surveyed.mesh,
                hasPlugin: facts.hasIstioPlugin)
        }
        guard let mesh = linkerd(subject, facts) else { return nil }
        return MeshView(
            name: "Linkerd", proxy: "linkerd-proxy", proxyUser: 2102, mesh: mesh,
            hasPlugin: facts.hasLinkerdPlugin)
    }

    /// What becomes of the traffic of the init container at this position.
    func traffic(ofInit index: Int, in pod: Pod) -> InitTraffic {
        if mesh == .later(native: true) { return .throughProxy }
        let before = pod.initContainers[..<index].map(\.name)
        if before.contains(proxy) { return .throughProxy }
        let hasValidator = pod.initContainers.contains { MeshProxy.validators.contains($0.name) }
        if hasValidator || hasPlugin { return .blackholed }
        // Istio's and Linkerd's webhooks put theirs behind the user's, but a manifest may have them in another order.
        if let redirector = before.first(where: { MeshProxy.redirectors.contains($0) }) {
            return .redirected(by: redirector)
        }
        return .direct
    }

    /// DaemonSet of the chart, IstioOperator's component, the Sail operator's resource.
    private static func hasIstioPlugin(_ survey: Survey) -> Bool {
        survey.pods.contains { $0.workload.kind == "DaemonSet" && $0.workload.name.hasPrefix("istio-cni-node") }
            || survey.objects.contains { object in
                object.kind == "IstioCNI"
                    || object.kind == "IstioOperator"
                        && object.node["spec"]?["components"]?["cni"]?["enabled"]?.scalar == .bool(true)
            }
    }

    /// Linkerd's own decision: the pod's annotation before the namespace's (linkerd2 pkg/inject, annotation
    /// `linkerd.io/inject`).
    private static func linkerd(_ subject: PodSubject, _ facts: Facts) -> PodMesh? {
        let pod = subject.pod
        if let proxy = pod.container(named: "linkerd-proxy") { return .carried(native: proxy.spec.isRestartable) }
        let annotations = facts.namespaces[pod.namespace]
        let word = pod.annotations["linkerd.io/inject"]?.text ?? annotations?["linkerd.io/inject"]?.text ?? ""
        guard word == "enabled" || word == "ingress" else { return nil }
        let isNative = ["alpha", "beta"].contains {
            let key = "config.\($0).linkerd.io/proxy-enable-native-sidecar"
            return (pod.annotations[key] ?? annotations?[key])?.text == "true"
        }
        return .later(native: isNative)
    }
}
