/// Reads typed fields out of nodes. A field of the wrong type is reported with its path and place, and read as absent.
public struct FieldReader: Sendable {
    /// What was reported so far.
    public var diagnostics: [Diagnostic] = []

    /// A reader that has not read anything.
    public init() {}

    /// The value of a key, unless it is absent or null.
    public func value(_ node: Node, _ key: String) -> Node? {
        guard let value = node[key], !value.isNull else { return nil }
        return value
    }

    /// A mapping.
    public mutating func mapping(_ node: Node, _ key: String, _ path: String) -> Node? {
        guard let value = value(node, key) else { return nil }
        if value.kind == .mapping { return value }
        wrong(value, path + key, "a mapping")
        return nil
    }

    /// The items of a sequence.
    public mutating func items(_ node: Node, _ key: String, _ path: String) -> [Node] {
        guard let value = value(node, key) else { return [] }
        if value.kind == .sequence { return value.items }
        wrong(value, path + key, "a list")
        return []
    }

    /// The mappings of a list, with their paths.
    public mutating func mappings(_ node: Node, _ key: String, _ path: String) -> [(node: Node, path: String)] {
        var result: [(node: Node, path: String)] = []
        for (index, item) in items(node, key, path).enumerated() {
            let here = "\(path)\(key)[\(index)]"
            if item.kind == .mapping { result.append((item, here + ".")) } else { wrong(item, here, "a mapping") }
        }
        return result
    }

    /// A string; numbers and booleans are not strings to the API server either.
    public mutating func string(_ node: Node, _ key: String, _ path: String) -> String? {
        guard let value = value(node, key) else { return nil }
        // Paths are for messages: most are never needed.
        return text(value) ?? string(value, path + key)
    }

    /// A node that has to be a string.
    public mutating func string(_ value: Node, _ path: String) -> String? {
        if let text = text(value) { return text }
        wrong(value, path, "a string", cure: value.kind == .scalar ? "put it in quotes: \"\(value.text)\"" : "")
        return nil
    }

    private func text(_ value: Node) -> String? {
        guard value.kind == .scalar, case .string(let text) = value.scalar else { return nil }
        return text
    }

    /// A list of strings.
    public mutating func strings(_ node: Node, _ key: String, _ path: String) -> [String] {
        var result: [String] = []
        for (index, item) in items(node, key, path).enumerated() {
            if let text = text(item) ?? string(item, "\(path)\(key)[\(index)]") { result.append(text) }
        }
        return result
    }

    /// A whole number.
    public mutating func int(_ node: Node, _ key: String, _ path: String) -> Int? {
        guard let value = value(node, key) else { return nil }
        if value.kind == .scalar, case .int(let number) = value.scalar, let int = Int(exactly: number) { return int }
        wrong(value, path + key, "a whole number")
        return nil
    }

    /// A truth value.
    public mutating func bool(_ node: Node, _ key: String, _ path: String) -> Bool? {
        guard let value = value(node, key) else { return nil }
        if value.kind == .scalar, case .bool(let flag) = value.scalar { return flag }
        wrong(value, path + key, "true or false")
        return nil
    }

    /// Reports a field of the wrong type.
    public mutating func wrong(_ node: Node, _ path: String, _ wanted: String, cure: String = "") {
        let found =
            switch node.kind {
            case .mapping: "a mapping"
            case .sequence: "a list"
            case .scalar: node.isNull ? "nothing" : "\"\(node.text.prefix(60))\""
            }
        diagnostics.append(
            Diagnostic(.error, "\(path) must be \(wanted), not \(found)", cure: cure, at: node))
    }

    /// Reports keys of a mapping that are not among the known ones.
    public mutating func unknownKeys(in node: Node, known: [String], of what: String) {
        for entry in node.entries where !known.contains(entry.key.text) {
            diagnostics.append(
                Diagnostic(
                    .error, "\(what) has no key \"\(entry.key.text)\"",
                    cure: Suggestion.cure(for: entry.key.text, among: known), at: entry.key))
        }
    }
}
