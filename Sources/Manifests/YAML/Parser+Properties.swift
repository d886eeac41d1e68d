extension Parser {
    mutating func scanAlias(_ inFlow: Bool) throws(ParseError) -> Atom {
        let start = pos
        let name = try scanName(inFlow, "alias")
        guard let anchor = anchors[Array(bytes[name])] else {
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[name]), as: UTF8.self)
            throw failure(
                start, "the alias *\(text) refers to no anchor",
                "define &\(text) earlier in this document, or quote the value")
        }
        expansion += anchor.weight
        weight += anchor.weight
        if expansion > maximumExpansion {
            throw failure(start, "aliases stand for more than \(maximumExpansion) nodes", "write the values out")
        }
        deepest = max(deepest, depth + anchor.height)
        if deepest > maximumDepth {
            throw failure(start, "aliases nest more than \(maximumDepth) deep", "flatten the structure")
        }
        var record = NodeRecord(kind: .scalar, style: .plain, start: start, end: pos)
        record.bits |= NodeRecord.aliasFlag
        record.child = anchor.node
        return Atom(record: record)
    }

    /// Scans the name of an anchor or alias; the position is at its `&` or `*`.
    mutating func scanName(_ inFlow: Bool, _ what: String) throws(ParseError) -> Range<Int> {
        let start = pos
        pos += 1
        while true {
            let byte = at(pos)
            if Ascii.isSpaceOrEnd(byte) || Ascii.isFlowIndicator(byte) { break }
            // `*a: x` is read as a key, as other readers do, though the name could contain the colon.
            if byte == Ascii.colon, Ascii.isSpaceOrEnd(at(pos + 1)) || inFlow { break }
            pos += 1
        }
        guard pos > start + 1 else {
            let sign = what == "alias" ? "*" : "&"
            throw failure(start, "'\(sign)' without a name", "quote the value if it is text")
        }
        return start + 1..<pos
    }

    /// Parses an anchor and a tag in any order, with the blanks behind them.
    mutating func parseProperties(inFlow: Bool) throws(ParseError) -> Properties {
        var own = Properties()
        while true {
            if at(pos) == Ascii.ampersand, own.anchor == nil {
                own.anchor = try scanName(inFlow, "anchor")
            } else if at(pos) == Ascii.exclamation, own.tag == nil {
                own.tag = try scanTag(inFlow)
            } else {
                return own
            }
            let byte = at(pos)
            guard Ascii.isSpaceOrEnd(byte) || (inFlow && Ascii.isFlowIndicator(byte)) else {
                throw failure(pos, "expected a blank after the anchor or tag", "quote the value if it is text")
            }
            _ = passBlanks()
        }
    }

    mutating func scanTag(_ inFlow: Bool) throws(ParseError) -> Range<Int> {
        let start = pos
        if at(pos + 1) == Ascii.less {
            while at(pos) != Ascii.greater {
                if Ascii.isSpaceOrEnd(at(pos)) { throw failure(start, "the tag is never closed", "add '>'") }
                pos += 1
            }
            pos += 1
        } else {
            while true {
                let byte = at(pos)
                if Ascii.isSpaceOrEnd(byte) || (inFlow && Ascii.isFlowIndicator(byte)) { break }
                pos += 1
            }
        }
        return start..<pos
    }
}
