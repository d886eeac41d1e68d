extension ShellParser {
    /// `${…}`, behind its opening brace.
    mutating func braced(_ pieces: inout PieceList, isQuoted: Bool) {
        guard enter() else { return pieces.append(.unknown) }
        defer { leave() }
        var read = Parameter("")
        if peek() == UInt8(ascii: "#"), let next = peek(1), isName(next) {
            position += 1
            read.operation = "length"
        } else if peek() == UInt8(ascii: "!") {
            position += 1
            read.operation = "other"
        }
        let start = position
        while let byte = peek(), isName(byte) { position += 1 }
        if position == start, let byte = peek(), "@*#?-$!".utf8.contains(byte) { position += 1 }
        read.name = String(decoding: bytes[start..<position], as: UTF8.self)
        if peek() != UInt8(ascii: "}"), read.operation.isEmpty {
            let operations: [StaticString] = [":-", ":=", ":+", ":?", "%%", "##", "-", "=", "+", "?", "%", "#"]
            if let operation = operations.first(where: { starts(with: $0) }) {
                read.operation = operation.description
                position += read.operation.utf8.count
            } else {
                read.operation = "other"
            }
        }
        var argument = PieceList()
        while let byte = peek() {
            if byte == UInt8(ascii: "}") {
                position += 1
                read.argument = argument.finished
                return pieces.append(.variable(read, isQuoted: isQuoted))
            }
            bracedPiece(byte, &argument, isQuoted: isQuoted)
        }
        pieces.append(.unknown)
    }
}
