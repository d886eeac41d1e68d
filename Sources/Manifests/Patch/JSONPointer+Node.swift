extension JSONPointer {
    /// The way from one node of a source to another; `nil` when it does not lie in it. What comes by a merge key or an
    /// alias is found where it is written.
    public init?(to node: Node, in root: Node) {
        var tokens: [String] = []
        guard JSONPointer.search(node, from: root, &tokens) else { return nil }
        self.init(tokens: tokens)
    }

    private static func search(_ node: Node, from root: Node, _ tokens: inout [String]) -> Bool {
        if root.position == node.position { return true }
        // Aliases lie elsewhere; whatever is inside a node's own text is there once.
        guard !root.isAlias, root.range.lowerBound <= node.range.lowerBound,
            node.range.upperBound <= root.range.upperBound
        else { return false }
        switch root.kind {
        case .scalar: return false
        case .mapping:
            for entry in root.entries {
                tokens.append(entry.key.text)
                // A key has no place of its own in JSON: its value's stands for it.
                if entry.key.position == node.position || search(node, from: entry.value, &tokens) { return true }
                tokens.removeLast()
            }
        case .sequence:
            for (index, item) in root.items.enumerated() {
                tokens.append(String(index))
                if search(node, from: item, &tokens) { return true }
                tokens.removeLast()
            }
        }
        return false
    }
}
