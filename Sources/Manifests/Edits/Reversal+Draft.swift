extension Reversal {
    /// What undoes the changes of a draft. Throws when something was taken away, which a reversal cannot give back.
    ///
    /// - Parameter shared: keys of mappings in which others may put something too. Where they are new, what was added
    ///   is taken out of them one by one, and they go only when nothing else is left. So do new lists with names.
    public init(of draft: Draft, shared: Set<String> = []) throws(EditError) {
        self.init()
        try collect(draft, [], shared)
        removals.sort(by: Reversal.isBefore)
        prunings.sort(by: Reversal.isBefore)
    }

    /// The deepest first, and within a list what stands last, so that the places of the others stay right; otherwise by
    /// name: a file whose keys were sorted since gives the same.
    private static func isBefore(_ left: [String], _ right: [String]) -> Bool {
        if left.count != right.count { return left.count > right.count }
        for (one, other) in zip(left, right) where one != other {
            if let first = place(one), let second = place(other), first != second { return first > second }
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        return false
    }

    /// Where in a list a token such as `2:5` begins.
    private static func place(_ token: String) -> Int? { Int(token.prefix { $0 != ":" }) }

    private mutating func collect(_ draft: Draft, _ path: [String], _ shared: Set<String>) throws(EditError) {
        guard let origin = draft.origin else { return }
        let text = String(decoding: origin.source.bytes[origin.range], as: UTF8.self)
        if draft.raw != nil || draft.isReplaced { return texts[path] = text }
        switch draft.content {
        case .untouched: return
        case .scalar(let scalar):
            if origin.kind == .scalar, !origin.isAlias, origin.scalar == scalar { return }
        case .mapping, .made(.mapping):
            if origin.kind == .mapping, !origin.isAlias { return try collect(origin, draft.fields, path, shared) }
        case .sequence, .made:
            if origin.kind == .sequence, !origin.isAlias {
                return try collect(origin, draft, draft.items, path, shared)
            }
        }
        texts[path] = text
        if origin.isAlias { values[path] = Value(origin) }
        // It was begun where nothing stood: others may have gone on with it.
        guard origin.isNull, !origin.isAlias, try !collectNew(draft, path, shared, isShared: true) else { return }
        if draft.kind == .sequence { removals.append(path + ["0:\(draft.items.count)"]) }
    }

    private mutating func collect(
        _ origin: Node, _ fields: [Draft.Field], _ path: [String], _ shared: Set<String>
    ) throws(EditError) {
        guard fields.indices.count(where: { fields[$0].origin != nil }) == origin.tree.pairs(of: origin.index).count
        else {
            throw EditError(message: "a key was taken away")
        }
        for index in fields.indices where fields[index].origin == nil || !fields[index].value.isUntouched {
            let field = fields[index]
            let place = path + [field.key]
            if field.origin != nil {
                try collect(field.value, place, shared)
            } else if origin.hasMerges, origin[field.key] != nil {
                // What came by `<<` and what was added to it cannot be told apart any more once somebody writes it out.
                throw EditError(message: "\(field.key) comes by a merge key")
            } else if try !collectNew(field.value, place, shared, isShared: shared.contains(field.key)) {
                removals.append(place)
            }
        }
    }

    /// Goes into a new collection that others may share. Returns whether it is one.
    @discardableResult
    private mutating func collectNew(
        _ draft: Draft, _ path: [String], _ shared: Set<String>, isShared: Bool
    ) throws(EditError) -> Bool {
        switch draft.kind {
        case .scalar: return false
        case .mapping:
            guard isShared else { return false }
            for field in draft.fields {
                let place = path + [field.key]
                if try !collectNew(field.value, place, shared, isShared: shared.contains(field.key)) {
                    removals.append(place)
                }
            }
        case .sequence:
            let items = draft.items
            guard let names = Reversal.names(draft) else {
                if items.contains(where: { $0.home != nil }) {
                    throw EditError(message: "an item without a name moved")
                }
                return false
            }
            for (item, name) in zip(items, names) {
                if item.home == nil { removals.append(path + [name]) } else { try collect(item, path + [name], shared) }
            }
        }
        if texts[path] == nil { prunings.append(path) }
        return true
    }

    private mutating func collect(
        _ origin: Node, _ draft: Draft, _ items: [Draft], _ path: [String], _ shared: Set<String>
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
                try collect(items[index], path + [token], shared)
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
