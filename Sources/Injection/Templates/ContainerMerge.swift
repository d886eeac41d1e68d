import Manifests

/// Completes containers: what is there stays, what is missing is added.
enum ContainerMerge {
    /// Adds fields that a container lacks; in mappings below too, and in lists whose items go by a name.
    ///
    /// - Returns: whether anything was added.
    static func complete(_ draft: inout Draft, with value: Value) -> Bool {
        guard case .mapping(let fields) = value else { return false }
        var isChanged = false
        for field in fields {
            guard let own = draft[field.key] else {
                draft.set(field.key, field.value)
                isChanged = true
                continue
            }
            switch (own.kind, field.value) {
            case (.mapping, .mapping):
                var copy = own
                if complete(&copy, with: field.value) {
                    draft.update(field.key) { $0 = copy }
                    isChanged = true
                }
            case (.sequence, .sequence(let items)):
                let missing = items.filter { item in isMissing(item, in: own, list: field.key) }
                if missing.isEmpty { continue }
                draft.update(field.key) { $0.items += missing.map { Draft($0) } }
                isChanged = true
            default: continue
            }
        }
        return isChanged
    }

    /// Lists of commands and the like are values as a whole: the pod's own one stays.
    private static func isMissing(_ item: Value, in list: Draft, list key: String) -> Bool {
        let identity = key == "volumeMounts" ? "mountPath" : key == "ports" ? "containerPort" : "name"
        guard let wanted = item[identity] else { return false }
        return !list.items.contains { $0[identity]?.value == wanted }
    }

    /// A value with the fields of another one over its own; in the mappings of both too when it is deep.
    static func merge(_ upper: Value, over lower: Value, isDeep: Bool = false) -> Value {
        guard case .mapping(let above) = upper, case .mapping(let below) = lower else { return upper }
        let kept = below.filter { field in !above.contains { $0.key == field.key } }
        guard isDeep else { return .mapping(kept + above) }
        return .mapping(
            kept
                + above.map { field in
                    guard let other = lower[field.key] else { return field }
                    return .init(field.key, merge(field.value, over: other, isDeep: true))
                })
    }
}
