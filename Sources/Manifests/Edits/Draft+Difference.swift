extension Draft {
    /// What the node was and what it is now, both without what was not touched: the same patch leads from one to the
    /// other, and most of an object need not be looked at.
    ///
    /// What a patch tests, moves or copies whole stays whole: scalars, and everything in lists whose items do not all go
    /// by a name of their own.
    public var difference: (before: Value, after: Value) {
        guard let origin, raw == nil, !origin.isAlias else { return whole }
        switch content {
        case .mapping(let fields):
            guard origin.kind == .mapping, !isReplaced, !Field.hasMerges(fields) else { return whole }
            return difference(origin, fields)
        case .sequence(let items):
            guard origin.kind == .sequence, !isReplaced, let names = Reversal.names(self), names.count == items.count,
                Draft.haveNames(origin.items)
            else { return whole }
            return difference(origin, items)
        case .untouched, .scalar, .made: return whole
        }
    }

    private var whole: (before: Value, after: Value) { (origin.map { Value($0) } ?? .null, value) }

    private func difference(_ origin: Node, _ fields: [Field]) -> (before: Value, after: Value) {
        var before: [Value.Field] = []
        var after: [Value.Field] = []
        for field in fields {
            guard field.origin != nil else {
                after.append(.init(field.key, field.value.value))
                continue
            }
            if field.value.isUntouched, field.value.kind != .scalar { continue }
            let pair = field.value.difference
            before.append(.init(field.key, pair.before))
            after.append(.init(field.key, pair.after))
        }
        // A key that was taken away is among the fields no more.
        let tree = origin.tree
        let pairs = tree.pairs(of: origin.index)
        if fields.indices.count(where: { fields[$0].origin != nil }) < pairs.count { return whole }
        return (.mapping(before), .mapping(after))
    }

    private func difference(_ origin: Node, _ items: [Draft]) -> (before: Value, after: Value) {
        let nodes = origin.items
        var before: [Value?] = Array(repeating: nil, count: nodes.count)
        let after = items.map { item -> Value in
            guard let home = item.home, home.list == origin.index, item.isTouchedMapping else { return item.value }
            let pair = item.difference
            before[home.position] = pair.before
            return pair.after
        }
        return (.sequence(zip(nodes, before).map { $1 ?? Value($0) }), .sequence(after))
    }

    private var isTouchedMapping: Bool { if case .mapping = content { raw == nil } else { false } }

    private static func haveNames(_ items: [Node]) -> Bool {
        let names = items.compactMap { $0.kind == .mapping ? $0["name"]?.text : nil }
        return names.count == items.count && Set(names).count == names.count
    }
}
