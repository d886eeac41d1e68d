extension Reversal {
    /// As it is written into the manifest: what is empty is left out, and keys are in order.
    public var value: Value {
        var fields: [Value.Field] = []
        if !removals.isEmpty { fields.append(.init("remove", .strings(removals.map(Reversal.text)))) }
        if !lists.isEmpty {
            let lists = lists.map { Value.Field(Reversal.text($0), .strings($1)) }
            fields.append(.init("order", .mapping(lists.sorted { $0.key < $1.key })))
        }
        if !texts.isEmpty {
            let texts = texts.map { Value.Field(Reversal.text($0), .string($1)) }
            fields.append(.init("text", .mapping(texts.sorted { $0.key < $1.key })))
        }
        return .mapping(fields)
    }

    /// Reads what was written; `nil` when it is something else.
    public init?(_ value: Value) {
        if case .sequence(let paths)? = value["remove"] {
            for path in paths {
                guard let path = path.text.flatMap(Reversal.path) else { return nil }
                removals.append(path)
            }
        }
        if case .mapping(let fields)? = value["order"] {
            for field in fields {
                guard let path = Reversal.path(field.key), case .sequence(let names) = field.value else { return nil }
                lists[path] = names.compactMap(\.text)
            }
        }
        if case .mapping(let fields)? = value["text"] {
            for field in fields {
                guard let path = Reversal.path(field.key), let text = field.value.text else { return nil }
                texts[path] = text
            }
        }
    }

    /// RFC 6901.
    private static func text(_ path: [String]) -> String {
        path.reduce(into: "") { text, token in
            text += "/"
            for character in token.unicodeScalars {
                switch character {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }

    private static func path(_ text: String) -> [String]? {
        guard text.first == "/" else { return text.isEmpty ? [] : nil }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { token in
            var result = ""
            var isEscape = false
            for character in token {
                if isEscape {
                    result += character == "1" ? "/" : "~"
                } else if character != "~" {
                    result.append(character)
                }
                isEscape = !isEscape && character == "~"
            }
            return result
        }
    }
}
