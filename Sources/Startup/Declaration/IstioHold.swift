import Manifests
import Probing
import StartupGraph

/// Counts Istio's hold switch as a declaration: `istio-proxy` first, everyone else depends on it.
///
/// Precedence as Istio has it (pkg/kube/inject): the mesh configuration, overridden by the pod's annotation
/// `proxy.istio.io/config`; the Helm value is OR-ed on top.
public enum IstioHold {
    /// The switch, in every place where it can stand.
    public static let key = "holdApplicationUntilProxyStarts"
    /// The pod annotation that overrides the mesh configuration.
    public static let annotation = "proxy.istio.io/config"
    /// The proxy's container.
    public static let proxy = "istio-proxy"
    /// What `pilot-agent wait` asks.
    public static let readiness = "http://localhost:15021/healthz/ready"

    /// Whether the hold is on for a pod, and who says so.
    public struct Effective: Sendable {
        /// Whether it is on.
        public var isOn: Bool
        /// The one of the three places that decides; empty when none says anything.
        public var decidedBy: String
        /// Where that is written.
        public var place: Place
    }

    /// Reads the three places. Returns what is wrong with the annotation too.
    public static func effective(_ mesh: IstioMesh, _ pod: Pod) -> (hold: Effective, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let mesh = mesh.switches(for: pod)
        var result = Effective(
            isOn: mesh.hold ?? false, decidedBy: mesh.hold == nil ? "" : "the mesh's configuration",
            place: mesh.place ?? Place(pod.node))
        if let node = pod.annotations[annotation], !node.isNull {
            var fields = FieldReader()
            if fields.string(node, "annotation \(annotation)") == nil {
                diagnostics += fields.diagnostics
            } else if let document = EmbeddedDocument(node, &diagnostics) {
                if document.root.kind != .mapping {
                    fields.wrong(document.root, annotation, "a mapping")
                } else if let value = fields.bool(document.root, key, "") {
                    let place = document.root[key].map { document.place($0) } ?? Place(node)
                    result = Effective(isOn: value, decidedBy: "annotation \(annotation)", place: place)
                }
                diagnostics += document.moved(fields.diagnostics)
            }
        }
        if mesh.helmHold, !result.isOn {
            result = Effective(
                isOn: true, decidedBy: "Helm value global.proxy.\(key)", place: mesh.helmPlace ?? Place(pod.node))
        }
        return (result, diagnostics)
    }

    static func apply(_ mesh: IstioMesh, to pod: Pod, _ declaration: inout Declaration) -> [Diagnostic] {
        declaration.istio = mesh
        let found = effective(mesh, pod)
        var diagnostics = found.diagnostics
        let place = found.hold.place
        guard found.hold.isOn else { return diagnostics }
        guard let container = pod.container(named: proxy) else {
            declaration.absentHold = place
            // With `wrap` it depends on the cluster whether there is something to do: the planner says it.
            if !declaration.wrapsForIstio { diagnostics.append(absent(pod, place)) }
            return diagnostics
        }
        if declaration.ready[proxy] == nil, container.spec.probes.isEmpty || container.spec.probes[.startup] == nil {
            declaration.ready[proxy] = readiness(at: place)
        }
        for other in pod.containers where other.name != proxy {
            let isKnown = declaration.needs.contains { $0.dependent == other.name && $0.dependency == proxy }
            // Whoever the proxy itself was declared to need cannot wait for it.
            let isReversed = declaration.needs.contains { $0.dependent == proxy && $0.dependency == other.name }
            if isKnown || isReversed { continue }
            declaration.needs.append(.init(dependent: other.name, dependency: proxy, condition: .ready, place: place))
        }
        return diagnostics
    }

    /// The switch is on, and the manifest shows no proxy.
    static func absent(_ pod: Pod, _ place: Place) -> Diagnostic {
        place.diagnostic(
            .note, "Istio's hold is on for \(pod.title), but the manifest has no container \(proxy)",
            cure: "the proxy is injected in the cluster; to see it here, run istioctl kube-inject first")
    }

    /// Whether a name that the pod does not have may be that of a proxy that Istio's webhook adds. Where a need says so,
    /// the planner decides: it knows the cluster.
    static func comesLater(_ name: String, _ pod: Pod, _ declaration: Declaration) -> Bool {
        name == proxy
            && (declaration.needs.contains { $0.dependent == proxy || $0.dependency == proxy }
                || PodMesh.of(pod, declaration.istio, Cluster()).isLater)
    }

    private static func readiness(at place: Place) -> Declaration.Wait? {
        guard let target = try? TargetParser.parse(readiness) else { return nil }
        return .init(url: readiness, target: target, place: place)
    }
}
