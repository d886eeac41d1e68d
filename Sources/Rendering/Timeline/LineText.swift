/// Text cut, padded and wrapped to lines; a character counts as one column.
package enum LineText {
    /// The text on one line and without anything that a terminal would obey: escapes, controls, changes of direction.
    package static func plain(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": plain += " "
            case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                plain += "\u{FFFD}"
            default: plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// At most `width` characters: what is too long loses its end.
    static func cut(_ text: String, _ width: Int) -> String {
        guard text.count > width else { return text }
        return width < 1 ? "" : text.prefix(width - 1) + "…"
    }

    /// At most `width` characters: what is too long loses its middle, since names differ at either end.
    static func squeeze(_ text: String, _ width: Int) -> String {
        guard text.count > width else { return text }
        guard width > 2 else { return cut(text, width) }
        return text.prefix(width / 2) + "…" + text.suffix(width - width / 2 - 1)
    }

    /// At least `width` characters.
    package static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Pieces on lines of at most `width`, broken between pieces, inside of a piece only when it is wider than a line.
    ///
    /// A single word that is too long stays whole, for people who copy it, unless `breaksWords`.
    package static func wrap(_ pieces: [String], _ width: Int, breaksWords: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        func add(_ piece: String) {
            if line.isEmpty {
                line = piece
            } else if line.count + 1 + piece.count <= width {
                line += " " + piece
            } else {
                lines.append(line)
                line = piece
            }
        }
        for piece in pieces {
            guard piece.count > width else {
                add(piece)
                continue
            }
            for word in piece.split(separator: " ") {
                var rest = word
                while breaksWords, rest.count > max(width, 1) {
                    add(String(rest.prefix(max(width, 1))))
                    rest = rest.dropFirst(max(width, 1))
                }
                add(String(rest))
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// The words of a sentence on lines of at most `width`.
    package static func wrap(_ sentence: String, _ width: Int, breaksWords: Bool = false) -> [String] {
        wrap(sentence.split(separator: " ").map(String.init), width, breaksWords: breaksWords)
    }
}
