/// Writes values on one line, in brackets.
struct FlowWriter {
    let isJSON: Bool

    func write(_ value: Value, to out: inout String) {
        switch value {
        case .scalar(let scalar):
            out += isJSON ? FlowWriter.json(scalar) : ValueWriter.scalar(scalar, isFlow: true)
        case .sequence(let items):
            out += "["
            for (index, item) in items.enumerated() {
                if index > 0 { out += ", " }
                write(item, to: &out)
            }
            out += "]"
        case .mapping(let fields):
            out += "{"
            for (index, field) in fields.enumerated() {
                if index > 0 { out += ", " }
                out += isJSON ? QuotedText.double(field.key) : ValueWriter.scalar(.string(field.key), isFlow: true)
                out += ": "
                write(field.value, to: &out)
            }
            out += "}"
        }
    }

    /// Writes a value that takes one line in block context: a scalar alone may be plain more often than in brackets.
    static func writeInBlock(_ value: Value, to out: inout String) {
        if case .scalar(let scalar) = value {
            out += ValueWriter.scalar(scalar, isFlow: false)
        } else {
            FlowWriter(isJSON: false).write(value, to: &out)
        }
    }

    static func json(_ scalar: Scalar) -> String {
        switch scalar {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .float(let number): NumberText.json(number)
        case .string(let text): QuotedText.double(text)
        }
    }
}
