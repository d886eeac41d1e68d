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
        case .made(let value): return value.means(node)
        case .sequence(let items):
            guard node.kind == .sequence else { return false }
            let nodes = node.items
            return items.count == nodes.count && zip(items, nodes).allSatisfy { $0.means($1) }
        case .mapping(let fields):
            guard node.kind == .mapping else { return false }
            let tree = node.tree
            let pairs = tree.pairs(of: node.index)
            guard !Field.hasMerges(fields), !pairs.contains(where: { tree.isMerge($0.key) }) else {
                return isSameValue(node)
            }
            guard fields.count == pairs.count else { return false }
            return fields.indices.allSatisfy { index in
                // New text keeps the order, so that a look-up is the exception.
                if Draft.haveSameKey(fields[index], tree, pairs[index].key) {
                    return fields[index].value.means(Node(tree: tree, index: pairs[index].value))
                }
                return node[fields[index].key].map { fields[index].value.means($0) } ?? false
            }
        }
    }

    private static func haveSameKey(_ field: Field, _ tree: Tree, _ key: UInt32) -> Bool {
        guard let origin = field.origin else { return tree.spells(field.key, at: key) }
        let (left, right) = (origin.own, tree.records[Int(key)])
        // Keys that are written in two ways are compared as texts.
        if left.kind == .scalar, right.kind == .scalar, left.isVerbatim, right.isVerbatim {
            return SameBytes.in(origin.source.bytes, left.content, tree.source.bytes, right.content)
        }
        return tree.spells(origin.text, at: key)
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
        guard SameBytes.in(from, left.range, to, right.range) else { return false }
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
