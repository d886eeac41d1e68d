import Manifests

/// What the manifests say about Istio: `holdApplicationUntilProxyStarts` for the whole mesh, and where it injects.
public struct IstioMesh: Sendable {
    /// What one revision of Istio's control plane is configured to do.
    public struct Switch: Sendable {
        /// `defaultConfig.holdApplicationUntilProxyStarts`: of the ConfigMap `istio`, or of an IstioOperator.
        public var hold: Bool?
        /// The deprecated Helm value `global.proxy.holdApplicationUntilProxyStarts`, which is OR-ed on top.
        public var helmHold = false
        /// Where that is written.
        public var place: Place?
        /// Where the Helm value is written.
        public var helmPlace: Place?
    }

    /// By revision; the one without a name has none (ConfigMap `istio`).
    public private(set) var switches: [String: Switch] = [:]
    /// Namespaces with a word about injection: whether it is on.
    private var namespaces: [String: Bool] = [:]
    /// The revisions that namespaces ask for.
    private var revisions: [String: String] = [:]

    /// A mesh that says nothing.
    public init() {}

    /// Whether a ConfigMap of this name is the mesh's: revisions have one of their own (istio-1-22, istio-canary).
    public static func isConfigMap(named name: String) -> Bool { name == "istio" || name.hasPrefix("istio-") }

    /// What counts for a pod: its revision's switch (label `istio.io/rev` of the pod, else of its namespace). When the
    /// manifests have one configuration only, that one.
    public func switches(for pod: Pod) -> Switch {
        let namespace = pod.namespace.isEmpty ? "default" : pod.namespace
        let revision = pod.labels["istio.io/rev"] ?? revisions[namespace] ?? ""
        if let own = switches[revision == "default" ? "" : revision] { return own }
        return switches.count == 1 ? switches.first?.value ?? Switch() : switches[""] ?? Switch()
    }

    /// Reads the mesh's configuration from among the objects. Returns what is wrong with it too.
    public static func read(_ objects: [KubernetesObject]) -> (mesh: IstioMesh, diagnostics: [Diagnostic]) {
        var mesh = IstioMesh()
        var diagnostics: [Diagnostic] = []
        for object in objects {
            if object.kind == "Namespace" { mesh.readNamespace(object) }
            if object.kind == "ConfigMap", isConfigMap(named: object.name),
                let text = object.node["data"]?["mesh"], text.kind == .scalar,
                let document = EmbeddedDocument(text, &diagnostics)
            {
                var fields = FieldReader()
                let revision = String(object.name.dropFirst("istio-".count))
                mesh.readDefaultConfig(document.root, revision, &fields) { document.place($0) }
                diagnostics += document.moved(fields.diagnostics)
            }
            if object.kind == "IstioOperator", let spec = object.node["spec"], spec.kind == .mapping {
                var fields = FieldReader()
                let revision = fields.string(spec, "revision", "spec.") ?? ""
                if let config = fields.mapping(spec, "meshConfig", "spec.") {
                    mesh.readDefaultConfig(config, revision, &fields) { Place($0) }
                }
                if let proxy = spec["values"]?["global"]?["proxy"], proxy.kind == .mapping {
                    if let value = fields.bool(proxy, IstioHold.key, "spec.values.global.proxy.") {
                        mesh.switches[revision, default: Switch()].helmHold = value
                        if value { mesh.switches[revision]?.helmPlace = proxy[IstioHold.key].map { Place($0) } }
                    }
                }
                diagnostics += fields.diagnostics
            }
        }
        return (mesh, diagnostics)
    }

    /// Whether Istio's webhook is switched on or off for a namespace; `nil` when the manifests do not say.
    public func injects(into namespace: String) -> Bool? { namespaces[namespace] }

    /// `istio-injection` beats `istio.io/rev` where a namespace has both (Istio's documentation, "Canary upgrades").
    private mutating func readNamespace(_ object: KubernetesObject) {
        let labels = object.node["metadata"]?["labels"]
        if let word = labels?["istio-injection"]?.text {
            namespaces[object.name] = word == "enabled"
        } else if let revision = labels?["istio.io/rev"]?.text, !revision.isEmpty {
            namespaces[object.name] = true
            revisions[object.name] = revision
        }
    }

    private mutating func readDefaultConfig(
        _ node: Node, _ revision: String, _ fields: inout FieldReader, _ place: (Node) -> Place
    ) {
        guard node.kind == .mapping, let config = fields.mapping(node, "defaultConfig", ""),
            let value = fields.bool(config, IstioHold.key, "defaultConfig.")
        else { return }
        switches[revision, default: Switch()].hold = value
        switches[revision]?.place = config[IstioHold.key].map(place)
    }
}
