/// One key with its value, in a mapping.
public struct Entry: Sendable {
    /// The key.
    public let key: Node
    /// The value; a null scalar when nothing was written.
    public let value: Node

    /// Whether the key is `<<` without quotes: its value's entries count as the mapping's own, behind those it has.
    public var isMerge: Bool { key.tree.isMerge(key.index) }
}
