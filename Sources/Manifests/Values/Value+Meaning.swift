extension Value {
    /// Whether a node means exactly this. The order of keys does not count.
    ///
    /// As `Value(node).sorted == sorted`, without making values of the node.
    func means(_ node: Node) -> Bool {
        guard !node.isAlias else { return sorted == Value(node).sorted }
        switch self {
        case .scalar(let scalar): return node.kind == .scalar && node.scalar == scalar
        case .sequence(let items):
            guard node.kind == .sequence else { return false }
            let nodes = node.items
            return items.count == nodes.count && items.indices.allSatisfy { items[$0].means(nodes[$0]) }
        case .mapping(let fields):
            guard node.kind == .mapping else { return false }
            let tree = node.tree
            let pairs = tree.pairs(of: node.index)
            if pairs.contains(where: { tree.isMerge($0.key) }) { return sorted == Value(node).sorted }
            return fields.count == pairs.count
                && fields.indices.allSatisfy { index in
                    let (field, pair) = (fields[index], pairs[index])
                    // New text keeps the order, so that a look-up is the exception.
                    if tree.spells(field.key, at: pair.key) {
                        return field.value.means(Node(tree: tree, index: pair.value))
                    }
                    return node[field.key].map { field.value.means($0) } ?? false
                }
        }
    }
}
