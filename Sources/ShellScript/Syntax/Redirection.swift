/// `2>&1`, `>/dev/null`, `<<EOF` and the like.
public struct Redirection: Equatable, Sendable {
    /// What stands before the operator; `nil` when nothing does.
    public var descriptor: String?
    /// The operator, such as `>`, `>>`, `<`, `>&`, `&>`, `<<`, `<<-`, `<<<`.
    public var symbol: String
    /// Where to or from; the delimiter of a here-document.
    public var target: Word
    /// The text of a here-document, unexpanded; `nil` for others.
    public var hereDocument: String?
    /// Where it stands, without the text of a here-document.
    public var range: Range<Int>
}
