/// Finds the steps from one value to another, for a cluster that carries them out and for people who review them.
///
/// - What takes away or replaces tests the old value first.
/// - Items with an identity (`ItemIdentity`) are never replaced whole: they are removed, moved, added, and what stays
///   is descended into, in this order; then the indexes that people read are those of the result.
/// - Before each of these a test of an identity at an index says whose place that is: a patch must not hit the wrong
///   container when containers have moved in between.
/// - Of other lists the common ends stay, and what is between is removed and added.
struct PatchBuilder {
    private(set) var operations: [JSONPatch.Operation] = []

    mutating func compare(_ before: Value, _ after: Value, at path: JSONPointer) {
        // Most of an object is as it was, and finding the identities of lists costs far more than comparing them.
        if before.isSame(as: after) { return }
        switch (before, after) {
        case (.mapping(let old), .mapping(let new)):
            compare(old, new, at: path)
        case (.sequence(let old), .sequence(let new)):
            if let identity = ItemIdentity(old, new) {
                compare(old, new, identity, at: path)
            } else {
                compare(old, new, at: path)
            }
        default:
            guard !before.isSame(as: after) else { return }
            operations += [.test(path: path, before), .replace(path: path, after)]
        }
    }

    private mutating func compare(_ before: [Value.Field], _ after: [Value.Field], at path: JSONPointer) {
        let old = FieldIndex(before)
        let new = FieldIndex(after)
        for field in before {
            let place = path.appending(field.key)
            if let kept = new[field.key] {
                compare(field.value, after[kept].value, at: place)
            } else {
                operations += [.test(path: place, field.value), .remove(path: place)]
            }
        }
        for field in after where old[field.key] == nil {
            operations.append(.add(path: path.appending(field.key), field.value))
        }
    }

    private mutating func compare(_ before: [Value], _ after: [Value], at path: JSONPointer) {
        var start = 0
        let shorter = min(before.count, after.count)
        while start < shorter, before[start].isSame(as: after[start]) { start += 1 }
        var kept = 0
        while kept < shorter - start, before[before.count - 1 - kept].isSame(as: after[after.count - 1 - kept]) {
            kept += 1
        }
        // From the end, so that the indexes of what is still to go stay right.
        for index in (start..<before.count - kept).reversed() {
            let place = path.appending(index)
            operations += [.test(path: place, before[index]), .remove(path: place)]
        }
        for index in start..<after.count - kept {
            operations.append(.add(path: path.appending(index), after[index]))
        }
    }

    private mutating func compare(
        _ before: [Value], _ after: [Value], _ identity: ItemIdentity, at path: JSONPointer
    ) {
        let target = Dictionary(uniqueKeysWithValues: identity.after.enumerated().map { ($1, $0) })
        /// The list as it is at this step: where each item stood in `before`, and where it will in `after`.
        var current = identity.before.enumerated().map { (old: $0, new: target[$1]) }
        func test(_ index: Int) {
            guard let value = before[current[index].old][identity.key] else { return }
            operations.append(.test(path: path.appending(index).appending(identity.key), value))
        }

        let first = operations.count
        for index in current.indices.reversed() where current[index].new == nil {
            test(index)
            operations.append(.remove(path: path.appending(index)))
            current.remove(at: index)
        }
        let order = current.compactMap(\.new)
        let staying = Set(LongestIncreasing.places(order).map { order[$0] })
        // Where the next one in order belongs: behind the one before it, wherever that is by now.
        var end = 0
        for wanted in order.sorted() {
            guard let from = current.firstIndex(where: { $0.new == wanted }) else { continue }
            guard !staying.contains(wanted) else {
                end = from + 1
                continue
            }
            let to = from < end ? end - 1 : end
            test(from)
            operations.append(.move(from: path.appending(from), path: path.appending(to)))
            current.insert(current.remove(at: from), at: to)
            end = to + 1
        }
        // Now all that stay are in order: each new one's index is its final one.
        let kept = Set(order)
        var isInRun = false
        for index in after.indices {
            guard !kept.contains(index) else {
                isInRun = false
                continue
            }
            // Between two items it matters who these are; at an end, the first item tells enough.
            if !isInRun, index > 0, index < current.count {
                if operations.count == first { test(0) }
                test(index)
            } else if operations.count == first, !current.isEmpty {
                test(0)
            }
            isInRun = true
            operations.append(.add(path: path.appending(index), after[index]))
            current.insert((old: -1, new: index), at: index)
        }
        descend(before, after, current.compactMap { $0.old }, identity, at: path)
    }

    /// Into the items that stay; `origins` has, for each item of `after`, where it stood in `before`, or -1.
    private mutating func descend(
        _ before: [Value], _ after: [Value], _ origins: [Int], _ identity: ItemIdentity, at path: JSONPointer
    ) {
        for (index, origin) in origins.enumerated() where origin >= 0 {
            let place = path.appending(index)
            let start = operations.count
            compare(before[origin], after[index], at: place)
            guard operations.count > start, let name = before[origin][identity.key] else { continue }
            operations.insert(.test(path: place.appending(identity.key), name), at: start)
        }
    }
}
