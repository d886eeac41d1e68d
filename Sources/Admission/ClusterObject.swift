import Manifests

/// An object as the API server's client has it, and the same as the readers of manifests want it.
struct ClusterObject {
    let value: Value
    let kind: String
    let name: String
    let namespace: String

    /// Nothing when it has neither kind nor name. Items of a list have no kind: the client has to put it there.
    init?(_ value: Value) {
        guard let kind = value["kind"]?.text, let name = value["metadata"]?["name"]?.text else { return nil }
        self.value = value
        self.kind = kind
        self.name = name
        namespace = value["metadata"]?["namespace"]?.text ?? ""
    }

    /// Such as `startuppolicy/prod/shop`.
    var title: String { kind.lowercased() + "/" + (namespace.isEmpty ? "" : namespace + "/") + name }

    var labels: [String: String] { value["metadata"]?["labels"]?.texts ?? [:] }

    /// The object with places, as those of a file have them.
    var parsed: KubernetesObject? { ClusterObject.parse(value, title) }

    /// What says something about the mesh. The Helm values are not in the mesh's own ConfigMap in a cluster, but in the
    /// injector's (`istio-sidecar-injector`, key `values`, JSON): they are read as those of an IstioOperator.
    var meshObject: KubernetesObject? {
        let injector = "istio-sidecar-injector"
        guard name == injector || name.hasPrefix(injector + "-") else { return parsed }
        guard let text = value["data"]?["values"]?.text,
            let values = try? YAML.parse(text, name: title).first.map({ Value($0.root) }),
            let hold = values["global"]?["proxy"]?["holdApplicationUntilProxyStarts"]
        else { return nil }
        let proxy = Value.fields(("holdApplicationUntilProxyStarts", hold))
        let spec = Value.fields(
            ("revision", .string(String(name.dropFirst(injector.count + 1)))),
            ("values", .fields(("global", .fields(("proxy", proxy))))))
        return ClusterObject.parse(
            .fields(("kind", .string("IstioOperator")), ("metadata", .fields(("name", .string(name)))), ("spec", spec)),
            title)
    }

    private static func parse(_ value: Value, _ title: String) -> KubernetesObject? {
        ManifestSet([Source(name: title, text: ValueWriter.flow(value, isJSON: true))]).objects.first
    }
}

extension Value {
    /// The texts of a mapping of texts, such as labels; what is none is left out.
    var texts: [String: String] {
        guard case .mapping(let fields) = self else { return [:] }
        return Dictionary(fields.compactMap { field in field.value.text.map { (field.key, $0) } }) { $1 }
    }
}
