import Manifests

/// Finds the objects of a document, in `List`s too, as `ManifestSet` does.
enum ObjectWalk {
    /// Calls `change` with the draft of each object; what it answers says whether the object was changed.
    static func change(_ draft: inout Draft, depth: Int = 0, _ change: (inout Draft) -> Bool) -> Bool {
        guard draft.kind == .mapping else { return false }
        guard let kind = draft["kind"]?.text, isList(kind), depth < 8 else { return change(&draft) }
        guard let list = draft["items"], list.kind == .sequence else { return false }
        var items = list.items
        var isChanged = false
        for index in items.indices where ObjectWalk.change(&items[index], depth: depth + 1, change) { isChanged = true }
        if isChanged { draft.update("items") { $0.items = items } }
        return isChanged
    }

    /// The objects of a document, in order.
    static func objects(_ node: Node, depth: Int = 0) -> [Node] {
        guard node.kind == .mapping else { return [] }
        guard let kind = node["kind"]?.text, isList(kind), depth < 8 else { return [node] }
        return (node["items"]?.items ?? []).flatMap { objects($0, depth: depth + 1) }
    }

    /// Whatever has items is taken apart, as kubectl does; `ResourceList` is that of KRM functions.
    static func isList(_ kind: String) -> Bool { kind.hasSuffix("List") }
}
