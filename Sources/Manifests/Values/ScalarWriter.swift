/// Writes single values on one line.
enum ScalarWriter {
    /// As YAML: in block context, or inside brackets (`isFlow`).
    static func write(_ scalar: Scalar, isFlow: Bool, to out: inout [UInt8]) {
        switch scalar {
        case .null: out += "null".utf8
        case .bool(let flag): out += (flag ? "true" : "false").utf8
        case .int(let number): out += String(number).utf8
        case .float(let number): out += NumberText.yaml(number).utf8
        case .string(let text): write(text, isFlow: isFlow, to: &out)
        }
    }

    /// A text as YAML, in quotes where it needs them.
    static func write(_ text: String, isFlow: Bool, to out: inout [UInt8]) {
        if PlainText.isSafe(text, isFlow: isFlow) { out += text.utf8 } else { QuotedText.writeYAML(text, to: &out) }
    }

    /// As JSON.
    static func writeJSON(_ scalar: Scalar, to out: inout [UInt8]) {
        switch scalar {
        case .null: out += "null".utf8
        case .bool(let flag): out += (flag ? "true" : "false").utf8
        case .int(let number): out += String(number).utf8
        case .float(let number): out += NumberText.json(number).utf8
        case .string(let text): QuotedText.writeDouble(text, to: &out)
        }
    }
}
