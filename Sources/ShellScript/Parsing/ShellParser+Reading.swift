extension ShellParser {
    func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { buffer in
            guard position + buffer.count <= bytes.count else { return false }
            for (index, byte) in buffer.enumerated() where bytes[position + index] != byte { return false }
            return true
        }
    }

    func range(_ start: Int, _ end: Int) -> Range<Int> { fixedRange ?? min(start, end)..<end }

    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// What ends a word outside quotes.
    func isDelimiter(_ byte: UInt8) -> Bool {
        isBlank(byte) || "|&;<>()".utf8.contains(byte)
    }

    /// `;;`, `;&`: what ends a branch of `case`.
    var isBranchEnd: Bool { starts(with: ";;") || starts(with: ";&") }

    /// Skips blanks, line continuations and comments; with `newlines` also ends of lines, and the here-documents
    /// behind them.
    mutating func skipBlank(newlines: Bool) {
        while let byte = peek() {
            switch byte {
            case 0x20, 0x09, 0x0D: position += 1
            case UInt8(ascii: "\\") where peek(1) == 0x0A: position += 2
            case UInt8(ascii: "#") where position == 0 || isDelimiter(bytes[position - 1]):
                while let next = peek(), next != 0x0A { position += 1 }
            case 0x0A where newlines:
                if let here = hereDocuments, position >= here.newline {
                    position = max(position + 1, here.end)
                    hereDocuments = nil
                } else {
                    position += 1
                }
            default: return
            }
        }
    }

    /// The reserved word that begins here; not consumed.
    func reservedWord() -> String? {
        var end = position
        while end < bytes.count, !isDelimiter(bytes[end]), end - position < 9 { end += 1 }
        guard end == bytes.count || isDelimiter(bytes[end]) else { return nil }
        let word = String(decoding: bytes[position..<end], as: UTF8.self)
        return Self.reserved.contains(word) ? word : nil
    }

    private static let reserved: Set<String> = [
        "if", "then", "elif", "else", "fi", "while", "until", "for", "select", "do", "done", "case", "esac", "in", "{",
        "}", "function", "[[",
    ]

    /// Consumes a reserved word, after blanks and ends of lines; `false` when something else stands there.
    mutating func take(_ word: String) -> Bool {
        skipBlank(newlines: true)
        guard reservedWord() == word else { return false }
        position += word.utf8.count
        return true
    }

    /// Where the brackets that opened before `start` close with `))`; `nil` when they are no arithmetic.
    func arithmeticEnd(_ start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                if depth == 0 {
                    return index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: ")") ? index : nil
                }
                depth -= 1
            default: break
            }
            index += 1
        }
        return nil
    }
}
