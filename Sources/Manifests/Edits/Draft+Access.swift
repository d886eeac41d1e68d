extension Draft {
    /// The value of a key; also one that comes by a merge key. Null values count as absent.
    public subscript(_ key: String) -> Draft? {
        if case .untouched = content {
            // The look-up in the source is much cheaper than making fields of all its entries.
            guard let origin, !origin.isAlias, origin.kind == .mapping else { return inField(key) }
            guard let own = origin.own(key) else { return inherited(key) }
            return own.isNull ? nil : Draft(own)
        }
        return inField(key)
    }

    /// Whether a mapping has a key of its own, with or without a value.
    func has(_ key: String) -> Bool {
        if case .untouched = content, let origin, !origin.isAlias { return origin.own(key) != nil }
        return Field.index(of: key, in: fields) != nil
    }

    /// Whether it has the bytes that it had.
    var isUntouched: Bool {
        if case .untouched = content { return raw == nil }
        return false
    }

    private func inField(_ key: String) -> Draft? {
        let fields = fields
        let own = Field.index(of: key, in: fields).map { fields[$0].value }
        guard let found = own ?? inherited(key), !found.isNull else { return nil }
        return found
    }

    /// A value that is the mapping's only by a merge key, without bytes of its own.
    private func inherited(_ key: String) -> Draft? {
        if case .untouched = content, let origin, !origin.hasMerges { return nil }
        for field in fields where field.isMerge {
            guard let node = field.value.origin else { continue }
            for merged in node.kind == .sequence ? node.items : [node] {
                if let found = merged[key] { return Draft(Value(found)) }
            }
        }
        return nil
    }

    /// The value at the end of several keys.
    public subscript(path path: [String]) -> Draft? {
        var draft = self
        for key in path {
            guard let next = draft[key] else { return nil }
            draft = next
        }
        return draft
    }

    /// Its text, if it is one.
    public var text: String? {
        switch content {
        case .untouched:
            guard let origin, origin.kind == .scalar, case .string(let text) = origin.scalar else { return nil }
            return text
        case .scalar(.string(let text)): return text
        default: return nil
        }
    }

    /// Gives a key a value; a key that is there keeps its place.
    public mutating func set(_ key: String, _ value: Draft) {
        var fields = fields
        if let index = Field.index(of: key, in: fields) {
            let old = fields[index].value
            // The place in the source stays known, so that only the value's text is replaced.
            if value.origin == nil {
                fields[index].value = Draft(origin: old.origin, content: value.content, raw: value.raw)
                fields[index].value.isReplaced = value.kind != .scalar
            } else {
                fields[index].value = value
            }
        } else {
            fields.append(Field(key: key, value: value))
        }
        raw = nil
        content = .mapping(fields)
    }

    /// Gives a key a value; a key that is there keeps its place.
    public mutating func set(_ key: String, _ value: Value) {
        set(key, Draft(value))
    }

    /// Takes a key away.
    public mutating func remove(_ key: String) {
        var fields = fields
        guard let index = Field.index(of: key, in: fields) else { return }
        fields.remove(at: index)
        raw = nil
        content = .mapping(fields)
    }

    /// Changes the value of a key, which is made as an empty one of the kind when it is absent or null.
    public mutating func update<Failure: Error>(
        _ key: String, as empty: Value = .mapping([]), _ change: (inout Draft) throws(Failure) -> Void
    ) throws(Failure) {
        var fields = fields
        if let index = Field.index(of: key, in: fields) {
            let value = fields[index].value
            if value.isNull {
                fields[index].value = Draft(origin: value.origin, content: Draft(empty).content, raw: nil)
            }
            // Nobody else may hold the fields, or they would be copied at each level.
            content = .untouched
            try change(&fields[index].value)
        } else {
            var value = inherited(key) ?? Draft(empty)
            try change(&value)
            fields.append(Field(key: key, value: value))
        }
        raw = nil
        content = .mapping(fields)
    }

    /// Changes the value at the end of several keys; what is missing on the way is made as mappings.
    public mutating func update<Failure: Error>(
        path: ArraySlice<String>, as empty: Value = .mapping([]), _ change: (inout Draft) throws(Failure) -> Void
    ) throws(Failure) {
        guard let key = path.first else { return try change(&self) }
        try update(key, as: path.count == 1 ? empty : .mapping([])) { (value: inout Draft) throws(Failure) in
            try value.update(path: path.dropFirst(), as: empty, change)
        }
    }

    /// Replaces what it is by text that is put there as it is; `value` is what the text means.
    mutating func replace(raw text: String, meaning value: Value) {
        content = Draft(value).content
        raw = text
    }

    /// Puts back a text that stood in its place; `meaning` says what it means if it cannot be read by itself.
    public mutating func put(back text: String, meaning: Value? = nil) {
        replace(raw: text, meaning: meaning ?? Draft.meaning(of: text) ?? .null)
    }

    /// A text that stood further to the right has lost the indentation of its first line only.
    private static func meaning(of text: String) -> Value? {
        if let documents = try? YAML.parse(text, name: "") { return documents.first.map { Value($0.root) } }
        let rest = text.utf8.split(separator: Ascii.lineFeed).dropFirst().filter { !$0.allSatisfy(Ascii.isSpaceOrEnd) }
        guard let indent = rest.map({ $0.prefix { $0 == Ascii.space }.count }).min(),
            let document = try? YAML.parse(String(repeating: " ", count: indent) + text, name: "").first
        else { return nil }
        return Value(document.root)
    }

    /// Whether a text is to be put somewhere as it is.
    public var hasRawText: Bool {
        if raw != nil { return true }
        switch content {
        case .untouched, .scalar, .made: return false
        case .mapping(let fields): return fields.contains { $0.value.hasRawText }
        case .sequence(let items): return items.contains(where: \.hasRawText)
        }
    }

    /// The same with values written anew in the place of texts: where the document is written in another way now.
    public var withoutRawText: Draft {
        var result = self
        if raw != nil {
            result.raw = nil
            result.isReplaced = true
            return result
        }
        switch content {
        case .untouched, .scalar, .made: return self
        case .mapping(var fields):
            for index in fields.indices { fields[index].value = fields[index].value.withoutRawText }
            result.content = .mapping(fields)
        case .sequence(let items): result.content = .sequence(items.map(\.withoutRawText))
        }
        return result
    }

    init(origin: Node?, content: Content, raw: String?) {
        self.origin = origin
        self.content = content
        self.raw = raw
    }

    /// Where an item of a list with this name is.
    public func position(named name: String) -> Int? {
        items.firstIndex { $0["name"]?.text == name }
    }
}
