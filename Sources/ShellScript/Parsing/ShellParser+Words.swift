extension ShellParser {
    /// Reads a word that begins here; the caller has seen that one does.
    mutating func word() -> Word {
        let start = position
        var pieces = PieceList()
        if startsProcess, enter() {
            position += 2
            let body = statements(Stop(atParenthesis: true))
            leave()
            position = min(position + 1, bytes.count)
            pieces.append(.command(body, isQuoted: true))
            pieces.append(.unknown)
        }
        while let byte = peek() {
            if isDelimiter(byte) { break }
            piece(byte, &pieces)
        }
        if position == start { position = min(position + 1, bytes.count) }
        return Word(pieces: pieces.finished, range: range(start, position))
    }

    /// Whether bash's `<(…)` or `>(…)` begins here.
    var startsProcess: Bool { starts(with: "<(") || starts(with: ">(") }

    /// Whether a word begins here.
    var startsWord: Bool {
        guard let byte = peek() else { return false }
        return !isDelimiter(byte) || startsProcess
    }

    /// A word of letters, digits and the like, for names; `nil` when none stands here.
    mutating func plainWord() -> String? {
        guard let byte = peek(), !isDelimiter(byte) else { return nil }
        return word().literal
    }

    /// Reads what begins with this byte, outside double quotes.
    private mutating func piece(_ byte: UInt8, _ pieces: inout PieceList) {
        switch byte {
        case UInt8(ascii: "\\"):
            position += 1
            guard let next = peek() else { return pieces.append(byte, isQuoted: false) }
            position += 1
            if next != 0x0A { pieces.append(next, isQuoted: true) }
        case UInt8(ascii: "'"):
            position += 1
            singleQuoted(&pieces)
        case UInt8(ascii: "\""):
            position += 1
            doubleQuoted(&pieces)
        case UInt8(ascii: "$"): dollar(&pieces, isQuoted: false)
        case UInt8(ascii: "`"): backquoted(&pieces, isQuoted: false)
        default:
            position += 1
            pieces.append(byte, isQuoted: false)
        }
    }

    /// As ``piece(_:_:)``; within double quotes a single quote is an ordinary character.
    mutating func bracedPiece(_ byte: UInt8, _ pieces: inout PieceList, isQuoted: Bool) {
        if isQuoted, byte == UInt8(ascii: "'") {
            position += 1
            return pieces.append(byte, isQuoted: true)
        }
        piece(byte, &pieces)
    }

    private mutating func singleQuoted(_ pieces: inout PieceList) {
        pieces.append(text: "", isQuoted: true)
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "'")) else {
            position = bytes.count
            return pieces.append(.unknown)
        }
        for byte in bytes[position..<end] { pieces.append(byte, isQuoted: true) }
        position = end + 1
    }

    private mutating func doubleQuoted(_ pieces: inout PieceList) {
        pieces.append(text: "", isQuoted: true)
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return
            case UInt8(ascii: "\\"):
                position += 1
                guard let next = peek() else { return pieces.append(.unknown) }
                position += 1
                if next == 0x0A { continue }
                if !"$`\"\\".utf8.contains(next) { pieces.append(byte, isQuoted: true) }
                pieces.append(next, isQuoted: true)
            case UInt8(ascii: "$"): dollar(&pieces, isQuoted: true)
            case UInt8(ascii: "`"): backquoted(&pieces, isQuoted: true)
            default:
                position += 1
                pieces.append(byte, isQuoted: true)
            }
        }
        pieces.append(.unknown)
    }

    /// `$'…'` with its escapes.
    private mutating func dollarQuoted(_ pieces: inout PieceList) {
        pieces.append(text: "", isQuoted: true)
        while let byte = peek() {
            position += 1
            if byte == UInt8(ascii: "'") { return }
            guard byte == UInt8(ascii: "\\"), let next = peek() else {
                pieces.append(byte, isQuoted: true)
                continue
            }
            position += 1
            switch next {
            case UInt8(ascii: "n"): pieces.append(0x0A, isQuoted: true)
            case UInt8(ascii: "t"): pieces.append(0x09, isQuoted: true)
            case UInt8(ascii: "r"): pieces.append(0x0D, isQuoted: true)
            default: pieces.append(next, isQuoted: true)
            }
        }
        pieces.append(.unknown)
    }

    mutating func dollar(_ pieces: inout PieceList, isQuoted: Bool) {
        let start = position
        position += 1
        guard let byte = peek() else { return pieces.append(UInt8(ascii: "$"), isQuoted: isQuoted) }
        switch byte {
        case UInt8(ascii: "'") where !isQuoted:
            position += 1
            dollarQuoted(&pieces)
        case UInt8(ascii: "\"") where !isQuoted:
            position += 1
            doubleQuoted(&pieces)
        case UInt8(ascii: "("):
            if starts(with: "(("), let end = arithmeticEnd(position + 2) {
                let text = String(decoding: bytes[(position + 2)..<end], as: UTF8.self)
                position = end + 2
                return pieces.append(.arithmetic(text, isQuoted: isQuoted))
            }
            position += 1
            guard enter() else { return pieces.append(.unknown) }
            let body = statements(Stop(atParenthesis: true))
            leave()
            guard peek() == UInt8(ascii: ")") else { return pieces.append(.unknown) }
            position += 1
            pieces.append(.command(body, isQuoted: isQuoted))
        case UInt8(ascii: "{"):
            position += 1
            braced(&pieces, isQuoted: isQuoted)
        case _ where isNameStart(byte):
            while let next = peek(), isName(next) { position += 1 }
            let name = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
            pieces.append(.variable(Parameter(name), isQuoted: isQuoted))
        case _ where (byte >= 0x30 && byte <= 0x39) || "@*#?-$!".utf8.contains(byte):
            position += 1
            let name = String(decoding: [byte], as: UTF8.self)
            pieces.append(.variable(Parameter(name), isQuoted: isQuoted))
        default: pieces.append(UInt8(ascii: "$"), isQuoted: isQuoted)
        }
    }

    private mutating func backquoted(_ pieces: inout PieceList, isQuoted: Bool) {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = peek() {
            position += 1
            if byte == UInt8(ascii: "`") {
                guard depth < limits.depth else {
                    isExhausted = true
                    return pieces.append(.unknown)
                }
                var inner = ShellParser(content, limits: limits, fixedRange: range(start, position), depth: depth + 1)
                let body = inner.script()
                isExhausted = isExhausted || inner.isExhausted
                return pieces.append(.command(body, isQuoted: isQuoted))
            }
            if byte == UInt8(ascii: "\\"), let next = peek() {
                position += 1
                // As POSIX 2.6.3 has it, and within double quotes also the quote.
                if !"$`\\".utf8.contains(next), !(isQuoted && next == UInt8(ascii: "\"")) { content.append(byte) }
                content.append(next)
            } else {
                content.append(byte)
            }
        }
        pieces.append(.unknown)
    }

    func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }

    func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) }
}
