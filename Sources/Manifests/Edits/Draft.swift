/// A node that is being changed: what stays keeps pointing at its bytes, so that only the difference is written.
///
/// Drafts are values. What is reached through an alias or a merge key has no bytes of its own: it is written out in
/// full where it is changed, and what the anchor means elsewhere stays as it was.
public struct Draft: Sendable {
    /// One key with its value, in a mapping.
    struct Field: Sendable {
        /// The entry's key in the source; `nil` for a new entry. Fields that have one are in the order of the source.
        let origin: Node?
        private let newKey: String
        /// The key's length in bytes, where it is known without decoding: most keys differ in it.
        private let length: Int?
        let isMerge: Bool
        var value: Draft

        /// A new entry.
        init(key: String, value: Draft) {
            origin = nil
            newKey = key
            length = key.utf8.count
            isMerge = false
            self.value = value
        }

        /// An entry of the source. Its key is not made a string: most are only compared.
        init(_ origin: Node, _ value: Draft) {
            self.origin = origin
            newKey = ""
            let record = origin.own
            length = record.isVerbatim ? record.content.count : nil
            isMerge = origin.tree.isMerge(origin.index)
            self.value = value
        }

        var key: String { origin?.text ?? newKey }

        func isNamed(_ key: String) -> Bool {
            if let length, length != key.utf8.count { return false }
            guard let origin else { return newKey.utf8.elementsEqual(key.utf8) }
            return !isMerge && origin.tree.spells(key, at: origin.index)
        }

        /// Where a key is. Here as below places are gone through, not fields: a field that is handed out is copied.
        static func index(of key: String, in fields: [Field]) -> Int? {
            fields.indices.first { fields[$0].isNamed(key) }
        }

        static func hasMerges(_ fields: [Field]) -> Bool {
            fields.indices.contains { fields[$0].isMerge }
        }
    }

    /// Which item of which list a draft was in the source.
    struct Home: Hashable, Sendable {
        /// The list's own index in the document's store.
        var list: UInt32
        /// The item's position in it.
        var position: Int
    }

    enum Content: Sendable {
        case untouched
        case scalar(Scalar)
        case mapping([Field])
        case sequence([Draft])
        /// A new collection, of which nothing was changed since.
        case made(Value)
    }

    /// Where its bytes are; `nil` for what is new.
    public let origin: Node?
    var content: Content
    /// The list it comes from; its text moves with it when it is put into another place or list.
    var home: Home?
    /// Whether the whole collection is another one now: its old bytes go, however much the two have in common.
    var isReplaced = false
    /// Text that is to stand there as it is: what removal puts back.
    var raw: String?

    /// A node as it is.
    public init(_ node: Node) {
        origin = node
        content = .untouched
    }

    /// A new value.
    public init(_ value: Value) {
        origin = nil
        content = Draft.content(of: value)
    }

    private static func content(of value: Value) -> Content {
        if case .scalar(let scalar) = value { .scalar(scalar) } else { .made(value) }
    }

    /// What kind of node it is now.
    public var kind: Node.Kind {
        switch content {
        case .untouched: origin?.kind ?? .scalar
        case .scalar: .scalar
        case .mapping, .made(.mapping): .mapping
        case .sequence, .made: .sequence
        }
    }

    /// What it means now.
    public var value: Value {
        switch content {
        case .untouched: return origin.map { Value($0) } ?? .null
        case .scalar(let scalar): return .scalar(scalar)
        case .made(let value): return value
        case .sequence(let items): return .sequence(items.map(\.value))
        case .mapping(let fields):
            guard Field.hasMerges(fields) else {
                return .mapping(fields.map { Value.Field($0.key, $0.value.value) })
            }
            var result: [Value.Field] = []
            var keys: Set<String> = []
            for field in fields where !field.isMerge && keys.insert(field.key).inserted {
                result.append(Value.Field(field.key, field.value.value))
            }
            for field in fields where field.isMerge {
                guard let node = field.value.origin else { continue }
                for merged in node.kind == .sequence ? node.items : [node] {
                    guard case .mapping(let more) = Value(merged) else { continue }
                    result += more.filter { keys.insert($0.key).inserted }
                }
            }
            return .mapping(result)
        }
    }

    /// Whether anything was asked to be changed; it may have come out as it was.
    public var isChanged: Bool {
        if case .untouched = content { return false }
        return true
    }

    /// Whether there is no value: absent ones count too, so that `annotations:` without any can be filled.
    public var isNull: Bool {
        switch content {
        case .untouched: origin?.isNull ?? true
        case .scalar(let scalar): scalar == .null
        case .mapping, .sequence, .made: false
        }
    }

    /// The fields, from the source as long as nothing was changed; empty for other kinds.
    var fields: [Field] {
        switch content {
        case .mapping(let fields): return fields
        case .made(.mapping(let fields)): return fields.map { Field(key: $0.key, value: Draft($0.value)) }
        case .scalar, .sequence, .made: return []
        case .untouched:
            guard let origin, origin.kind == .mapping else { return [] }
            if origin.isAlias { return Draft(Value(origin)).fields }
            let tree = origin.tree
            return tree.pairs(of: origin.index).map { pair in
                Field(Node(tree: tree, index: pair.key), Draft(Node(tree: tree, index: pair.value)))
            }
        }
    }

    /// The items of a list; empty for other kinds.
    public var items: [Draft] {
        get {
            switch content {
            case .sequence(let items): return items
            case .made(.sequence(let items)): return items.map { Draft($0) }
            case .scalar, .mapping, .made: return []
            case .untouched:
                guard let origin, origin.kind == .sequence else { return [] }
                if origin.isAlias { return Draft(Value(origin)).items }
                return origin.items.enumerated().map { position, node in
                    var item = Draft(node)
                    item.home = Home(list: origin.index, position: position)
                    return item
                }
            }
        }
        set {
            raw = nil
            content = .sequence(newValue)
        }
    }
}
