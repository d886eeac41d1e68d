extension ShellParser {
    /// Assignments, words and redirections; or `name()` and its body. `nil` when nothing of that begins here.
    mutating func simpleOrFunction() -> Outcome? {
        var read = SimpleCommand(assignments: [], words: [])
        var redirections: [Redirection] = []
        while true {
            let end = position
            skipBlank(newlines: false)
            if let redirection = redirection() {
                redirections.append(redirection)
                continue
            }
            guard startsWord else {
                if peek() == UInt8(ascii: "("), read.words.count == 1, read.assignments.isEmpty, redirections.isEmpty,
                    let name = read.words[0].literal, let length = emptyBrackets()
                {
                    position += length
                    return .compound(function(name))
                }
                position = end
                break
            }
            let start = position
            let word = word()
            if read.words.isEmpty, let assignment = assignment(word, start) {
                read.assignments.append(assignment)
            } else {
                read.words.append(word)
            }
        }
        if read.words.isEmpty, read.assignments.isEmpty, redirections.isEmpty { return nil }
        return .simple(read, redirections)
    }

    /// `[[ … ]]`: its operators are words here.
    mutating func test() -> Outcome {
        var words: [Word] = []
        var redirections: [Redirection] = []
        while true {
            skipBlank(newlines: true)
            guard let byte = peek() else { return .compound(.unknown) }
            let start = position
            if isDelimiter(byte) {
                while let next = peek(), isDelimiter(next), !isBlank(next), position - start < 2 { position += 1 }
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                words.append(Word(pieces: [.text(text, isQuoted: false)], range: range(start, position)))
                continue
            }
            let word = word()
            words.append(word)
            if word.literal == "]]", !word.isQuoted { break }
        }
        while true {
            let end = position
            skipBlank(newlines: false)
            guard let redirection = redirection() else {
                position = end
                break
            }
            redirections.append(redirection)
        }
        return .simple(SimpleCommand(assignments: [], words: words), redirections)
    }

    /// The length of `()` with blanks in it; `nil` when something else stands here.
    private func emptyBrackets() -> Int? {
        var index = position + 1
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ")") ? index + 1 - position : nil
    }

    /// The word as an assignment; `nil` when it is none. Reads on where an array begins.
    private mutating func assignment(_ word: Word, _ start: Int) -> Assignment? {
        guard case .text(let text, false)? = word.pieces.first else { return nil }
        let characters = Array(text.utf8)
        guard let equals = characters.firstIndex(of: UInt8(ascii: "=")), equals > 0 else { return nil }
        let isAppended = characters[equals - 1] == UInt8(ascii: "+")
        var name = characters[..<(isAppended ? equals - 1 : equals)]
        var isElement = false
        if let bracket = name.firstIndex(of: UInt8(ascii: "[")) {
            name = name[..<bracket]
            isElement = true
        }
        guard let first = name.first, isNameStart(first), name.allSatisfy(isName) else { return nil }
        var read = Assignment(
            name: String(decoding: name, as: UTF8.self), value: nil, array: [], isAppended: isAppended,
            range: word.range)
        let rest = String(decoding: characters[(equals + 1)...], as: UTF8.self)
        if rest.isEmpty, word.pieces.count == 1, peek() == UInt8(ascii: "(") {
            position += 1
            while true {
                skipBlank(newlines: true)
                guard let byte = peek() else { break }
                if isDelimiter(byte) {
                    position += 1
                    if byte == UInt8(ascii: ")") { break }
                } else {
                    read.array.append(self.word())
                }
            }
            read.range = range(start, position)
        } else if !isElement {
            var pieces = Array(word.pieces.dropFirst())
            if !rest.isEmpty { pieces.insert(.text(rest, isQuoted: false), at: 0) }
            read.value = Word(
                pieces: pieces, range: range(min(start + equals + 1, position), position))
        }
        return read
    }

    /// A redirection; `nil`, with nothing consumed, when none begins here.
    mutating func redirection() -> Redirection? {
        let start = position
        while let byte = peek(), byte >= 0x30, byte <= 0x39, position - start < 4 { position += 1 }
        let descriptor = position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
        let symbols: [StaticString] = [
            "&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">",
        ]
        guard let symbol = symbols.first(where: { starts(with: $0) }),
            !(descriptor != nil && peek() == UInt8(ascii: "&")),
            !(startsProcess && descriptor == nil)
        else {
            position = start
            return nil
        }
        let text = symbol.description
        position += text.utf8.count
        skipBlank(newlines: false)
        guard startsWord else {
            let empty = Word(pieces: [], range: range(position, position))
            return Redirection(
                descriptor: descriptor, symbol: text, target: empty, hereDocument: nil, range: range(start, position))
        }
        let target = word()
        var read = Redirection(
            descriptor: descriptor, symbol: text, target: target, hereDocument: nil, range: range(start, position))
        if text == "<<" || text == "<<-" {
            read.hereDocument = hereDocument(target.literal ?? "", stripsTabs: text == "<<-")
        }
        return read
    }

    /// The text behind the end of this line, up to a line that is the delimiter, or to the end as shells have it.
    private mutating func hereDocument(_ delimiter: String, stripsTabs: Bool) -> String {
        var newline = hereDocuments?.newline ?? position
        while newline < bytes.count, bytes[newline] != 0x0A { newline += 1 }
        let start = min(max(newline + 1, hereDocuments?.end ?? 0), bytes.count)
        let wanted = Array(delimiter.utf8)
        var line = start
        var end = bytes.count
        var behind = bytes.count
        while line < bytes.count {
            let next = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
            var content = bytes[line..<next]
            if content.last == 0x0D { content = content.dropLast() }
            if stripsTabs { content = content.drop { $0 == 0x09 } }
            if content.elementsEqual(wanted) {
                end = line
                behind = min(next + 1, bytes.count)
                break
            }
            line = next + 1
        }
        hereDocuments = (newline, behind)
        return String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
    }
}
