import Manifests

/// JSON Patches for the objects of files, each with the object that it is for.
public enum PatchList {
    /// A JSON list of `{"target": {…}, "patch": […]}`, one for each object that changed; targets as kustomize has them.
    public static func text(_ files: [RewrittenFile]) -> String {
        var list: [Value] = []
        for file in files where file.isChanged {
            let before = objects(file.source)
            let after = objects(Source(name: file.source.name, bytes: file.bytes))
            for (old, new) in zip(before, after) {
                let patch = JSONPatch.from(Value(old.node), to: Value(new.node))
                if patch.operations.isEmpty { continue }
                list.append(.fields(("target", target(old.node, old.type)), ("patch", patch.value)))
            }
        }
        return ValueWriter.json(.sequence(list), step: 2, indent: 0, lineBreak: "\n")
    }

    private static func objects(_ source: Source) -> [(node: Node, type: ObjectType)] {
        guard let documents = try? YAML.parse(source) else { return [] }
        return documents.flatMap { ObjectWalk.objects($0.root) }
    }

    private static func target(_ object: Node, _ type: ObjectType) -> Value {
        var fields: [Value.Field] = []
        let parts = type.apiVersion.split(separator: "/")
        if parts.count == 2 { fields.append(.init("group", .string(String(parts[0])))) }
        fields.append(.init("version", .string(String(parts.last ?? ""))))
        fields.append(.init("kind", .string(type.kind)))
        for key in ["name", "namespace"] {
            if let text = object["metadata"]?[key]?.text, !text.isEmpty { fields.append(.init(key, .string(text))) }
        }
        return .mapping(fields)
    }
}
