/// `$NAME`, or `${NAME` with an operator and a word `}`.
public struct Parameter: Equatable, Sendable {
    /// The variable; `1`, `@`, `?` and the like for the special ones.
    public var name: String
    /// What is done with its value: empty, `:-`, `-`, `:=`, `=`, `:+`, `+`, `:?`, `?`, `%`, `%%`, `#`, `##`, `length`, or
    /// `other` for what only bash has.
    public var operation: String
    /// The pieces of the word behind the operator.
    public var argument: [WordPiece]

    /// `$NAME`.
    public init(_ name: String) {
        self.name = name
        operation = ""
        argument = []
    }
}
