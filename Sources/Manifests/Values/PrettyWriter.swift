/// Writes JSON with one member a line.
struct PrettyWriter {
    let step: Int
    let lineBreak: String

    func write(_ value: Value, indent: Int, to out: inout String) {
        switch value {
        case .sequence(let items) where !items.isEmpty:
            out += "["
            for (index, item) in items.enumerated() {
                beginLine(isFirst: index == 0, indent + step, &out)
                write(item, indent: indent + step, to: &out)
            }
            endLines(indent, &out)
            out += "]"
        case .mapping(let fields) where !fields.isEmpty:
            out += "{"
            for (index, field) in fields.enumerated() {
                beginLine(isFirst: index == 0, indent + step, &out)
                out += QuotedText.double(field.key)
                out += ": "
                write(field.value, indent: indent + step, to: &out)
            }
            endLines(indent, &out)
            out += "}"
        default:
            FlowWriter(isJSON: true).write(value, to: &out)
        }
    }

    private func beginLine(isFirst: Bool, _ indent: Int, _ out: inout String) {
        if !isFirst { out += "," }
        endLines(indent, &out)
    }

    private func endLines(_ indent: Int, _ out: inout String) {
        out += lineBreak
        out.appendBlanks(indent)
    }
}
