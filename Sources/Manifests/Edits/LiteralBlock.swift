/// Text in the form of a literal block that is there already.
enum LiteralBlock {
    /// The block from its indicator to just before its last line break; `nil` when the text cannot be written so.
    static func text(_ text: String, like origin: Node) -> String? {
        let bytes = origin.source.bytes
        let header = bytes[origin.range].prefix { !Ascii.isBreak($0) }
        let lines = bytes[origin.range].dropFirst(header.count).split { Ascii.isBreak($0) }
        // An indentation indicator says that the first line has blanks of its own.
        guard !header.contains(where: { Ascii.isDigit($0) }), let first = lines.first else { return nil }
        let indent = first.prefix { $0 == Ascii.space }.count
        let lineBreak = bytes[origin.range].dropFirst(header.count).first == Ascii.carriageReturn ? "\r\n" : "\n"
        var body = text
        switch (header.contains(Ascii.dash), header.contains(Ascii.plus)) {
        case (true, _): if text.hasSuffix("\n") { return nil }
        case (_, true): return nil
        default:
            guard text.hasSuffix("\n"), !text.hasSuffix("\n\n") else { return nil }
            body.removeLast()
        }
        guard let start = body.unicodeScalars.first, start != " ", start != "\n", start != "\t",
            body.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        var result = String(decoding: header, as: UTF8.self)
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            result += lineBreak
            if !line.isEmpty { result += String(repeating: " ", count: indent) + line }
        }
        return result
    }
}
