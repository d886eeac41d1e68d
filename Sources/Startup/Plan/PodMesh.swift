import Manifests

/// How a pod stands to Istio's mesh.
public enum PodMesh: Hashable, Sendable {
    /// It has no proxy, and gets none.
    case none
    /// Its manifest has the proxy: as a native sidecar or as a regular container.
    case carried(native: Bool)
    /// Istio's webhook adds the proxy when the pod is made.
    case later(native: Bool)

    /// Whether the proxy will be there without standing in the manifest.
    public var isLater: Bool { if case .later = self { true } else { false } }

    /// Reads it off the pod, its namespace and what the cluster is said to be.
    public static func of(_ pod: Pod, _ istio: IstioMesh, _ cluster: Cluster) -> PodMesh {
        if let proxy = pod.container(named: IstioHold.proxy) { return .carried(native: proxy.spec.isRestartable) }
        return isInjected(pod, istio, cluster) ? .later(native: isNative(pod, cluster)) : .none
    }

    /// Istio's own decision (pkg/kube/inject/inject.go `injectRequired`, and the webhook's selectors): the host's network
    /// is never redirected; a namespace that is switched off beats its pods, otherwise the pod beats the namespace, and its
    /// label beats the deprecated annotation.
    private static func isInjected(_ pod: Pod, _ istio: IstioMesh, _ cluster: Cluster) -> Bool {
        guard cluster.mesh != .none, pod.node["hostNetwork"]?.scalar != .bool(true) else { return false }
        let namespace = pod.namespace.isEmpty ? "default" : pod.namespace
        guard !ignoredNamespaces.contains(namespace) else { return false }
        let isNamespaceOn = istio.injects(into: namespace)
        let word = pod.labels[annotation] ?? pod.annotations[annotation]?.text ?? ""
        switch word.lowercased() {
        case "": return cluster.mesh == .istio || pod.labels["istio.io/rev"]?.isEmpty == false || isNamespaceOn == true
        case "true", "y", "yes", "on": return cluster.mesh == .istio || isNamespaceOn != false
        default: return false
        }
    }

    /// Istio asks its nodes; from 1.27 on it does so by itself where all of them are at least 1.33 (section 2).
    private static func isNative(_ pod: Pod, _ cluster: Cluster) -> Bool {
        switch pod.annotations[nativeAnnotation]?.text.lowercased() {
        case "true": cluster.hasNativeSidecars
        case nil: cluster.version >= KubernetesVersion(1, 33)
        default: false
        }
    }

    /// Whether the pod says that its proxy is to be a regular container.
    static func refusesNative(_ pod: Pod) -> Bool {
        pod.annotations[nativeAnnotation]?.text.lowercased() == "false"
    }

    private static let annotation = "sidecar.istio.io/inject"
    static let nativeAnnotation = "sidecar.istio.io/nativeSidecar"
    /// pkg/kube/inject/inject.go `IgnoredNamespaces`.
    private static let ignoredNamespaces: Set<String> = [
        "kube-system", "kube-public", "kube-node-lease", "local-path-storage",
    ]
}
