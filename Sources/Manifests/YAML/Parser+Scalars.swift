extension Parser {
    /// Scans an alias, a quoted or (the first line of) a plain scalar, or a flow collection.
    mutating func scanAtom(inFlow: Bool) throws(ParseError) -> Atom {
        let start = pos
        let byte = at(pos)
        // Nearly every scalar starts with a letter or a digit.
        if byte > Ascii.at, byte < Ascii.openBracket { return scanPlain(inFlow) }
        if byte > Ascii.backquote, byte < Ascii.openBrace { return scanPlain(inFlow) }
        switch byte {
        case Ascii.doubleQuote: return try scanDoubleQuoted()
        case Ascii.singleQuote: return try scanSingleQuoted()
        case Ascii.asterisk: return try scanAlias(inFlow)
        case Ascii.openBrace, Ascii.openBracket:
            let line = lineStart
            let node = try parseFlowCollection()
            return Atom(
                record: records[Int(node)], node: node, isJSONLike: true, isMultiline: line != lineStart)
        case Ascii.dash, Ascii.question, Ascii.colon:
            let next = at(pos + 1)
            // `[-, x]` is accepted, as kubectl does.
            if Ascii.isSpaceOrEnd(next) || (inFlow && byte != Ascii.dash && Ascii.isFlowIndicator(next)) {
                let name = byte == Ascii.dash ? "-" : byte == Ascii.question ? "?" : ":"
                throw failure(start, "'\(name)' is not allowed here", "quote the value if it is text")
            }
            return scanPlain(inFlow)
        case Ascii.ampersand, Ascii.exclamation:
            throw failure(start, "a node can have one anchor and one tag only", "quote the value if it is text")
        case Ascii.percent:
            if at(pos + 1) == Ascii.closeBrace { throw templateFailure(pos) }
            throw badStart(byte)
        case Ascii.pipe, Ascii.greater:
            throw failure(
                start, "a block of text ('\(byte == Ascii.pipe ? "|" : ">")') is not allowed here",
                inFlow ? "use quotes inside brackets" : "quote the key")
        case Ascii.closeBrace, Ascii.closeBracket, Ascii.comma, Ascii.hash, Ascii.at, Ascii.backquote:
            throw badStart(byte)
        case 0:
            throw failure(start, "unexpected end of the text", nil)
        default:
            return scanPlain(inFlow)
        }
    }

    func badStart(_ byte: UInt8) -> ParseError {
        let name = String(Character(Unicode.Scalar(byte)))
        let isBracket = byte == Ascii.closeBrace || byte == Ascii.closeBracket
        return failure(
            pos, isBracket ? "unexpected '\(name)'" : "a value cannot start with '\(name)'",
            isBracket ? "remove it, or check the brackets before it" : "put the value in quotes")
    }

    /// Scans one line of a plain scalar. Stops before `: `, before a comment, at a line break, and inside brackets
    /// also before their punctuation.
    mutating func scanPlain(_ inFlow: Bool) -> Atom {
        let start = pos
        let end = scanPlainLine(inFlow)
        var record = NodeRecord(kind: .scalar, style: .plain, start: start, end: end)
        record.bits |= NodeRecord.verbatimFlag
        return Atom(record: record)
    }

    /// Scans to the end of a plain scalar's line; answers where its text ends, blanks behind it excluded.
    @inline(__always) mutating func scanPlainLine(_ inFlow: Bool) -> Int {
        var index = pos
        var end = index
        while true {
            let byte = at(index)
            if byte > Ascii.colon {
                if inFlow, Ascii.isFlowIndicator(byte) { break }
                index += 1
                end = index
                continue
            }
            if byte == Ascii.space || byte == Ascii.tab {
                index += 1
                continue
            }
            if byte == Ascii.colon {
                let next = at(index + 1)
                if Ascii.isSpaceOrEnd(next) || (inFlow && Ascii.isFlowIndicator(next)) { break }
            } else if byte < Ascii.space {
                break
            } else if byte == Ascii.hash {
                if index > pos, index > end { break }
            } else if inFlow, byte == Ascii.comma {
                break
            }
            index += 1
            end = index
        }
        pos = index
        return end
    }

    /// Continues a plain scalar over the following lines that are indented more than `parent`.
    mutating func extendPlain(_ atom: inout Atom, _ parent: Int, inFlow: Bool) throws(ParseError) {
        while Ascii.isBreak(at(pos)) {
            // Look ahead first: lines that do not continue the scalar are left for the caller to pass.
            let (back, backLine) = (pos, lineStart)
            var sawTab = false
            repeat {
                passBreak()
                while at(pos) == Ascii.space { pos += 1 }
                sawTab = at(pos) == Ascii.tab && column <= parent
                _ = passBlanks()
            } while Ascii.isBreak(at(pos))
            let byte = at(pos)
            let isIndented = inFlow || (column > parent && !sawTab)
            if !isIndented || byte == 0 || byte == Ascii.hash || isAtMarker
                || (inFlow && (Ascii.isFlowIndicator(byte) || isAtFlowColon(adjacent: false)))
            {
                (pos, lineStart) = (back, backLine)
                return
            }
            if byte == Ascii.openBrace, at(pos + 1) == Ascii.openBrace { throw templateFailure(pos) }
            let end = scanPlainLine(inFlow)
            // A line that is nothing but ": x" holds no text: the colon is what is wrong.
            atom.record.end = UInt32(truncatingIfNeeded: max(end, Int(atom.record.end)))
            atom.record.bits &= ~NodeRecord.verbatimFlag
            atom.isMultiline = true
            if at(pos) == Ascii.colon { return }
        }
    }

    mutating func scanSingleQuoted() throws(ParseError) -> Atom {
        let start = pos
        var isVerbatim = true
        var isMultiline = false
        pos += 1
        while true {
            let byte = at(pos)
            if byte == Ascii.singleQuote {
                if at(pos + 1) != Ascii.singleQuote { break }
                isVerbatim = false
                pos += 2
            } else if byte < Ascii.space, byte != Ascii.tab {
                isVerbatim = false
                isMultiline = true
                try passBreakInQuotes(start)
            } else {
                pos += 1
            }
        }
        pos += 1
        return quotedAtom(.singleQuoted, start, isVerbatim, isMultiline)
    }

    mutating func scanDoubleQuoted() throws(ParseError) -> Atom {
        let start = pos
        var isVerbatim = true
        var isMultiline = false
        pos += 1
        while true {
            let byte = at(pos)
            if byte == Ascii.doubleQuote {
                break
            } else if byte == Ascii.backslash {
                isVerbatim = false
                if Ascii.isBreak(at(pos + 1)) {
                    pos += 1
                } else {
                    try passEscape()
                }
            } else if byte < Ascii.space, byte != Ascii.tab {
                isVerbatim = false
                isMultiline = true
                try passBreakInQuotes(start)
            } else {
                pos += 1
            }
        }
        pos += 1
        return quotedAtom(.doubleQuoted, start, isVerbatim, isMultiline)
    }

    func quotedAtom(_ style: Node.Style, _ start: Int, _ isVerbatim: Bool, _ isMultiline: Bool) -> Atom {
        var record = NodeRecord(kind: .scalar, style: style, start: start, end: pos)
        if isVerbatim { record.bits |= NodeRecord.verbatimFlag }
        return Atom(record: record, isJSONLike: true, isMultiline: isMultiline)
    }

    mutating func passBreakInQuotes(_ start: Int) throws(ParseError) {
        passBreak()
        if pos >= count { throw failure(start, "the quote is never closed", "add the closing quote") }
        if isAtMarker {
            throw failure(start, "the quote is not closed before the document's end", "add the closing quote")
        }
    }

    /// Checks an escape, so that decoding it later cannot fail, and passes it.
    mutating func passEscape() throws(ParseError) {
        let digits: Int
        switch at(pos + 1) {
        case 0x78: digits = 2
        case 0x75: digits = 4
        case 0x55: digits = 8
        case let byte:
            if byte != 0, ScalarText.simpleEscape(byte) == nil {
                throw failure(pos, "unknown escape in double quotes", "use single quotes, or write '\\\\' for '\\'")
            }
            pos += byte == 0 ? 1 : 2
            return
        }
        let value = try escapeValue(digits)
        let isHighSurrogate = value & 0xFFFF_FC00 == 0xD800
        guard isHighSurrogate || Unicode.Scalar(value) != nil else {
            throw failure(pos, "the escape is not a Unicode character", "correct its digits")
        }
        let first = pos
        pos += digits + 2
        guard isHighSurrogate else { return }
        if digits == 4, at(pos) == Ascii.backslash, at(pos + 1) == 0x75, try escapeValue(4) & 0xFFFF_FC00 == 0xDC00 {
            pos += 6
        } else {
            throw failure(first, "half of a surrogate pair", "write both halves, or the character itself")
        }
    }

    /// The value of the numeric escape at the position.
    func escapeValue(_ digits: Int) throws(ParseError) -> UInt32 {
        var value: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = Ascii.hexValue(at(pos + 2 + offset)) else {
                throw failure(pos, "the escape needs \(digits) hexadecimal digits", "correct its digits")
            }
            value = value << 4 | digit
        }
        return value
    }
}
