/// A word, as it was written.
public struct Word: Equatable, Sendable {
    /// Its pieces in order.
    public var pieces: [WordPiece]
    /// Where it stands.
    public var range: Range<Int>

    /// Its text, quotes removed; `nil` when the shell expands something in it. Patterns such as `*` count as text:
    /// a URL with a `?` is one, and means itself.
    public var literal: String? {
        var text = ""
        for piece in pieces {
            guard case .text(let part, _) = piece else { return nil }
            text += part
        }
        return text
    }

    /// Whether any of it is quoted, so that it is one field and no reserved word.
    public var isQuoted: Bool {
        pieces.contains { piece in
            switch piece {
            case .text(_, let isQuoted), .variable(_, let isQuoted), .command(_, let isQuoted),
                .arithmetic(_, let isQuoted):
                isQuoted
            case .unknown: false
            }
        }
    }
}
