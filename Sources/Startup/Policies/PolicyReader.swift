import Manifests

/// Reads policies out of objects.
public enum PolicyReader {
    /// The kinds that are policies.
    public static let kinds = ["StartupPolicy", "ClusterStartupPolicy"]
    private static let group = "holdfast.dev/"
    private static let version = "holdfast.dev/v1alpha1"

    /// The policies among the objects, and what is wrong with them; a faulty one is left out.
    public static func read(_ objects: [KubernetesObject]) -> (policies: [StartupPolicy], diagnostics: [Diagnostic]) {
        var policies: [StartupPolicy] = []
        var diagnostics: [Diagnostic] = []
        for object in objects where isOurs(object) {
            var fields = FieldReader()
            let policy = read(object, &fields)
            diagnostics += fields.diagnostics
            if let policy, !fields.diagnostics.contains(where: { $0.severity == .error }) { policies.append(policy) }
        }
        return (policies, diagnostics)
    }

    /// Somebody else's objects of these kinds are theirs; without an apiVersion it was forgotten.
    private static func isOurs(_ object: KubernetesObject) -> Bool {
        object.apiVersion.hasPrefix(group) || object.apiVersion.isEmpty && kinds.contains(object.kind)
    }

    private static func read(_ object: KubernetesObject, _ fields: inout FieldReader) -> StartupPolicy? {
        func fault(_ message: String, _ cure: String, _ node: Node) {
            fields.diagnostics.append(Diagnostic(.error, message, cure: cure, at: node))
        }
        guard object.apiVersion == version else {
            fault(
                "\"\(object.apiVersion)\" is not an apiVersion of \(object.kind)", "write apiVersion: \(version)",
                object.node["apiVersion"] ?? object.node)
            return nil
        }
        guard kinds.contains(object.kind) else {
            fault(
                "\(version) has no kind \"\(object.kind)\"", Suggestion.cure(for: object.kind, among: kinds),
                object.node["kind"] ?? object.node)
            return nil
        }
        guard let spec = fields.mapping(object.node, "spec", "") else {
            if fields.diagnostics.isEmpty {
                fault(
                    "\(object.kind) \(object.name) has no spec", "write spec: with waitFor or containers", object.node)
            }
            return nil
        }
        fields.unknownKeys(
            in: object.node, known: ["apiVersion", "kind", "metadata", "spec", "status"], of: object.kind)
        if object.name.isEmpty { fault("the \(object.kind) has no metadata.name", "give it one", object.node) }
        let isClusterWide = object.kind == "ClusterStartupPolicy"
        // kustomize gives every kind that it does not know a namespace.
        if isClusterWide, !object.namespace.isEmpty {
            fields.diagnostics.append(
                Diagnostic(
                    .warning, "a ClusterStartupPolicy has no namespace: it counts in all of them",
                    cure: "drop metadata.namespace, or write a StartupPolicy", at: object.node))
        }
        var declaration = Declaration()
        fields.diagnostics += StartupReader.read(
            EmbeddedDocument(inPlace: spec), into: &declaration, besides: ["selector", "templates"])
        return StartupPolicy(
            name: object.name, namespace: isClusterWide || object.namespace.isEmpty ? nil : object.namespace,
            isClusterWide: isClusterWide, selector: selector(spec, &fields), declaration: declaration,
            templates: TemplateReader.read(spec, &fields), place: Place(object.node))
    }

    private static func selector(_ spec: Node, _ fields: inout FieldReader) -> LabelSelector {
        var selector = LabelSelector()
        guard let node = fields.mapping(spec, "selector", "spec.") else { return selector }
        fields.unknownKeys(in: node, known: ["matchLabels", "matchExpressions"], of: "spec.selector")
        if let labels = fields.mapping(node, "matchLabels", "spec.selector.") {
            for entry in labels.entries {
                let path = "spec.selector.matchLabels.\(entry.key.text)"
                if let value = fields.string(entry.value, path) { selector.labels[entry.key.text] = value }
            }
        }
        for (item, path) in fields.mappings(node, "matchExpressions", "spec.selector.") {
            fields.unknownKeys(in: item, known: ["key", "operator", "values"], of: String(path.dropLast()))
            let known = LabelSelector.Requirement.Operator.allCases.map(\.rawValue)
            guard let key = fields.string(item, "key", path), let text = fields.string(item, "operator", path) else {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(path.dropLast()) needs a key and an operator",
                        cure: "write {key: LABEL, operator: In, values: [VALUE]}", at: item))
                continue
            }
            guard let comparison = LabelSelector.Requirement.Operator(rawValue: text) else {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(path)operator: \"\(text)\" is not an operator",
                        cure: Suggestion.cure(for: text, among: known), at: item["operator"] ?? item))
                continue
            }
            let values = fields.strings(item, "values", path)
            let needsValues = comparison == .isIn || comparison == .isNotIn
            if needsValues == values.isEmpty {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(path)values: \(text) \(needsValues ? "needs some" : "has none")",
                        cure: needsValues ? "write values: [VALUE]" : "drop the values", at: item))
            }
            selector.requirements.append(.init(key: key, comparison: comparison, values: values))
        }
        return selector
    }
}
