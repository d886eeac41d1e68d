import Manifests

/// Manifests in another format; what is in it already keeps its bytes.
public enum FormatConversion {
    /// As YAML: JSON documents are written anew, YAML stays as it is.
    public static func yaml(_ bytes: [UInt8], name: String) -> [UInt8] {
        guard let documents = try? YAML.parse(Source(name: name, bytes: bytes)), !documents.isEmpty,
            documents.allSatisfy({ isJSON($0) })
        else { return bytes }
        let texts = documents.map { ValueWriter.blockDocument(Value($0.root), style: TextStyle()) }
        return Array(texts.joined(separator: "---\n").utf8)
    }

    /// As JSON, which has no documents: more than one object come as a `List`, as kubectl has it.
    public static func json(_ bytes: [UInt8], name: String) -> [UInt8] { json([(bytes, name)]) }

    /// The same for several files together.
    public static func json(_ files: [(bytes: [UInt8], name: String)]) -> [UInt8] {
        let documents = files.flatMap { (try? YAML.parse(Source(name: $0.name, bytes: $0.bytes))) ?? [] }
            .filter { !$0.root.isNull }
        if files.count == 1, documents.allSatisfy({ isJSON($0) }) { return files[0].bytes }
        let values = documents.map { Value($0.root) }
        let value: Value =
            values.count == 1
            ? values[0]
            : .fields(("apiVersion", .string("v1")), ("items", .sequence(values)), ("kind", .string("List")))
        return Array((ValueWriter.json(value, step: 4, indent: 0, lineBreak: "\n") + "\n").utf8)
    }

    private static func isJSON(_ document: Document) -> Bool {
        guard document.root.kind == .mapping, document.root.style == .flow else { return false }
        return document.root.entries.allSatisfy { $0.key.style == .doubleQuoted }
    }
}
