/// `name=value`, `name+=value` or bash's `name=(a b)`.
public struct Assignment: Equatable, Sendable {
    /// The variable.
    public var name: String
    /// Its value; `nil` for an array or an element of one.
    public var value: Word?
    /// The words of an array; empty for other assignments.
    public var array: [Word]
    /// Whether the value is added to what is there.
    public var isAppended: Bool
    /// Where it stands.
    public var range: Range<Int>
}
