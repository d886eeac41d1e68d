import Manifests

/// What the manifests say about Istio: `holdApplicationUntilProxyStarts` for the whole mesh, and where it injects.
public struct IstioMesh: Sendable {
    /// `defaultConfig.holdApplicationUntilProxyStarts`: of the ConfigMap `istio`, or of an IstioOperator.
    public private(set) var hold: Bool?
    /// The deprecated Helm value `global.proxy.holdApplicationUntilProxyStarts`, which is OR-ed on top.
    public private(set) var helmHold = false
    /// Where it was switched on.
    public private(set) var place: Place?
    /// Namespaces with a word about injection: whether it is on.
    private var namespaces: [String: Bool] = [:]

    /// A mesh that says nothing.
    public init() {}

    /// Whether a ConfigMap of this name is the mesh's: revisions have one of their own (istio-1-22, istio-canary).
    public static func isConfigMap(named name: String) -> Bool { name == "istio" || name.hasPrefix("istio-") }

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
                mesh.readDefaultConfig(document.root, &fields) { document.place($0) }
                diagnostics += document.moved(fields.diagnostics)
            }
            if object.kind == "IstioOperator", let spec = object.node["spec"], spec.kind == .mapping {
                var fields = FieldReader()
                if let config = fields.mapping(spec, "meshConfig", "spec.") {
                    mesh.readDefaultConfig(config, &fields) { Place($0) }
                }
                if let proxy = spec["values"]?["global"]?["proxy"], proxy.kind == .mapping {
                    if let value = fields.bool(proxy, IstioHold.key, "spec.values.global.proxy.") {
                        mesh.helmHold = value
                        if value { mesh.place = proxy[IstioHold.key].map { Place($0) } }
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
        }
    }

    private mutating func readDefaultConfig(
        _ node: Node, _ fields: inout FieldReader, _ place: (Node) -> Place
    ) {
        guard node.kind == .mapping, let config = fields.mapping(node, "defaultConfig", ""),
            let value = fields.bool(config, IstioHold.key, "defaultConfig.")
        else { return }
        hold = value
        if value { self.place = config[IstioHold.key].map(place) }
    }
}
