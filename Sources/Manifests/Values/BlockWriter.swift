/// Writes values by indentation, line by line.
struct BlockWriter {
    private(set) var out: [UInt8] = []
    private let lineBreak: [UInt8]
    private let step: Int
    private let sequenceStep: Int

    init(_ style: TextStyle) {
        lineBreak = Array(style.lineBreak.utf8)
        // Without a step a nested key would become a key of the mapping around it.
        step = max(style.indent, 1)
        sequenceStep = max(style.sequenceIndent, 0)
    }

    mutating func writeDocument(_ value: Value) {
        switch value {
        case .mapping(let fields) where !fields.isEmpty: writeEntries(fields, at: 0, isInline: false)
        case .sequence(let items) where !items.isEmpty: writeItems(items, at: 0, isInline: false)
        default: writeRest(value, parent: 0)
        }
    }

    /// Writes a mapping whose keys stand at a column; inline, the first key's line has been begun by a dash.
    private mutating func writeEntries(_ fields: [Value.Field], at column: Int, isInline: Bool) {
        for (index, field) in fields.enumerated() {
            writeEntry(field, at: column, isInline: isInline && index == 0)
        }
    }

    /// Writes a list whose dashes stand at a column; inline, the first dash's line has been begun by another dash.
    private mutating func writeItems(_ items: [Value], at column: Int, isInline: Bool) {
        for (index, item) in items.enumerated() {
            writeItem(item, at: column, isInline: isInline && index == 0)
        }
    }

    mutating func writeEntry(_ field: Value.Field, at column: Int, isInline: Bool) {
        if !isInline { out.appendBlanks(column) }
        ScalarWriter.write(field.key, isFlow: false, to: &out)
        out.append(Ascii.colon)
        switch field.value {
        case .mapping(let fields) where !fields.isEmpty:
            out += lineBreak
            writeEntries(fields, at: column + step, isInline: false)
        case .sequence(let items) where !items.isEmpty:
            out += lineBreak
            writeItems(items, at: column + sequenceStep, isInline: false)
        default:
            out.append(Ascii.space)
            writeRest(field.value, parent: column)
        }
    }

    mutating func writeItem(_ value: Value, at column: Int, isInline: Bool) {
        if !isInline { out.appendBlanks(column) }
        out += "- ".utf8
        switch value {
        case .mapping(let fields) where !fields.isEmpty: writeEntries(fields, at: column + 2, isInline: true)
        case .sequence(let items) where !items.isEmpty: writeItems(items, at: column + 2, isInline: true)
        default: writeRest(value, parent: column)
        }
    }

    /// Writes a scalar or an empty collection from here to the line's end; a literal goes on below, further right than
    /// the column of its key or dash.
    private mutating func writeRest(_ value: Value, parent: Int) {
        if case .scalar(.string(let text)) = value, let literal = LiteralText(text) {
            out += literal.header.utf8
            out += lineBreak
            for line in literal.lines {
                // An empty line stays empty: blanks on it would only be stripped by the next editor.
                if !line.isEmpty { out.appendBlanks(parent + step) }
                out += Substring(line).utf8
                out += lineBreak
            }
            return
        }
        FlowWriter.writeInBlock(value, to: &out)
        out += lineBreak
    }
}
