extension Parser {
    /// Parses a collection in brackets; the position is at the opening bracket.
    mutating func parseFlowCollection() throws(ParseError) -> UInt32 {
        let open = pos
        let isMapping = at(pos) == Ascii.openBrace
        if isMapping, at(pos + 1) == Ascii.openBrace || at(pos + 1) == Ascii.percent { throw templateFailure(pos) }
        try enter(open)
        let node = store(NodeRecord(kind: isMapping ? .mapping : .sequence, style: .flow, start: open, end: open))
        let close = isMapping ? Ascii.closeBrace : Ascii.closeBracket
        let keysBase = keys.count
        var last = NodeRecord.none
        pos += 1
        while true {
            try passInFlow()
            if at(pos) == close { break }
            if pos >= count { throw unclosed(open, isMapping) }
            if at(pos) == Ascii.comma {
                throw failure(pos, "unexpected ','", "remove it, or add what is missing before it")
            }
            if isMapping {
                try parseFlowPair(into: node, after: &last)
            } else {
                let item = try parseFlowItem()
                link(item, into: node, after: &last)
            }
            try passInFlow()
            if at(pos) == Ascii.comma {
                pos += 1
            } else if at(pos) != close {
                if pos >= count { throw unclosed(open, isMapping) }
                throw failure(
                    pos, "expected ',' or '\(isMapping ? "}" : "]")'",
                    "check the brackets and quotes since line \(line(of: open))")
            }
        }
        pos += 1
        records[Int(node)].end = UInt32(truncatingIfNeeded: pos)
        if isMapping {
            try checkDuplicates(from: keysBase)
            keys.removeLast(keys.count - keysBase)
        }
        depth -= 1
        return node
    }

    func unclosed(_ open: Int, _ isMapping: Bool) -> ParseError {
        failure(open, "'\(isMapping ? "{" : "[")' is never closed", "add the closing '\(isMapping ? "}" : "]")'")
    }

    /// Whether the position is at a colon that separates a key from its value inside brackets.
    func isAtFlowColon(adjacent: Bool) -> Bool {
        guard at(pos) == Ascii.colon else { return false }
        let next = at(pos + 1)
        return adjacent || Ascii.isSpaceOrEnd(next) || Ascii.isFlowIndicator(next)
    }

    /// Parses one entry of a mapping in brackets.
    mutating func parseFlowPair(into parent: UInt32, after last: inout UInt32) throws(ParseError) {
        var key = NodeRecord.none
        var adjacent = false
        let start = pos
        let isExplicit = isIndicator(Ascii.question)
        if isExplicit {
            pos += 1
            try passInFlow()
        }
        if isAtFlowColon(adjacent: false) || (isExplicit && isAtFlowEnd) {
            key = storeNull(at: isExplicit ? start + 1 : pos)
        } else {
            let parsed = try parseFlowNode()
            key = parsed.node
            adjacent = parsed.isJSONLike
        }
        link(key, into: parent, after: &last)
        var gap = Int(records[Int(key)].end)
        try passInFlow()
        let value: UInt32
        if isAtFlowColon(adjacent: adjacent) {
            pos += 1
            gap = pos
            value = try parseFlowValue(gap)
        } else {
            value = storeNull(at: gap)
        }
        link(value, into: parent, after: &last)
        keys.append(key)
        try checkMerge(key, value)
    }

    var isAtFlowEnd: Bool {
        let byte = at(pos)
        return byte == Ascii.comma || byte == Ascii.closeBrace || byte == Ascii.closeBracket || byte == 0
    }

    /// Parses what follows a colon inside brackets.
    mutating func parseFlowValue(_ gap: Int) throws(ParseError) -> UInt32 {
        try passInFlow()
        return isAtFlowEnd ? storeNull(at: gap) : try parseFlowNode().node
    }

    /// Parses one item of a sequence in brackets; `[a: b]` holds a mapping of one entry.
    mutating func parseFlowItem() throws(ParseError) -> UInt32 {
        let start = pos
        let isExplicit = isIndicator(Ascii.question)
        if isExplicit || isAtFlowColon(adjacent: false) {
            try enter(start)
            let node = store(NodeRecord(kind: .mapping, style: .flow, start: start, end: start))
            var last = NodeRecord.none
            try parseFlowPair(into: node, after: &last)
            return finishPair(node, last)
        }
        let parsed = try parseFlowNode()
        let from = pos
        let fromLine = lineStart
        try passInFlow()
        guard isAtFlowColon(adjacent: parsed.isJSONLike) else {
            pos = from
            lineStart = fromLine
            return parsed.node
        }
        if fromLine != lineStart || parsed.isMultiline {
            throw failure(
                pos, "a key in a list in brackets must be on one line",
                "check for a missing ']' since line \(line(of: start))")
        }
        try enter(start)
        let node = store(NodeRecord(kind: .mapping, style: .flow, start: start, end: start))
        var last = NodeRecord.none
        link(parsed.node, into: node, after: &last)
        pos += 1
        let value = try parseFlowValue(pos)
        link(value, into: node, after: &last)
        keys.append(parsed.node)
        try checkMerge(parsed.node, value)
        return finishPair(node, last)
    }

    /// Completes the mapping of one entry inside a sequence: its single key has nothing to be compared with.
    mutating func finishPair(_ node: UInt32, _ last: UInt32) -> UInt32 {
        _ = keys.popLast()
        records[Int(node)].end = last == NodeRecord.none ? records[Int(node)].start : records[Int(last)].end
        depth -= 1
        return node
    }

    /// Parses a node inside brackets.
    mutating func parseFlowNode() throws(ParseError) -> (node: UInt32, isJSONLike: Bool, isMultiline: Bool) {
        let mark = Mark(weight: weight, deepest: deepest)
        var own = Properties()
        let firstLine = lineStart
        if at(pos) == Ascii.ampersand || at(pos) == Ascii.exclamation {
            deepest = depth
            own = try parseProperties(inFlow: true)
            var gap = pos
            while gap > 0, Ascii.isBlank(at(gap - 1)) { gap -= 1 }
            try passInFlow()
            if isAtFlowEnd || isAtFlowColon(adjacent: false) {
                let node = storeNull(at: gap)
                try attach(own, to: node, mark)
                deepest = max(deepest, mark.deepest)
                return (node, false, false)
            }
        }
        var atom = try scanAtom(inFlow: true)
        if atom.record.style == .plain, atom.record.kind == .scalar, !atom.record.isAlias {
            try extendPlain(&atom, -1, inFlow: true)
        }
        let node = try store(atom, own, mark)
        if !own.isEmpty { deepest = max(deepest, mark.deepest) }
        return (node, atom.isJSONLike, atom.isMultiline || firstLine != lineStart)
    }
}
