import Manifests

/// Applies changes to the draft of an object.
enum FixApplier {
    /// A change with its way from the object's root, which earlier changes do not move: what only sets values comes
    /// first, then items are taken out and put in from the last to the first.
    private struct Step {
        var path: [String]
        var change: Change
        /// Sorts steps of one list; `nil` for what moves nothing.
        var position: Int?
    }

    /// Whether the nodes that two fixes touch lie apart, so that both can be applied in one pass.
    static func areApart(_ one: Fix, _ other: Fix) -> Bool {
        one.changes.allSatisfy { first in
            other.changes.allSatisfy { second in
                let (left, right) = (touched(first).range, touched(second).range)
                return left.upperBound <= right.lowerBound || right.upperBound <= left.lowerBound
            }
        }
    }

    /// Changes the draft of an object. `false`, and nothing is changed, when a node is not in it (it comes by an alias).
    static func apply(_ fixes: [Fix], to draft: inout Draft, of object: Node) -> Bool {
        var steps: [Step] = []
        for change in fixes.flatMap(\.changes) {
            guard let step = step(change, in: object) else { return false }
            steps.append(step)
        }
        var result = draft
        for step in steps where step.position == nil { apply(step, to: &result) }
        let moving = steps.filter { $0.position != nil }
        for step in moving.sorted(by: { ($0.position ?? 0) > ($1.position ?? 0) }) { apply(step, to: &result) }
        draft = result
        return true
    }

    private static func touched(_ change: Change) -> Node {
        switch change {
        case .set(let node, _, _), .remove(let node, _), .replace(let node, _): node
        case .removeItem(_, let list), .insert(_, let list, _), .move(_, let list, _): list
        }
    }

    private static func step(_ change: Change, in object: Node) -> Step? {
        let node = touched(change)
        guard let path = JSONPointer(to: node, in: object)?.tokens else { return nil }
        switch change {
        case .set, .remove, .replace: return Step(path: path, change: change, position: nil)
        case .removeItem(let item, let list), .move(let item, let list, _):
            guard let index = list.items.firstIndex(where: { $0.position == item.position }) else { return nil }
            return Step(path: path, change: change, position: index)
        case .insert(_, _, let index): return Step(path: path, change: change, position: index)
        }
    }

    private static func apply(_ step: Step, to draft: inout Draft) {
        switch step.change {
        case .set(_, let keys, let value):
            descend(&draft, step.path[...]) { target in
                guard let last = keys.last else { return }
                target.update(path: keys.dropLast()[...]) { $0.set(last, value) }
            }
        case .remove(_, let key): descend(&draft, step.path[...]) { $0.remove(key) }
        case .replace(_, let value): replace(&draft, step.path[...], by: value)
        case .removeItem:
            removeItem(&draft, step.path[...], at: step.position ?? 0)
        case .insert(let value, _, let index):
            descend(&draft, step.path[...]) { $0.items.insert(Draft(value), at: min(index, $0.items.count)) }
        case .move(_, _, let index):
            descend(&draft, step.path[...]) { list in
                let item = list.items.remove(at: step.position ?? 0)
                list.items.insert(item, at: min(index, list.items.count))
            }
        }
    }

    /// Changes what stands at the end of keys and indexes.
    private static func descend(_ draft: inout Draft, _ path: ArraySlice<String>, _ change: (inout Draft) -> Void) {
        guard let token = path.first else { return change(&draft) }
        if draft.kind == .sequence {
            guard let index = Int(token), draft.items.indices.contains(index) else { return }
            var items = draft.items
            descend(&items[index], path.dropFirst(), change)
            draft.items = items
        } else {
            draft.update(token) { descend(&$0, path.dropFirst(), change) }
        }
    }

    private static func replace(_ draft: inout Draft, _ path: ArraySlice<String>, by value: Value) {
        guard let last = path.last else { return draft = Draft(value) }
        descend(&draft, path.dropLast()) { parent in
            if parent.kind == .sequence {
                guard let index = Int(last), parent.items.indices.contains(index) else { return }
                parent.items[index] = Draft(value)
            } else if let text = value.text {
                // A literal block, such as a document in an annotation, stays one.
                parent.replaceText(last, by: text)
            } else {
                parent.set(last, value)
            }
        }
    }

    private static func removeItem(_ draft: inout Draft, _ path: ArraySlice<String>, at index: Int) {
        var isEmpty = false
        descend(&draft, path) { list in
            guard list.items.indices.contains(index) else { return }
            list.items.remove(at: index)
            isEmpty = list.items.isEmpty
        }
        guard isEmpty, let key = path.last, Int(key) == nil else { return }
        descend(&draft, path.dropLast()) { $0.remove(key) }
    }
}
