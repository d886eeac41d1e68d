/// Turns a scalar's source bytes into its text. The parser has checked the syntax, so nothing here can fail.
enum ScalarText {
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ record: NodeRecord) -> [UInt8] {
        let start = Int(record.start)
        let end = min(Int(record.end), bytes.count)
        switch record.style {
        case .literal, .folded:
            return block(bytes, start, end, indent: Int(record.child), folded: record.style == .folded)
        case .singleQuoted, .doubleQuoted:
            return flow(bytes, start + 1, end - 1, record.style)
        default:
            return flow(bytes, start, end, .plain)
        }
    }

    /// The text of a plain or quoted scalar: line breaks fold, escapes are replaced.
    static func flow(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ style: Node.Style) -> [UInt8] {
        var out: [UInt8] = []
        guard start < end else { return out }
        out.reserveCapacity(end - start)
        // Blanks before a folded break go, except those made by escapes: what lies before `kept` stays.
        var kept = 0
        var index = start
        while index < end {
            let byte = bytes[index]
            if Ascii.isBreak(byte) {
                while out.count > kept, let last = out.last, Ascii.isBlank(last) { out.removeLast() }
                let breaks = skipBreaks(bytes, &index, end)
                if breaks == 1 {
                    out.append(Ascii.space)
                } else {
                    for _ in 1..<max(breaks, 1) { out.append(Ascii.lineFeed) }
                }
                kept = out.count
            } else if style == .singleQuoted, byte == Ascii.singleQuote {
                out.append(byte)
                index += 2
            } else if style == .doubleQuoted, byte == Ascii.backslash {
                index += 1
                if index < end, Ascii.isBreak(bytes[index]) {
                    let breaks = skipBreaks(bytes, &index, end)
                    for _ in 1..<max(breaks, 1) { out.append(Ascii.lineFeed) }
                } else {
                    appendEscape(bytes, &index, end, &out)
                }
                kept = out.count
            } else {
                out.append(byte)
                index += 1
            }
        }
        return out
    }

    /// Skips line breaks and the blanks around them; answers how many breaks there were.
    static func skipBreaks(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) -> Int {
        var breaks = 0
        while index < end {
            let byte = bytes[index]
            if byte == Ascii.lineFeed {
                breaks += 1
            } else if byte == Ascii.carriageReturn {
                if !(index + 1 < end && bytes[index + 1] == Ascii.lineFeed) { breaks += 1 }
            } else if !Ascii.isBlank(byte) {
                break
            }
            index += 1
        }
        return breaks
    }

    /// Appends what an escape stands for; `index` is at the character after the backslash.
    static func appendEscape(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ out: inout [UInt8]
    ) {
        guard index < end else { return }
        let byte = bytes[index]
        index += 1
        switch byte {
        case 0x78: append(number(bytes, &index, end, 2), &out)  // x
        case 0x55: append(number(bytes, &index, end, 8), &out)  // U
        case 0x75:  // u
            var value = number(bytes, &index, end, 4)
            // JSON writes characters beyond U+FFFF as two surrogates.
            if value & 0xFC00 == 0xD800, index + 6 <= end, bytes[index] == Ascii.backslash, bytes[index + 1] == 0x75 {
                index += 2
                let low = number(bytes, &index, end, 4)
                value = 0x10000 + ((value & 0x3FF) << 10) + (low & 0x3FF)
            }
            append(value, &out)
        default:
            append(simpleEscape(byte) ?? UInt32(byte), &out)
        }
    }

    static func simpleEscape(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30: 0  // 0
        case 0x61: 7  // a
        case 0x62: 8  // b
        case 0x74, 0x09: 9  // t
        case 0x6E: 10  // n
        case 0x76: 11  // v
        case 0x66: 12  // f
        case 0x72: 13  // r
        case 0x65: 27  // e
        case 0x20, 0x22, 0x2F, 0x5C: UInt32(byte)
        case 0x4E: 0x85  // N
        case 0x5F: 0xA0  // _
        case 0x4C: 0x2028  // L
        case 0x50: 0x2029  // P
        default: nil
        }
    }

    static func number(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int, _ digits: Int
    ) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard index < end, let digit = Ascii.hexValue(bytes[index]) else { break }
            value = value << 4 | digit
            index += 1
        }
        return value
    }

    static func append(_ value: UInt32, _ out: inout [UInt8]) {
        if value < 0x80 {
            out.append(UInt8(truncatingIfNeeded: value))
        } else {
            out.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
        }
    }

    /// The text of a literal or folded scalar; `start` is at its indicator, `end` before its last line break.
    static func block(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, indent: Int, folded: Bool
    ) -> [UInt8] {
        var keeps = false
        var strips = false
        var index = start + 1
        while index < end, bytes[index] == Ascii.plus || bytes[index] == Ascii.dash || Ascii.isDigit(bytes[index]) {
            if bytes[index] == Ascii.plus { keeps = true }
            if bytes[index] == Ascii.dash { strips = true }
            index += 1
        }
        while index < end, !Ascii.isBreak(bytes[index]) { index += 1 }
        var out: [UInt8] = []
        // Without a line after the header there is no text, not even an empty line to keep.
        guard index < end else { return out }
        out.reserveCapacity(end - index)
        skipOneBreak(bytes, &index, end)

        var pending = 0  // line breaks read but not yet written
        var hasText = false
        var lastWasIndented = false
        while true {
            var from = index
            while from < end, from - index < indent, bytes[from] == Ascii.space { from += 1 }
            var stop = from
            while stop < end, !Ascii.isBreak(bytes[stop]) { stop += 1 }
            if stop > from {
                let isIndented = Ascii.isBlank(bytes[from])
                // Folding joins two lines of text; next to a more indented line every break stays.
                if folded, hasText, !isIndented, !lastWasIndented {
                    if pending == 1 {
                        out.append(Ascii.space)
                    } else {
                        for _ in 1..<max(pending, 1) { out.append(Ascii.lineFeed) }
                    }
                } else {
                    for _ in 0..<pending { out.append(Ascii.lineFeed) }
                }
                out.append(contentsOf: bytes[from..<stop])
                pending = 0
                hasText = true
                lastWasIndented = isIndented
            }
            index = stop
            if index >= end { break }
            skipOneBreak(bytes, &index, end)
            pending += 1
        }
        // The last break lies just behind the range, unless the text ends without one.
        if end < bytes.count { pending += 1 }
        if strips { return out }
        if keeps {
            for _ in 0..<pending { out.append(Ascii.lineFeed) }
        } else if hasText, pending > 0 {
            out.append(Ascii.lineFeed)
        }
        return out
    }

    static func skipOneBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
        guard index < end else { return }
        let isReturn = bytes[index] == Ascii.carriageReturn
        index += 1
        if isReturn, index < end, bytes[index] == Ascii.lineFeed { index += 1 }
    }
}
