/// Decides which texts need no quotes.
///
/// Stricter than the parser of this module: a text is plain only if the patterns of YAML 1.1
/// (https://yaml.org/type/) and of YAML 1.2's core schema leave it text, and PyYAML, libyaml and kubectl read it so.
enum PlainText {
    static func isSafe(_ text: String, isFlow: Bool) -> Bool {
        if isOfLetters(text) { return !isWord(text) }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return false }
        if isWhitespace(first) || isWhitespace(last) || last == ":" { return false }
        if isIndicator(first, before: scalars.dropFirst().first) { return false }
        if text.utf8.starts(with: "---".utf8) || text.utf8.starts(with: "...".utf8) { return false }
        var previous = first
        for scalar in scalars {
            guard QuotedText.isVisible(scalar) else { return false }
            if scalar == " ", previous == ":" { return false }
            if scalar == "#", previous == " " { return false }
            if isFlow, isFlowMark(scalar) { return false }
            previous = scalar
        }
        return !isWord(text) && !(mayBeNumber(first) && resemblesNumber(Array(text.utf8)))
    }

    /// Whether a text is of nothing but letters and, behind the first, digits and some marks that mean nothing there:
    /// most are, and only a word with a meaning has to be feared.
    private static func isOfLetters(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "/") else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || Ascii.isDigit(byte) || byte == Ascii.dash || byte == UInt8(ascii: "/")
                || byte == Ascii.dot || byte == Ascii.underscore
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Whether a text cannot begin with this character. `-` begins a list item only before a blank, but `?` and `:`
    /// are read differently from reader to reader.
    private static func isIndicator(_ scalar: Unicode.Scalar, before next: Unicode.Scalar?) -> Bool {
        switch scalar {
        case "-": next.map(isWhitespace) ?? true
        case "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`": true
        default: false
        }
    }

    /// Inside brackets PyYAML and kubectl end a plain text at `?`, and libyaml before 0.2 refuses `a:b`.
    private static func isFlowMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", "[", "]", "{", "}", "?", ":": true
        default: false
        }
    }

    /// Most characters are ASCII, and Unicode's tables are slow to ask.
    private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    /// Whether a text is a word with a meaning, in any case: YAML 1.1's truths, null, value (`=`) and merge (`<<`).
    private static func isWord(_ text: String) -> Bool {
        guard text.utf8.count <= 5 else { return false }
        switch text.lowercased() {
        case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<": return true
        default: return false
        }
    }

    private static func mayBeNumber(_ first: Unicode.Scalar) -> Bool {
        switch first {
        case "0"..."9", "+", "-", ".", "_": true
        default: false
        }
    }

    /// Whether any reader could take a text for a number or a time. Wider than each of them: quotes around `1.2.3` or
    /// `10.0.0.1` cost nothing, and YAML 1.1's own pattern for floats does match them.
    static func resemblesNumber(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        if let sign = rest.first, sign == Ascii.plus || sign == Ascii.dash { rest = rest.dropFirst() }
        guard let first = rest.first, Ascii.isDigit(first) || first == Ascii.dot || first == Ascii.underscore else {
            return false
        }
        if first == Ascii.dot {
            let word = rest.dropFirst().map { $0 | 0x20 }
            if word.elementsEqual("inf".utf8) || word.elementsEqual("nan".utf8) { return true }
        }
        // 0x1F, 0o17, 0b11, in either case.
        if first == Ascii.zero, let mark = rest.dropFirst().first.map({ $0 | 0x20 }),
            mark == 0x78 || mark == 0x6F || mark == 0x62
        {
            return true
        }
        return beginsWithYear(rest) || rest.allSatisfy(isNumeric)
    }

    /// Whether a text begins like `2001-1`: whatever follows, a timestamp is near.
    private static func beginsWithYear(_ text: ArraySlice<UInt8>) -> Bool {
        let start = Array(text.prefix(6))
        return start.count == 6 && start[..<4].allSatisfy(Ascii.isDigit) && start[4] == Ascii.dash
            && Ascii.isDigit(start[5])
    }

    /// What decimal numbers, base 60, dates and Psych's `1,000` are made of.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, Ascii.dot, Ascii.underscore, Ascii.comma, Ascii.plus, Ascii.dash, 0x65, 0x45: true
        default: false
        }
    }
}
