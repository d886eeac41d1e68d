/// Commands joined by `|`, and a `!` before them.
public struct Pipeline: Equatable, Sendable {
    /// Whether `!` turns its status round.
    public var isNegated: Bool
    /// At least one.
    public var commands: [Command]
    /// Where it stands, with its `!`.
    public var range: Range<Int>
}
