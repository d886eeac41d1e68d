import Manifests

/// Reads `spec.templates` of a policy.
enum TemplateReader {
    static func read(_ spec: Node, _ fields: inout FieldReader) -> [ContainerTemplate] {
        var templates: [ContainerTemplate] = []
        for (item, path) in fields.mappings(spec, "templates", "spec.") {
            fields.unknownKeys(
                in: item, known: ["template", "position", "as", "hold"], of: String(path.dropLast()))
            guard let container = fields.mapping(item, "template", path) else {
                if fields.value(item, "template") == nil {
                    fields.diagnostics.append(
                        Diagnostic(.error, "\(path)template is missing", cure: "write the container there", at: item))
                }
                continue
            }
            guard let name = fields.string(container, "name", path + "template.") else {
                if fields.value(container, "name") == nil {
                    fields.diagnostics.append(
                        Diagnostic(
                            .error, "\(path)template.name is missing", cure: "write name: first", at: container))
                }
                continue
            }
            if templates.contains(where: { $0.name == name }) {
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "two templates are named \"\(name)\"", cure: "rename one of them", at: container))
                continue
            }
            let role = role(item, path, &fields)
            let isHeldFor = fields.bool(item, "hold", path) ?? false
            if isHeldFor, role == .initContainer {
                fields.diagnostics.append(
                    Diagnostic(
                        .warning, "\(path)hold means nothing for an init container: all others come after it anyway",
                        cure: "drop hold, or write as: sidecar", at: item))
            }
            templates.append(
                ContainerTemplate(
                    name: name, fields: Value(container), position: position(item, name, path, &fields),
                    role: role, isHeldFor: isHeldFor,
                    place: Place(container)))
        }
        return templates
    }

    private static func role(_ item: Node, _ path: String, _ fields: inout FieldReader) -> ContainerTemplate.Role {
        guard let text = fields.string(item, "as", path), let node = fields.value(item, "as") else { return .container }
        if let role = ContainerTemplate.Role(rawValue: text) { return role }
        fields.diagnostics.append(
            Diagnostic(
                .error, "\(path)as: \"\(text)\" is no kind of container",
                cure: Suggestion.cure(for: text, among: ContainerTemplate.Role.allCases.map(\.rawValue)), at: node))
        return .container
    }

    private static func position(
        _ item: Node, _ own: String, _ path: String, _ fields: inout FieldReader
    ) -> ContainerTemplate.Position {
        guard let node = fields.value(item, "position") else { return .last }
        if node.kind == .mapping {
            fields.unknownKeys(in: node, known: ["before", "after"], of: path + "position")
            let before = fields.string(node, "before", path + "position.")
            let after = fields.string(node, "after", path + "position.")
            switch (before, after) {
            case (let name?, nil) where name != own: return .before(name)
            case (nil, let name?) where name != own: return .after(name)
            default:
                fields.diagnostics.append(
                    Diagnostic(
                        .error, "\(path)position names no one place",
                        cure: "write {before: NAME} or {after: NAME}, with another container's name", at: node))
                return .last
            }
        }
        switch fields.string(node, path + "position") {
        case "first"?: return .first
        case "last"?, nil: return .last
        case let text?:
            fields.diagnostics.append(
                Diagnostic(
                    .error, "\(path)position: \"\(text)\" is no position",
                    cure: "write first, last, {before: NAME} or {after: NAME}", at: node))
            return .last
        }
    }
}
