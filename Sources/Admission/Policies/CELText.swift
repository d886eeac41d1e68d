import Startup

/// Writes expressions of CEL (the Common Expression Language, cel-spec `langdef`), safe where a field is not there.
enum CELText {
    /// A string literal. What is no visible ASCII is escaped: nothing in it can end the literal.
    static func string(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case " "..."~": result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return result + "'"
    }

    /// A list of strings.
    static func list(_ texts: [String]) -> String { "[" + texts.map(string).joined(separator: ", ") + "]" }

    /// Whether the object has a label or an annotation; `map` says which of the two.
    static func has(_ map: String, _ key: String) -> String {
        "has(object.metadata.\(map)) && \(string(key)) in object.metadata.\(map)"
    }

    /// Whether the object's labels are selected; `nil` for a selector of everything. In an order that stays the same:
    /// another text would be another configuration.
    static func selector(_ selector: LabelSelector) -> String? {
        var parts = selector.labels.sorted { $0.key < $1.key }.map { equals($0.key, [$0.value]) }
        for requirement in selector.requirements {
            switch requirement.comparison {
            case .isIn: parts.append(equals(requirement.key, requirement.values))
            case .isNotIn: parts.append("!" + equals(requirement.key, requirement.values))
            case .exists: parts.append("(" + has("labels", requirement.key) + ")")
            case .doesNotExist: parts.append("!(" + has("labels", requirement.key) + ")")
            }
        }
        return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " && ") + ")"
    }

    private static func equals(_ key: String, _ values: [String]) -> String {
        let value = "object.metadata.labels[\(string(key))]"
        let comparison = values.count == 1 ? "== \(string(values[0]))" : "in \(list(values))"
        return "(\(has("labels", key)) && \(value) \(comparison))"
    }
}
