extension Draft {
    /// Whether a node, of another text perhaps, means exactly what this draft means. The order of keys does not count.
    ///
    /// As `Value(node).sorted == value.sorted`, without making values of what has the same bytes.
    public func means(_ node: Node) -> Bool {
        guard raw == nil, !node.isAlias else { return isSameValue(node) }
        switch content {
        case .untouched:
            guard let origin else { return node.isNull }
            return Draft.haveSameBytes(origin, node) || Draft.meanTheSame(origin, node)
        case .scalar(let scalar): return node.kind == .scalar && node.scalar == scalar
        case .sequence(let items):
            guard node.kind == .sequence else { return false }
            let nodes = node.items
            return items.count == nodes.count && zip(items, nodes).allSatisfy { $0.means($1) }
        case .mapping(let fields):
            guard node.kind == .mapping else { return false }
            let entries = node.entries
            guard !fields.contains(where: \.isMerge), !entries.contains(where: \.isMerge) else {
                return isSameValue(node)
            }
            guard fields.count == entries.count else { return false }
            return zip(fields, entries).allSatisfy { field, entry in
                // New text keeps the order, so that a look-up is the exception.
                if entry.key.text.utf8.elementsEqual(field.key.utf8) { return field.value.means(entry.value) }
                return node[field.key].map { field.value.means($0) } ?? false
            }
        }
    }

    private func isSameValue(_ node: Node) -> Bool { value.sorted == Value(node).sorted }

    private static func meanTheSame(_ left: Node, _ right: Node) -> Bool { Value(left).sorted == Value(right).sorted }

    /// The same bytes mean the same where no anchors are about; lines only at the same column, since what stands
    /// below the first one is read by its indentation.
    private static func haveSameBytes(_ left: Node, _ right: Node) -> Bool {
        guard left.tree.properties.isEmpty, right.tree.properties.isEmpty, left.range.count == right.range.count,
            left.style == right.style
        else { return false }
        let (from, to) = (left.source.bytes, right.source.bytes)
        guard from[left.range].elementsEqual(to[right.range]) else { return false }
        switch left.style {
        case .plain, .singleQuoted, .doubleQuoted, .flow: return true
        case .block, .literal, .folded:
            return column(from, left.range.lowerBound) == column(to, right.range.lowerBound)
        }
    }

    private static func column(_ bytes: [UInt8], _ position: Int) -> Int {
        var start = position
        while start > 0, bytes[start - 1] != Ascii.lineFeed { start -= 1 }
        return position - start
    }
}
