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
}
