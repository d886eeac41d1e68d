import Manifests

/// Finds the objects of a document, in `List`s too, as `ManifestSet` does.
package enum ObjectWalk {
    /// Calls `change` with the draft of each object and what it is; what it answers says whether the object was changed.
    package static func change(
        _ draft: inout Draft, depth: Int = 0, inItemsOf outer: ObjectType? = nil,
        _ change: (inout Draft, ObjectType) -> Bool
    ) -> Bool {
        guard draft.kind == .mapping else { return false }
        let type = ObjectType(
            kind: draft["kind"]?.text ?? "", apiVersion: draft["apiVersion"]?.text ?? "", inItemsOf: outer)
        let list = draft["items"]
        guard depth < 8, type.isList(of: list?.kind == .sequence ? list?.items.map(\.kind) : nil) else {
            return change(&draft, type)
        }
        guard let list, list.kind == .sequence else { return false }
        var items = list.items
        var isChanged = false
        for index in items.indices
        where ObjectWalk.change(&items[index], depth: depth + 1, inItemsOf: type, change) { isChanged = true }
        if isChanged { draft.update("items") { $0.items = items } }
        return isChanged
    }

    /// The objects of a document and what they are, in order.
    package static func objects(
        _ node: Node, depth: Int = 0, inItemsOf outer: ObjectType? = nil
    ) -> [(node: Node, type: ObjectType)] {
        guard node.kind == .mapping else { return [] }
        let type = ObjectType(
            kind: node["kind"]?.text ?? "", apiVersion: node["apiVersion"]?.text ?? "", inItemsOf: outer)
        let list = node["items"]
        guard depth < 8, type.isList(of: list?.kind == .sequence ? list?.items.map(\.kind) : nil) else {
            return [(node, type)]
        }
        return (list?.items ?? []).flatMap { objects($0, depth: depth + 1, inItemsOf: type) }
    }
}
