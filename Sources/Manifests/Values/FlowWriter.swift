/// Writes values on one line, in brackets.
struct FlowWriter {
    let isJSON: Bool

    func write(_ value: Value, to out: inout [UInt8]) {
        switch value {
        case .scalar(let scalar): write(scalar, to: &out)
        case .sequence(let items):
            out.append(Ascii.openBracket)
            for (index, item) in items.enumerated() {
                if index > 0 { out += ", ".utf8 }
                write(item, to: &out)
            }
            out.append(Ascii.closeBracket)
        case .mapping(let fields):
            out.append(Ascii.openBrace)
            for (index, field) in fields.enumerated() {
                if index > 0 { out += ", ".utf8 }
                write(Scalar.string(field.key), to: &out)
                out += ": ".utf8
                write(field.value, to: &out)
            }
            out.append(Ascii.closeBrace)
        }
    }

    private func write(_ scalar: Scalar, to out: inout [UInt8]) {
        if isJSON {
            ScalarWriter.writeJSON(scalar, to: &out)
        } else {
            ScalarWriter.write(scalar, isFlow: true, to: &out)
        }
    }

    /// Writes a value that takes one line in block context: a scalar alone may be plain more often than in brackets.
    static func writeInBlock(_ value: Value, to out: inout [UInt8]) {
        if case .scalar(let scalar) = value {
            ScalarWriter.write(scalar, isFlow: false, to: &out)
        } else {
            FlowWriter(isJSON: false).write(value, to: &out)
        }
    }
}
