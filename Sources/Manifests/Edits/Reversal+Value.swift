extension Reversal {
    /// As it is written into the manifest: what is empty is left out, and keys are in order.
    public var value: Value {
        var fields: [Value.Field] = []
        if !removals.isEmpty { fields.append(.init("remove", .strings(removals.map(Reversal.text)))) }
        if !prunings.isEmpty { fields.append(.init("prune", .strings(prunings.map(Reversal.text)))) }
        if !lists.isEmpty {
            let lists = lists.map { Value.Field(Reversal.text($0), .strings($1)) }
            fields.append(.init("order", .mapping(lists.sorted { $0.key < $1.key })))
        }
        if !texts.isEmpty {
            let texts = texts.map { Value.Field(Reversal.text($0), .string($1)) }
            fields.append(.init("text", .mapping(texts.sorted { $0.key < $1.key })))
        }
        if !values.isEmpty {
            let values = values.map { Value.Field(Reversal.text($0), $1) }
            fields.append(.init("value", .mapping(values.sorted { $0.key < $1.key })))
        }
        return .mapping(fields)
    }

    /// Reads what was written; `nil` when it is something else.
    public init?(_ value: Value) {
        guard let removals = Reversal.paths(value["remove"]), let prunings = Reversal.paths(value["prune"]) else {
            return nil
        }
        self.removals = removals
        self.prunings = prunings
        if case .mapping(let fields)? = value["order"] {
            for field in fields {
                guard let path = Reversal.path(field.key), case .sequence(let names) = field.value else { return nil }
                lists[path] = names.compactMap(\.text)
            }
        }
        if case .mapping(let fields)? = value["value"] {
            for field in fields {
                guard let path = Reversal.path(field.key) else { return nil }
                values[path] = field.value
            }
        }
        if case .mapping(let fields)? = value["text"] {
            for field in fields {
                guard let path = Reversal.path(field.key), let text = field.value.text else { return nil }
                texts[path] = text
            }
        }
    }

    private static func paths(_ value: Value?) -> [[String]]? {
        guard case .sequence(let items)? = value else { return [] }
        let paths = items.compactMap { $0.text.flatMap(path) }
        return paths.count == items.count ? paths : nil
    }

    /// RFC 6901.
    private static func text(_ path: [String]) -> String {
        var text = ""
        for token in path {
            text += "/"
            guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
                text += token
                continue
            }
            for character in token.unicodeScalars {
                switch character {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(character)
                }
            }
        }
        return text
    }

    private static func path(_ text: String) -> [String]? {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "/") else { return text.isEmpty ? [] : nil }
        return bytes.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { token in
            token.contains(UInt8(ascii: "~")) ? unescaped(token) : String(Substring(token))
        }
    }

    private static func unescaped(_ token: Substring.UTF8View) -> String {
        var result: [UInt8] = []
        var isEscape = false
        for byte in token {
            if isEscape {
                result.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
            } else if byte != UInt8(ascii: "~") {
                result.append(byte)
            }
            isEscape = !isEscape && byte == UInt8(ascii: "~")
        }
        return String(decoding: result, as: UTF8.self)
    }
}
