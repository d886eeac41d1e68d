extension Reversal {
    /// Carries the reversal out on a draft of the changed document. What is not there any more is left out.
    public func apply(to draft: inout Draft) {
        // Where a collection was begun in an empty place, what others have put into it since stays.
        let soft = texts.filter { path, text in
            Reversal.isNothing(text) && find(path[...], in: draft).map { $0.kind != .scalar } == true
        }
        for (path, text) in texts where soft[path] == nil {
            change(&draft, path[...]) { $0.put(back: text, meaning: values[path]) }
        }
        // What lies inside an item is undone where the item is now, before it goes back to its list.
        let depth = lists.keys.map(\.count).max() ?? 0
        undo(&draft, soft) { $0.count > depth }
        restoreLists(of: &draft)
        undo(&draft, soft) { $0.count <= depth }
    }

    private func undo(_ draft: inout Draft, _ soft: [[String]: String], where isDue: ([String]) -> Bool) {
        for path in removals where isDue(path) { remove(path[...], from: &draft) }
        for path in prunings where isDue(path) && isEmpty(find(path[...], in: draft)) {
            remove(path[...], from: &draft)
        }
        for (path, text) in soft where isDue(path) && isEmpty(find(path[...], in: draft)) {
            change(&draft, path[...]) { $0.put(back: text, meaning: values[path]) }
        }
    }

    private static func isNothing(_ text: String) -> Bool {
        guard let documents = try? YAML.parse(text, name: "") else { return false }
        return documents.first?.root.isNull ?? true
    }

    private func find(_ path: ArraySlice<String>, in draft: Draft) -> Draft? {
        guard let token = path.first else { return draft }
        if draft.kind == .mapping { return draft[token].flatMap { find(path.dropFirst(), in: $0) } }
        return Reversal.position(token, in: draft).flatMap { find(path.dropFirst(), in: draft.items[$0]) }
    }

    /// Whether a collection has nothing in it any more; a scalar has what it says.
    private func isEmpty(_ draft: Draft?) -> Bool {
        guard let draft else { return false }
        switch draft.kind {
        case .mapping: return draft.fields.isEmpty
        case .sequence: return draft.items.isEmpty
        case .scalar: return false
        }
    }

    /// Items go back to the list that they came from, in its order; what is new in a list stays behind them.
    private func restoreLists(of draft: inout Draft) {
        if lists.isEmpty { return }
        var owners: [String: [String]] = [:]
        for (path, names) in lists { for name in names { owners[name] = path } }
        var found: [String: Draft] = [:]
        // An item may have gone to a list that was made for it, which is to be removed afterwards.
        let places = Set(lists.keys).union(
            (removals + prunings + texts.keys).filter { path in lists.keys.contains { $0.count == path.count } })
        var rest: [[String]: [Draft]] = [:]
        for path in places {
            guard let list = draft[path: path], list.kind == .sequence else { continue }
            for item in list.items {
                if let name = item["name"]?.text, owners[name] != nil, found[name] == nil {
                    found[name] = item
                } else {
                    rest[path, default: []].append(item)
                }
            }
        }
        for path in places where draft[path: path]?.kind == .sequence {
            let names = lists[path] ?? []
            let items = names.compactMap { found[$0] }
            change(&draft, path[...]) { list in
                list.items = Reversal.merge(list.items, items, rest[path] ?? [], owners)
            }
        }
    }

    /// Puts the items that belong to a list in their order among those that are new in it, which keep their places; those
    /// that came last stay last, also when items come back from another list.
    private static func merge(
        _ now: [Draft], _ items: [Draft], _ rest: [Draft], _ owners: [String: [String]]
    ) -> [Draft] {
        var items = items[...]
        var rest = rest[...]
        var result: [Draft] = []
        let isOwned = now.map { $0["name"]?.text.map { owners[$0] != nil } ?? false }
        let end = isOwned.lastIndex(of: true) ?? now.count
        for isOwned in isOwned.prefix(end + 1) {
            if isOwned {
                if let next = items.popFirst() { result.append(next) }
            } else if let next = rest.popFirst() {
                result.append(next)
            }
        }
        return result + items + rest
    }

    private func change(_ draft: inout Draft, _ path: ArraySlice<String>, _ body: (inout Draft) -> Void) {
        guard let token = path.first else { return body(&draft) }
        switch draft.kind {
        case .mapping:
            guard draft.has(token) else { return }
            draft.update(token) { (value: inout Draft) in change(&value, path.dropFirst(), body) }
        case .sequence:
            guard let index = Reversal.position(token, in: draft) else { return }
            var items = draft.items
            change(&items[index], path.dropFirst(), body)
            draft.items = items
        case .scalar: return
        }
    }

    private func remove(_ path: ArraySlice<String>, from draft: inout Draft) {
        guard let token = path.last else { return }
        change(&draft, path.dropLast()) { parent in
            if parent.kind == .mapping { return parent.remove(token) }
            var items = parent.items
            if let index = Reversal.position(token, in: parent) {
                items.remove(at: index)
            } else {
                let ends = token.split(separator: ":").compactMap { Int($0) }
                guard ends.count == 2, ends[0] <= ends[1], ends[1] <= items.count else { return }
                items.removeSubrange(ends[0]..<ends[1])
            }
            parent.items = items
        }
    }

    private static func position(_ token: String, in list: Draft) -> Int? {
        if let names = names(list) { return names.firstIndex(of: token) }
        guard let index = Int(token), list.items.indices.contains(index) else { return nil }
        return index
    }
}
