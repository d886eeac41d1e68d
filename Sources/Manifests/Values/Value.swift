/// What a node means, apart from how it is written: a JSON value whose mappings keep their order.
public enum Value: Hashable, Sendable {
    /// A single value.
    case scalar(Scalar)
    /// A list.
    case sequence([Value])
    /// Keys with values, each key once, in order.
    case mapping([Field])

    /// A key with its value.
    public struct Field: Hashable, Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: Value

        /// A key with its value.
        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// A text.
    public static func string(_ text: String) -> Value { .scalar(.string(text)) }
    /// A whole number.
    public static func int(_ number: Int) -> Value { .scalar(.int(Int64(number))) }
    /// A truth value.
    public static func bool(_ flag: Bool) -> Value { .scalar(.bool(flag)) }
    /// Nothing.
    public static let null = Value.scalar(.null)
    /// A list of texts.
    public static func strings(_ texts: [String]) -> Value { .sequence(texts.map(Value.string)) }
    /// A mapping with these fields.
    public static func fields(_ fields: (String, Value)...) -> Value {
        .mapping(fields.map { Field($0.0, $0.1) })
    }

    /// What a node stands for: aliases followed, merge keys (`<<`) merged in behind the mapping's own entries.
    ///
    /// The parser's `Limits` bound how much aliases can stand for.
    public init(_ node: Node) {
        switch node.kind {
        case .scalar: self = .scalar(node.scalar)
        case .sequence: self = .sequence(node.items.map { Value($0) })
        case .mapping:
            let tree = node.tree
            let pairs = tree.pairs(of: node.index)
            guard pairs.contains(where: { tree.isMerge($0.key) }) else {
                // The parser refuses keys that are there twice.
                self = .mapping(
                    pairs.map { Field(tree.text(at: $0.key), Value(Node(tree: tree, index: $0.value))) })
                return
            }
            var fields: [Field] = []
            var keys: Set<String> = []
            Value.collect(node, &fields, &keys)
            self = .mapping(fields)
        }
    }

    private static func collect(_ node: Node, _ fields: inout [Field], _ keys: inout Set<String>) {
        var merged: [Node] = []
        for entry in node.entries {
            if entry.isMerge {
                merged += entry.value.kind == .sequence ? entry.value.items : [entry.value]
            } else if keys.insert(entry.key.text).inserted {
                fields.append(Field(entry.key.text, Value(entry.value)))
            }
        }
        for node in merged where node.kind == .mapping { collect(node, &fields, &keys) }
    }

    /// The value of a key of a mapping.
    public subscript(_ key: String) -> Value? {
        guard case .mapping(let fields) = self else { return nil }
        return fields.first { $0.key == key }?.value
    }

    /// The text, if it is one.
    public var text: String? {
        guard case .scalar(.string(let text)) = self else { return nil }
        return text
    }

    /// The same with every mapping's keys in byte order: two values mean the same when these are equal.
    public var sorted: Value {
        switch self {
        case .scalar: self
        case .sequence(let items): .sequence(items.map(\.sorted))
        case .mapping(let fields):
            .mapping(
                fields.map { Field($0.key, $0.value.sorted) }
                    .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        }
    }
}
