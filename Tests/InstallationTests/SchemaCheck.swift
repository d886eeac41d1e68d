import Foundation
import Manifests

/// Checks a value by a structural schema as the API server does, as far as our schemas go; CEL is the API server's alone.
enum SchemaCheck {
    /// Paths at which the value is refused; empty when it is accepted.
    static func faults(_ value: Value, _ schema: Value, at path: String = "spec") -> [String] {
        if value == .null { return schema["nullable"] == .bool(true) ? [] : [path] }
        var found: [String] = []
        if let type = schema["type"]?.text, !has(value, type) { return [path] }
        if case .sequence(let words)? = schema["enum"], !words.contains(value) { found.append(path) }
        switch value {
        case .scalar(.string(let text)):
            if let pattern = schema["pattern"]?.text, text.range(of: pattern, options: .regularExpression) == nil {
                found.append(path)
            }
            if let most = number(schema["maxLength"]), text.count > most { found.append(path) }
        case .sequence(let items):
            if let most = number(schema["maxItems"]), items.count > most { found.append(path) }
            guard let item = schema["items"] else { break }
            for (index, value) in items.enumerated() { found += faults(value, item, at: "\(path)[\(index)]") }
        case .mapping(let fields):
            if let least = number(schema["minProperties"]), fields.count < least { found.append(path) }
            if let most = number(schema["maxProperties"]), fields.count > most { found.append(path) }
            if case .sequence(let names)? = schema["required"] {
                for name in names where value[name.text ?? ""] == nil { found.append("\(path).\(name.text ?? "")") }
            }
            for field in fields {
                let here = "\(path).\(field.key)"
                if let own = schema["properties"]?[field.key] ?? schema["additionalProperties"] {
                    found += faults(field.value, own, at: here)
                } else if schema["x-kubernetes-preserve-unknown-fields"] == nil {
                    // kubectl asks for strict checks of fields from 1.27 on; before, they are dropped.
                    found.append(here)
                }
            }
        case .scalar: break
        }
        return found
    }

    private static func has(_ value: Value, _ type: String) -> Bool {
        switch (value, type) {
        case (.mapping, "object"), (.sequence, "array"), (.scalar(.string), "string"), (.scalar(.bool), "boolean"),
            (.scalar(.int), "integer"):
            true
        default: false
        }
    }

    private static func number(_ value: Value?) -> Int? {
        guard case .scalar(.int(let number))? = value else { return nil }
        return Int(number)
    }
}
