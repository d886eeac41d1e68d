extension Reversal {
    /// What undoes the changes of a draft. Throws when something was taken away, which a reversal cannot give back.
    public init(of draft: Draft) throws(EditError) {
        try collect(draft, [])
        removals.sort { $0.count > $1.count }
    }

    private mutating func collect(_ draft: Draft, _ path: [String]) throws(EditError) {
        guard let origin = draft.origin else { return }
        if draft.raw != nil { throw EditError(message: "a text was put back") }
        let text = String(decoding: origin.source.bytes[origin.range], as: UTF8.self)
        if draft.isReplaced { return texts[path] = text }
        switch draft.content {
        case .untouched: return
        case .scalar(let scalar):
            if origin.kind == .scalar, !origin.isAlias, origin.scalar == scalar { return }
        case .mapping, .made(.mapping):
            if origin.kind == .mapping, !origin.isAlias { return try collect(origin, draft.fields, path) }
        case .sequence, .made:
            if origin.kind == .sequence, !origin.isAlias { return try collect(origin, draft, draft.items, path) }
        }
        texts[path] = text
    }

    private mutating func collect(_ origin: Node, _ fields: [Draft.Field], _ path: [String]) throws(EditError) {
        guard fields.indices.count(where: { fields[$0].origin != nil }) == origin.tree.pairs(of: origin.index).count
        else {
            throw EditError(message: "a key was taken away")
        }
        for index in fields.indices where fields[index].origin == nil || !fields[index].value.isUntouched {
            let field = fields[index]
            if field.origin == nil { removals.append(path + [field.key]) }
            // Items that came into a new list are still to be compared with what they were.
            if field.origin == nil { try collectMoved(field.value, path + [field.key]) }
            if field.origin != nil { try collect(field.value, path + [field.key]) }
        }
    }

    private mutating func collectMoved(_ draft: Draft, _ path: [String]) throws(EditError) {
        guard case .sequence(let items) = draft.content else { return }
        for item in items where item.home != nil {
            guard let name = item["name"]?.text else { throw EditError(message: "an item without a name moved") }
            try collect(item, path + [name])
        }
    }

    private mutating func collect(
        _ origin: Node, _ draft: Draft, _ items: [Draft], _ path: [String]
    ) throws(EditError) {
        let positions = items.map { $0.home?.list == origin.index ? $0.home?.position : nil }
        let own = positions.compactMap { $0 }
        let isForeign = items.contains { $0.home != nil && $0.home?.list != origin.index }
        if own != Array(origin.items.indices) || isForeign {
            let names = origin.items.compactMap { $0["name"]?.text }
            guard names.count == origin.items.count, Set(names).count == names.count else {
                throw EditError(message: "items without names moved")
            }
            lists[path] = names
        }
        let named = Reversal.names(draft)
        var index = 0
        while index < items.count {
            let token = named?[index] ?? String(index)
            if items[index].home != nil {
                try collect(items[index], path + [token])
                index += 1
                continue
            }
            var end = index
            while end < items.count, items[end].home == nil { end += 1 }
            if let named {
                for name in named[index..<end] { removals.append(path + [name]) }
            } else {
                removals.append(path + ["\(index):\(end)"])
            }
            index = end
        }
    }

    /// The names of a list's items, when each has one of its own.
    static func names(_ list: Draft) -> [String]? {
        let items = list.items
        let names = items.compactMap { $0["name"]?.text }
        return names.count == items.count && Set(names).count == names.count && !names.isEmpty ? names : nil
    }
}
