import Manifests

/// Writes values as JSON in one line.
enum JSONText {
    /// The text. Numbers that JSON does not have become `null`.
    static func of(_ value: Value) -> String {
        switch value {
        case .scalar(.null): "null"
        case .scalar(.bool(let flag)): "\(flag)"
        case .scalar(.int(let number)): "\(number)"
        case .scalar(.float(let number)): number.isFinite ? "\(number)" : "null"
        case .scalar(.string(let text)): quoted(text)
        case .sequence(let items): "[" + items.map(of).joined(separator: ",") + "]"
        case .mapping(let fields):
            "{" + fields.map { quoted($0.key) + ":" + of($0.value) }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
