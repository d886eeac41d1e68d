import Injection
import Manifests

/// YAML or JSON that is the text of a scalar, such as an annotation. A node's range in it is one of the text's bytes.
enum EmbeddedText {
    /// The mapping that the text is; `nil` when it is something else, or cannot be read.
    static func root(of scalar: Node) -> Node? {
        guard case .string = scalar.scalar, let root = try? YAML.parse(scalar.text, name: "").first?.root,
            root.kind == .mapping
        else { return nil }
        return root
    }

    /// The text with other bytes in place of a node of it.
    static func replacing(_ node: Node, by text: String, in scalar: Node) -> String {
        let bytes = Array(scalar.text.utf8)
        let range = node.range.clamped(to: 0..<bytes.count)
        return String(
            decoding: bytes[..<range.lowerBound] + Array(text.utf8) + bytes[range.upperBound...], as: UTF8.self)
    }

    /// The text with other values in it; `nil` when it cannot be read, or does not change. Where small edits are not
    /// enough, as when everything that a mapping had goes and something else comes, it is written anew.
    static func changed(_ scalar: Node, _ name: String, _ change: (inout Draft) -> Void) -> String? {
        guard let root = root(of: scalar) else { return nil }
        let edited = try? EmbeddedEdit.change(scalar.text, name) { draft in
            change(&draft)
            return true
        }
        if let edited { return edited == scalar.text ? nil : edited }
        var draft = Draft(root)
        change(&draft)
        let isFlow = root.style == .flow
        let isJSON = isFlow && (root.entries.first?.key.style == .doubleQuoted)
        let text =
            isFlow
            ? ValueWriter.flow(draft.value, isJSON: isJSON)
            : ValueWriter.blockDocument(draft.value, style: TextStyle())
        let ends = scalar.text.hasSuffix("\n")
        return text.hasSuffix("\n") == ends ? text : ends ? text + "\n" : String(text.dropLast())
    }
}
