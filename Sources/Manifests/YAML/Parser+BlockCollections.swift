extension Parser {
    /// Parses the node announced by what lies before the position, inside a collection at column `parent`.
    mutating func parseBlockNode(_ parent: Int, _ lead: Lead) throws(ParseError) -> UInt32 {
        let mark = Mark(weight: weight, deepest: deepest)
        deepest = depth
        defer { deepest = max(deepest, mark.deepest) }
        let dashAllowed = lead == .value || lead == .explicit
        var startsLine = lead == .line
        var sawTab = false
        if !startsLine {
            let gap = pos
            sawTab = passBlanks()
            if isAtLineEnd {
                guard try passToNextLine(parent, dashAllowed: dashAllowed) else { return storeNull(at: gap) }
                startsLine = true
                sawTab = false
            }
        }

        // Properties at the end of a line belong to the node on the next lines; on the line of a key, to the key.
        var outer = Properties()
        var inner = Properties()
        var start = pos
        while at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            start = pos
            inner = try parseProperties(inFlow: false)
            guard isAtLineEnd else { break }
            outer = try merged(outer, inner)
            inner = Properties()
            var gap = pos
            while gap > start, Ascii.isBlank(at(gap - 1)) { gap -= 1 }
            guard try passToNextLine(parent, dashAllowed: dashAllowed) else {
                let node = storeNull(at: gap)
                try attach(outer, to: node, mark)
                return node
            }
            startsLine = true
            start = pos
        }

        let byte = at(pos)
        let canHoldBlock = startsLine || lead == .item || lead == .explicit
        if byte == Ascii.dash || byte == Ascii.question, Ascii.isSpaceOrEnd(at(pos + 1)) {
            if !canHoldBlock || !inner.isEmpty {
                throw failure(
                    pos, byte == Ascii.dash ? "a list item is not allowed here" : "'? ' is not allowed here",
                    byte == Ascii.dash
                        ? "put the list on the next line, or quote the value" : "quote the value if it is text")
            }
            if sawTab, !startsLine { throw tabIndentation(pos - 1) }
            let node =
                byte == Ascii.dash
                ? try parseBlockSequence(parent)
                : try parseBlockMapping(start - lineStart, start, nil)
            try attach(outer, to: node, mark)
            return node
        }
        if byte == Ascii.pipe || byte == Ascii.greater {
            let node = store(try scanBlockScalar(parent))
            try attach(try merged(outer, inner), to: node, mark)
            return node
        }
        let isEmptyKey = byte == Ascii.colon && Ascii.isSpaceOrEnd(at(pos + 1))
        var atom =
            isEmptyKey
            ? Atom(record: NodeRecord(kind: .scalar, style: .plain, start: pos, end: pos))
            : try scanAtom(inFlow: false)
        if isEmptyKey { atom.record.bits |= NodeRecord.verbatimFlag }
        if isAtKeyColon() {
            if atom.isMultiline { throw multilineKey(start) }
            if !canHoldBlock { throw unexpectedColon(start) }
            if sawTab, !startsLine { throw tabIndentation(start - 1) }
            let key = try store(atom, inner, mark)
            let node = try parseBlockMapping(start - lineStart, start, key)
            try attach(outer, to: node, mark)
            return node
        }
        if atom.record.style == .plain, atom.record.kind == .scalar, !atom.record.isAlias {
            if Ascii.isBreak(at(pos)) { try extendPlain(&atom, parent, inFlow: false) }
            if at(pos) == Ascii.colon { throw unexpectedColon(start) }
        } else {
            try expectLineEnd(atom)
        }
        return try store(atom, try merged(outer, inner), mark)
    }

    /// Parses a mapping whose keys stand at `column`. The position is at the colon of its first key, which is stored
    /// already, or at its `?`.
    mutating func parseBlockMapping(_ column: Int, _ start: Int, _ firstKey: UInt32?) throws(ParseError) -> UInt32 {
        try enter(start)
        let node = store(NodeRecord(kind: .mapping, style: .block, start: start, end: start))
        let keysBase = keys.count
        var last = NodeRecord.none
        var first = firstKey
        while true {
            let key: UInt32
            let value: UInt32
            if let given = first {
                first = nil
                key = given
                pos += 1
                link(key, into: node, after: &last)
                value = try parseBlockNode(column, .value)
            } else if isIndicator(Ascii.question) {
                pos += 1
                key = try parseBlockNode(column, .explicit)
                link(key, into: node, after: &last)
                try passToContent()
                if self.column == column, isIndicator(Ascii.colon) {
                    pos += 1
                    value = try parseBlockNode(column, .explicit)
                } else {
                    value = storeNull(at: Int(records[Int(key)].end))
                }
            } else {
                key = try parseBlockKey(column)
                pos += 1
                link(key, into: node, after: &last)
                value = try parseBlockNode(column, .value)
            }
            link(value, into: node, after: &last)
            keys.append(key)
            try checkMerge(key, value)
            try passToContent()
            guard pos < count, self.column >= column, !isAtMarker else { break }
            if self.column > column {
                throw failure(
                    pos, "this line is indented more than the key \(quoted(key)) on line \(line(of: offset(of: key)))",
                    "align it with the key, or check the line above")
            }
            if isIndicator(Ascii.dash) {
                throw failure(
                    pos, "a list item is not allowed between the keys of a mapping",
                    "indent it under the key it belongs to")
            }
        }
        records[Int(node)].end = records[Int(last)].end
        try checkDuplicates(from: keysBase)
        keys.removeLast(keys.count - keysBase)
        depth -= 1
        return node
    }

    /// Parses a key after the first; leaves the position at its colon.
    mutating func parseBlockKey(_ column: Int) throws(ParseError) -> UInt32 {
        let mark = Mark(weight: weight, deepest: deepest)
        let start = pos
        if isIndicator(Ascii.colon) { return storeNull(at: pos) }
        var own = Properties()
        if at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            deepest = depth
            own = try parseProperties(inFlow: false)
            if isIndicator(Ascii.colon) {
                let key = storeNull(at: pos)
                try attach(own, to: key, mark)
                return key
            }
        }
        let atom = try scanAtom(inFlow: false)
        guard isAtKeyColon() else {
            if at(pos) == Ascii.colon {
                throw failure(pos, "a colon must be followed by a blank", "add a space after the colon")
            }
            throw failure(
                start, "expected a key followed by ':'",
                "add ': ' after the key, or indent this line to continue the value above")
        }
        if atom.isMultiline { throw multilineKey(start) }
        let key = try store(atom, own, mark)
        deepest = max(deepest, mark.deepest)
        return key
    }

    /// Parses a sequence whose first dash is at the position.
    mutating func parseBlockSequence(_ parent: Int) throws(ParseError) -> UInt32 {
        let column = self.column
        try enter(pos)
        let node = store(NodeRecord(kind: .sequence, style: .block, start: pos, end: pos))
        var last = NodeRecord.none
        while true {
            pos += 1
            let item = try parseBlockNode(column, .item)
            link(item, into: node, after: &last)
            try passToContent()
            guard pos < count, self.column >= column, !isAtMarker else { break }
            if self.column > column {
                throw failure(
                    pos, "this line is indented more than the list it follows",
                    "align it with the dash on line \(line(of: Int(records[Int(node)].start)))")
            }
            guard isIndicator(Ascii.dash) else {
                // At the column of the parent's keys, the next key ends the list.
                if column == parent { break }
                throw failure(pos, "expected '- ' and a list item", "indent this line less to end the list")
            }
        }
        records[Int(node)].end = records[Int(last)].end
        depth -= 1
        return node
    }

    /// Whether the atom just scanned is a key: a colon follows on the same line. Leaves the position at the colon.
    @inline(__always) mutating func isAtKeyColon() -> Bool {
        let byte = at(pos)
        if Ascii.isBreak(byte) || byte == 0 { return false }
        let from = pos
        _ = passBlanks()
        if isIndicator(Ascii.colon) { return true }
        pos = from
        return false
    }

    mutating func expectLineEnd(_ atom: Atom) throws(ParseError) {
        _ = passBlanks()
        if isAtLineEnd { return }
        let what: String
        switch atom.record.style {
        case .singleQuoted, .doubleQuoted: what = "the closing quote"
        case .flow: what = "the closing bracket"
        default: what = "the alias"
        }
        if at(pos) == Ascii.colon {
            throw failure(pos, "a colon must be followed by a blank", "add a space after the colon")
        }
        throw failure(
            pos, "unexpected text after \(what)",
            at(pos) == Ascii.hash
                ? "put a space before the comment" : "quote the whole value, or check for a stray quote or bracket")
    }

    func unexpectedColon(_ start: Int) -> ParseError {
        let first = line(of: start)
        let cure: String
        if first == line(of: pos) {
            cure = "quote the value, or put this key on a line of its own"
        } else if lacksBlankAfterColon(start) {
            cure = "add a space after the colon on line \(first)"
        } else {
            cure = "indent this line like the keys above it, or quote the value that starts on line \(first)"
        }
        return failure(pos, "mapping values are not allowed here", cure)
    }

    /// Whether a plain scalar looks like `key:value` at the start of a line, where `key: value` must have been meant.
    func lacksBlankAfterColon(_ start: Int) -> Bool {
        var index = start
        while index > 0, at(index - 1) == Ascii.space || at(index - 1) == Ascii.dash { index -= 1 }
        guard index == 0 || Ascii.isBreak(at(index - 1)) else { return false }
        return bytes[start..<lineEnd(from: start)].contains(Ascii.colon)
    }

    func multilineKey(_ start: Int) -> ParseError {
        failure(start, "a key must be on one line", "check for a missing closing quote or bracket, or use '? '")
    }

    func offset(of node: UInt32) -> Int { Int(records[Int(node)].start) }

    /// A key for a message, shortened.
    func quoted(_ node: UInt32) -> String {
        let target = records[Int(node)].isAlias ? records[Int(node)].child : node
        let record = records[Int(target)]
        guard record.kind == .scalar else { return "" }
        let text = String(
            decoding: record.isVerbatim ? Array(bytes[record.content]) : ScalarText.decode(bytes, record),
            as: UTF8.self)
        return text.unicodeScalars.count > 60 ? "\"\(String(text.unicodeScalars.prefix(60)))…\"" : "\"\(text)\""
    }
}
