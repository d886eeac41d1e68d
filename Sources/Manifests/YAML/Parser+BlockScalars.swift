extension Parser {
    /// Scans a literal (`|`) or folded (`>`) scalar; leaves the position at the start of the line that ends it.
    mutating func scanBlockScalar(_ parent: Int) throws(ParseError) -> NodeRecord {
        let start = pos
        let style: Node.Style = at(pos) == Ascii.pipe ? .literal : .folded
        pos += 1
        var explicit = 0
        var keeps = false
        var chomping = 0
        while true {
            let byte = at(pos)
            if byte == Ascii.plus || byte == Ascii.dash {
                keeps = byte == Ascii.plus
                chomping += 1
            } else if Ascii.isDigit(byte), explicit == 0, byte != Ascii.zero {
                explicit = Int(byte - Ascii.zero)
            } else {
                break
            }
            pos += 1
        }
        let headerEnd = pos
        _ = passBlanks()
        guard isAtLineEnd, chomping < 2 else {
            throw failure(
                pos, "unexpected text after '\(style == .literal ? "|" : ">")'",
                "put the text on the next line, or quote the value")
        }
        pos = lineEnd(from: pos)
        passBreak()

        var record = NodeRecord(kind: .scalar, style: style, start: start, end: headerEnd)
        let indent = explicit > 0 ? max(parent, 0) + explicit : try findIndentation(parent)
        record.child = UInt32(truncatingIfNeeded: indent)
        var end = headerEnd
        while pos < count {
            lineStart = pos
            while pos - lineStart < indent, at(pos) == Ascii.space { pos += 1 }
            if pos - lineStart < indent, !Ascii.isBreak(at(pos)) { break }
            if indent == 0, isAtMarker { break }
            let lineBreak = lineEnd(from: pos)
            if lineBreak > pos {
                end = lineBreak
            } else if keeps, pos < count {
                // An empty line that is kept ends before its own break, as a line of text does.
                end = lineBreak
            }
            pos = lineBreak
            passBreak()
        }
        if pos > lineStart { pos = lineStart }
        record.end = UInt32(truncatingIfNeeded: end)
        return record
    }

    /// The indentation of a block scalar's first line that is not empty; deeper than any line if there is none.
    mutating func findIndentation(_ parent: Int) throws(ParseError) -> Int {
        let (from, fromLine) = (pos, lineStart)
        defer { (pos, lineStart) = (from, fromLine) }
        var widest = 0
        var widestAt = pos
        while pos < count {
            while at(pos) == Ascii.space { pos += 1 }
            let byte = at(pos)
            guard Ascii.isBreak(byte) else {
                let isText = byte != 0 && column > parent && !isAtMarker
                if isText, widest > column {
                    throw failure(
                        widestAt, "an empty line is indented more than the first line of the text",
                        "remove the blanks on this line")
                }
                // Without text, empty lines of any width are blank and the next shorter line ends the scalar.
                return isText ? column : max(parent + 1, widest, 1)
            }
            if column > widest { (widest, widestAt) = (column, lineStart) }
            passBreak()
        }
        return max(parent + 1, widest, 1)
    }
}
