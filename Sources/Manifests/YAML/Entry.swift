/// One key with its value, in a mapping.
public struct Entry: Sendable {
    /// The key.
    public let key: Node
    /// The value; a null scalar when nothing was written.
    public let value: Node

    /// Whether the key is `<<` without quotes: its value's entries count as the mapping's own, behind those it has.
    public var isMerge: Bool { key.tree.isMerge(key.index) }
}

extension [Entry] {
    /// The entries with those that come by `<<` in its place, behind the mapping's own. A key may be there twice: the
    /// first one counts.
    public var merged: [Entry] {
        guard contains(where: \.isMerge) else { return self }
        var result = filter { !$0.isMerge }
        for merge in self where merge.isMerge {
            for node in merge.value.kind == .sequence ? merge.value.items : [merge.value] {
                result += node.entries.merged
            }
        }
        return result
    }
}
