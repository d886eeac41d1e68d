/// Everything that was read from some files, in order, and what was wrong with them.
public struct ManifestSet: Sendable {
    /// What has a pod template.
    public var workloads: [Workload] = []
    /// The rest.
    public var objects: [KubernetesObject] = []
    /// What was wrong.
    public var diagnostics: [Diagnostic] = []

    /// Reads texts: several documents each, `List`s taken apart. A file that cannot be parsed is reported and left out.
    public init(_ sources: [Source], limits: Limits = Limits()) {
        for source in sources {
            do throws(ParseError) {
                for document in try YAML.parse(source, limits: limits) { read(document.root, depth: 0) }
            } catch {
                diagnostics.append(Diagnostic(error, file: source.name))
            }
        }
    }

    /// Reads documents that were parsed already.
    public init(_ documents: [Document]) {
        for document in documents { read(document.root, depth: 0) }
    }

    /// - Parameter list: what the node is an item of.
    private mutating func read(_ node: Node, depth: Int, inItemsOf list: ObjectType? = nil) {
        if node.isNull { return }
        guard node.kind == .mapping else {
            diagnostics.append(ManifestSet.isNoObject(node, isRoot: depth == 0))
            return
        }
        var fields = FieldReader()
        let written = fields.string(node, "kind", "")
        let type = ObjectType(
            kind: written ?? "", apiVersion: fields.string(node, "apiVersion", "") ?? "",
            inItemsOf: fields.diagnostics.isEmpty ? list : nil)
        let kind = type.kind
        if depth < 8, type.isList(of: ManifestSet.kinds(node["items"])) {
            let items = fields.items(node, "items", "")
            diagnostics += fields.diagnostics
            for item in items { read(item, depth: depth + 1, inItemsOf: type) }
            // What a KRM function is to do stands beside the items (the KRM Functions Specification, ResourceList).
            if kind == "ResourceList", let config = node["functionConfig"], config.kind == .mapping {
                read(config, depth: depth + 1)
            }
            return
        }
        guard !kind.isEmpty else {
            diagnostics += fields.diagnostics
            // Values files and the like are not Kubernetes objects; that is worth a word, not a refusal.
            if fields.diagnostics.isEmpty {
                let isCompose = node["services"]?.kind == .mapping
                diagnostics.append(
                    Diagnostic(
                        .warning, "this document has no kind and is passed over",
                        cure: isCompose
                            ? "if it is a Compose file: holdfast migrate makes policies of its depends_on"
                            : "is it a manifest?", at: node))
            }
            return
        }
        let metadata = fields.mapping(node, "metadata", "")
        let name = metadata.flatMap {
            fields.string($0, "name", "metadata.") ?? fields.string($0, "generateName", "metadata.")
        }
        let namespace = metadata.flatMap { fields.string($0, "namespace", "metadata.") }
        if let path = type.templatePath {
            workload(kind, path, name ?? "unnamed", namespace ?? "", node, &fields)
        } else {
            objects.append(
                KubernetesObject(
                    apiVersion: type.apiVersion, kind: kind, name: name ?? "", namespace: namespace ?? "", node: node))
        }
        diagnostics += fields.diagnostics
    }

    private mutating func workload(
        _ kind: String, _ path: [String], _ name: String, _ namespace: String, _ node: Node, _ fields: inout FieldReader
    ) {
        var template = node
        var podSpec = node
        var walked = ""
        for step in path + ["spec"] {
            guard let next = fields.mapping(podSpec, step, walked) else {
                if fields.diagnostics.isEmpty {
                    // Not an error: files with kustomize's strategic merge patches lie among the manifests.
                    diagnostics.append(
                        Diagnostic(
                            .warning, "\(kind) \(name) has no \(walked)\(step) and is passed over",
                            cure: "is it a patch? what it is for is needed, complete", at: podSpec))
                }
                return
            }
            template = podSpec
            podSpec = next
            walked += step + "."
        }
        workloads.append(
            Workload(kind: kind, name: name, namespace: namespace, node: node, template: template, podSpec: podSpec))
    }

    private static func kinds(_ items: Node?) -> [Node.Kind]? {
        items?.kind == .sequence ? items?.items.map(\.kind) : nil
    }

    private static func isNoObject(_ node: Node, isRoot: Bool) -> Diagnostic {
        if isRoot, node.kind == .sequence {
            return Diagnostic(
                .warning, "a list is not a Kubernetes object and is passed over", cure: "is it a JSON patch?", at: node)
        }
        return Diagnostic(
            .error, "a Kubernetes object is a mapping", cure: "write apiVersion, kind and metadata", at: node)
    }
}
