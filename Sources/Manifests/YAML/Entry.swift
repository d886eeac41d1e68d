/// One key with its value, in a mapping.
public struct Entry: Sendable {
    /// The key.
    public let key: Node
    /// The value; a null scalar when nothing was written.
    public let value: Node
}
