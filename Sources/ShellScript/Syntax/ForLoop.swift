/// `for name in words; do body; done`, or bash's `for ((…; …; …))`.
public struct ForLoop: Equatable, Sendable {
    /// The variable; empty in bash's arithmetic form.
    public var name: String
    /// The list; `nil` when it is the script's own arguments.
    public var words: [Word]?
    /// The three expressions of the arithmetic form; empty otherwise.
    public var arithmetic: [String]
    /// What is repeated.
    public var body: [Statement]
}
