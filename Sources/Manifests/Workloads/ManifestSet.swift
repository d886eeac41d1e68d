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

    private mutating func read(_ node: Node, depth: Int) {
        if node.isNull { return }
        guard node.kind == .mapping else {
            diagnostics.append(
                Diagnostic(
                    .error, "a Kubernetes object is a mapping", cure: "write apiVersion, kind and metadata", at: node))
            return
        }
        var fields = FieldReader()
        let kind = fields.string(node, "kind", "")
        let apiVersion = fields.string(node, "apiVersion", "") ?? ""
        // `List`, `DeploymentList` …: kubectl takes apart whatever has items.
        if let kind, kind.hasSuffix("List"), depth < 8 {
            let items = fields.items(node, "items", "")
            diagnostics += fields.diagnostics
            for item in items { read(item, depth: depth + 1) }
            // What a KRM function is to do stands beside the items (the KRM Functions Specification, ResourceList).
            if kind == "ResourceList", let config = node["functionConfig"], config.kind == .mapping {
                read(config, depth: depth + 1)
            }
            return
        }
        guard let kind else {
            diagnostics += fields.diagnostics
            // Values files and the like are not Kubernetes objects; that is worth a word, not a refusal.
            if fields.diagnostics.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        .warning, "this document has no kind and is passed over", cure: "is it a manifest?", at: node))
            }
            return
        }
        let metadata = fields.mapping(node, "metadata", "")
        let name = metadata.flatMap {
            fields.string($0, "name", "metadata.") ?? fields.string($0, "generateName", "metadata.")
        }
        let namespace = metadata.flatMap { fields.string($0, "namespace", "metadata.") }
        if let path = Workload.templatePaths[kind] {
            workload(kind, path, name ?? "unnamed", namespace ?? "", node, &fields)
        } else {
            objects.append(
                KubernetesObject(
                    apiVersion: apiVersion, kind: kind, name: name ?? "", namespace: namespace ?? "", node: node))
        }
        diagnostics += fields.diagnostics
    }

    private mutating func workload(
        _ kind: String, _ path: [String], _ name: String, _ namespace: String, _ node: Node, _ fields: inout FieldReader
    ) {
        var template = node
        var walked = ""
        for step in path {
            guard let next = fields.mapping(template, step, walked) else {
                if fields.diagnostics.isEmpty {
                    diagnostics.append(Diagnostic(.error, "\(kind) \(name) has no \(walked)\(step)", at: template))
                }
                return
            }
            template = next
            walked += step + "."
        }
        guard let podSpec = fields.mapping(template, "spec", walked) else {
            if fields.diagnostics.isEmpty {
                diagnostics.append(Diagnostic(.error, "\(kind) \(name) has no \(walked)spec", at: template))
            }
            return
        }
        workloads.append(
            Workload(kind: kind, name: name, namespace: namespace, node: node, template: template, podSpec: podSpec))
    }
}
