/// Text over several lines as a literal block (`|`), where that gives back exactly the text.
struct LiteralText {
    /// `|`, or `|-` for a text whose last line is not ended.
    let header: String
    /// The lines, without indentation and line breaks.
    let lines: [Substring.UnicodeScalarView]

    /// Nothing if quotes have to be used.
    ///
    /// `|+` is never written: it would take in the empty lines that follow in the file.
    init?(_ text: String) {
        let scalars = Substring(text).unicodeScalars
        guard scalars.contains("\n") else { return nil }
        var lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        let isEnded = lines.last?.isEmpty == true
        if isEnded { lines.removeLast() }
        // Not a text of empty lines, and none of them at the end.
        guard lines.last?.isEmpty == false else { return nil }
        // The first line with text tells readers the indentation: it must not begin with a blank of its own.
        let first = lines.first { !$0.isEmpty }?.first
        guard first != " ", first != "\t" else { return nil }
        for line in lines {
            // Blanks at a line's end are invisible and get lost in editors.
            if let last = line.last, last == " " || last == "\t" { return nil }
            guard line.allSatisfy({ $0 == "\t" || QuotedText.isVisible($0) }) else { return nil }
        }
        header = isEnded ? "|" : "|-"
        self.lines = lines
    }
}
