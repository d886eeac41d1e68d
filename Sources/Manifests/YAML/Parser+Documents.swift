extension Parser {
    mutating func parseStream() throws(ParseError) {
        passByteOrderMark()
        var documentStart = 0
        while true {
            try passToContent()
            passByteOrderMark()
            guard pos < count else { break }
            let first = pos
            if pos == lineStart, at(pos) == Ascii.percent { try parseDirectives() }
            if isAtMarker, at(pos) == Ascii.dot {
                try passDocumentEnd()
                documentStart = pos
                continue
            }
            var lead = Lead.line
            if isAtMarker {
                documentStart = first
                pos += 3
                lead = .marker
                _ = passBlanks()
                if isAtLineEnd {
                    try passToContent()
                    lead = .line
                    // Nothing before the next marker: an empty document, which kubectl ignores as well.
                    if pos >= count || isAtMarker { continue }
                }
            }
            try parseDocument(from: documentStart, lead)
            documentStart = pos
        }
    }

    mutating func parseDocument(from start: Int, _ lead: Lead) throws(ParseError) {
        anchors.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        weight = 0
        expansion = 0
        depth = 0
        deepest = 0
        let root = try parseBlockNode(-1, lead)
        try passToContent()
        if pos < count, !isAtMarker { throw strayContent() }
        if pos < count, at(pos) == Ascii.dot { try passDocumentEnd() }
        found.append(Found(root: root, range: start..<max(pos, start)))
    }

    mutating func passByteOrderMark() {
        if pos == lineStart, at(pos) == 0xEF, at(pos + 1) == 0xBB, at(pos + 2) == 0xBF {
            pos += 3
            lineStart = pos
        }
    }

    mutating func passDocumentEnd() throws(ParseError) {
        pos += 3
        _ = passBlanks()
        guard isAtLineEnd else {
            throw failure(pos, "unexpected text after the document end marker '...'", "move it to a line of its own")
        }
        pos = lineEnd(from: pos)
        passBreak()
    }

    mutating func parseDirectives() throws(ParseError) {
        let first = pos
        var sawVersion = false
        while pos == lineStart, at(pos) == Ascii.percent {
            if at(pos + 1) == Ascii.closeBrace { throw templateFailure(pos) }
            let end = lineEnd(from: pos)
            let words = bytes[pos..<end].split(whereSeparator: Ascii.isBlank)
            if let name = words.first, name.elementsEqual("%YAML".utf8) {
                let version = words.dropFirst().first.map { Array($0) } ?? []
                if sawVersion { throw failure(pos, "second %YAML directive", "keep only one") }
                sawVersion = true
                guard version.count >= 3, version[0] == 0x31, version[1] == Ascii.dot else {
                    throw failure(pos, "unsupported %YAML version", "use %YAML 1.2, or remove the line")
                }
            }
            pos = end
            passBreak()
            try passToContent()
        }
        guard isAtMarker, at(pos) == Ascii.dash else {
            throw failure(first, "a directive must be followed by '---'", "remove the line, or add '---' after it")
        }
    }

    /// What stands behind a complete root.
    func strayContent() -> ParseError {
        let cure = "start a new document with '---', or indent this line to match the lines above"
        if at(pos) == Ascii.openBrace, at(pos + 1) == Ascii.openBrace { return templateFailure(pos) }
        return failure(pos, "unexpected content after the document's value", cure)
    }
}
