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

    /// As JSON, one object after another, as kubectl prints it.
    public static func json(_ bytes: [UInt8], name: String) -> [UInt8] {
        guard let documents = try? YAML.parse(Source(name: name, bytes: bytes)), !documents.allSatisfy({ isJSON($0) })
        else { return bytes }
        let texts = documents.filter { !$0.root.isNull }.map {
            ValueWriter.json(Value($0.root), step: 4, indent: 0, lineBreak: "\n") + "\n"
        }
        return Array(texts.joined().utf8)
    }

    private static func isJSON(_ document: Document) -> Bool {
        guard document.root.kind == .mapping, document.root.style == .flow else { return false }
        return document.root.entries.allSatisfy { $0.key.style == .doubleQuoted }
    }
}
