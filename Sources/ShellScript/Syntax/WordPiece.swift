/// A part of a word. Quoted pieces are not split into fields.
public enum WordPiece: Equatable, Sendable {
    /// Text that stands for itself.
    case text(String, isQuoted: Bool)
    /// `$NAME`, `${NAME…}`.
    case variable(Parameter, isQuoted: Bool)
    /// `$( … )` or backquotes.
    case command([Statement], isQuoted: Bool)
    /// `$(( … ))`: the text between the brackets.
    case arithmetic(String, isQuoted: Bool)
    /// What could not be understood.
    case unknown
}
