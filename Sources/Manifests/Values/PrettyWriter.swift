/// Writes JSON with one member a line.
struct PrettyWriter {
    let step: Int
    let lineBreak: String

    func write(_ value: Value, indent: Int, to out: inout [UInt8]) {
        switch value {
        case .sequence(let items) where !items.isEmpty:
            out.append(Ascii.openBracket)
            for (index, item) in items.enumerated() {
                beginLine(isFirst: index == 0, indent + step, &out)
                write(item, indent: indent + step, to: &out)
            }
            endLines(indent, &out)
            out.append(Ascii.closeBracket)
        case .mapping(let fields) where !fields.isEmpty:
            out.append(Ascii.openBrace)
            for (index, field) in fields.enumerated() {
                beginLine(isFirst: index == 0, indent + step, &out)
                QuotedText.writeDouble(field.key, to: &out)
                out += ": ".utf8
                write(field.value, indent: indent + step, to: &out)
            }
            endLines(indent, &out)
            out.append(Ascii.closeBrace)
        default:
            FlowWriter(isJSON: true).write(value, to: &out)
        }
    }

    private func beginLine(isFirst: Bool, _ indent: Int, _ out: inout [UInt8]) {
        if !isFirst { out.append(Ascii.comma) }
        endLines(indent, &out)
    }

    private func endLines(_ indent: Int, _ out: inout [UInt8]) {
        out += lineBreak.utf8
        out.appendBlanks(indent)
    }
}
