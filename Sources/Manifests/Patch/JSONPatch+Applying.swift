extension JSONPatch {
    /// The value after all steps; throws with the number and path of the first that does not fit.
    ///
    /// Keys that stay keep their order, new ones come last. Takes no more than RFC 6902 does: an index is 0 or has no
    /// leading zero, and `-` is a place only for what adds.
    public func applied(to value: Value) throws(PatchError) -> Value {
        var value = value
        var budget = PatchLimits.copiedNodes
        for (number, operation) in operations.enumerated() {
            do throws(PatchError) {
                try operation.apply(to: &value, &budget)
            } catch {
                throw PatchError(error.message, operation: number)
            }
        }
        return value
    }
}

extension JSONPatch.Operation {
    fileprivate func apply(to value: inout Value, _ budget: inout Int) throws(PatchError) {
        switch self {
        case .add(let path, let new): try value.add(new, at: path)
        case .remove(let path): _ = try value.remove(at: path)
        case .replace(let path, let new): try value.replace(with: new, at: path)
        case .move(let from, let path):
            guard from.holds(path) else {
                try value.add(try value.remove(at: from), at: path)
                return
            }
            guard path.holds(from) else {
                throw PatchError("cannot move \"\(from.text)\" into itself, to \"\(path.text)\"")
            }
            // To where it is already; the whole value, which cannot be taken away, can be moved there too.
            _ = try value.value(at: from)
        case .copy(let from, let path):
            let copied = try value.value(at: from)
            copied.spend(&budget)
            guard budget >= 0 else {
                throw PatchError("\"\(path.text)\" would make more than \(PatchLimits.copiedNodes) copied values")
            }
            try value.add(copied, at: path)
        case .test(let path, let expected):
            let found = try value.value(at: path)
            guard found.isSame(as: expected) else {
                throw PatchError("\"\(path.text)\" is \(found.kindInWords), not \(expected.kindInWords)")
            }
        }
    }
}

extension Value {
    /// What stands at the place; throws when nothing does.
    func value(at path: JSONPointer) throws(PatchError) -> Value {
        var value = self
        for token in path.tokens { value = try value.child(token, path) }
        return value
    }

    fileprivate mutating func replace(with new: Value, at path: JSONPointer) throws(PatchError) {
        try Value.checkDepth(of: new, at: path)
        try change(path.tokens[...], path) { (place: inout Value) throws(PatchError) in place = new }
    }

    fileprivate mutating func add(_ new: Value, at path: JSONPointer) throws(PatchError) {
        try Value.checkDepth(of: new, at: path)
        guard let last = path.tokens.last else {
            self = new
            return
        }
        try change(path.tokens.dropLast(), path) { (parent: inout Value) throws(PatchError) in
            switch parent {
            case .mapping(var fields):
                parent = .null  // so that the fields are not shared, which would copy them
                if let place = fields.firstIndex(where: { $0.key.hasSameBytes(as: last) }) {
                    fields[place].value = new
                } else {
                    fields.append(Field(last, new))
                }
                parent = .mapping(fields)
            case .sequence(var items):
                let place = last == "-" ? items.count : try Value.index(last, items.count, orEnd: true, path)
                parent = .null
                items.insert(new, at: place)
                parent = .sequence(items)
            case .scalar:
                throw PatchError("nothing can be added at \"\(path.text)\": its parent is \(parent.kindInWords)")
            }
        }
    }

    fileprivate mutating func remove(at path: JSONPointer) throws(PatchError) -> Value {
        guard let last = path.tokens.last else { throw PatchError("the whole value, \"\", cannot be taken away") }
        var removed = Value.null
        try change(path.tokens.dropLast(), path) { (parent: inout Value) throws(PatchError) in
            let place = try parent.place(last, path)
            switch parent {
            case .mapping(var fields):
                parent = .null
                removed = fields.remove(at: place).value
                parent = .mapping(fields)
            case .sequence(var items):
                parent = .null
                removed = items.remove(at: place)
                parent = .sequence(items)
            case .scalar: break
            }
        }
        return removed
    }

    /// Changes what stands at the tokens. Leaves holes behind when it throws: whoever calls gives the value up then.
    private mutating func change(
        _ tokens: ArraySlice<String>, _ path: JSONPointer,
        _ body: (inout Value) throws(PatchError) -> Void
    ) throws(PatchError) {
        guard let token = tokens.first else { return try body(&self) }
        let place = try place(token, path)
        switch self {
        case .mapping(var fields):
            self = .null
            try fields[place].value.change(tokens.dropFirst(), path, body)
            self = .mapping(fields)
        case .sequence(var items):
            self = .null
            try items[place].change(tokens.dropFirst(), path, body)
            self = .sequence(items)
        case .scalar: break
        }
    }

    private func child(_ token: String, _ path: JSONPointer) throws(PatchError) -> Value {
        let place = try place(token, path)
        return switch self {
        case .mapping(let fields): fields[place].value
        case .sequence(let items): items[place]
        case .scalar: self
        }
    }

    /// Where in the collection the token's value stands; throws for a scalar, which has no places.
    private func place(_ token: String, _ path: JSONPointer) throws(PatchError) -> Int {
        switch self {
        case .mapping(let fields):
            guard let place = fields.firstIndex(where: { $0.key.hasSameBytes(as: token) }) else {
                throw PatchError("there is no \"\(path.text)\": the key \"\(token)\" is missing")
            }
            return place
        case .sequence(let items):
            guard token != "-" else {
                throw PatchError("there is no \"\(path.text)\": \"-\" is the place behind the last item")
            }
            return try Value.index(token, items.count, orEnd: false, path)
        case .scalar:
            throw PatchError("there is no \"\(path.text)\": \(kindInWords) has no \"\(token)\"")
        }
    }

    private static func index(
        _ token: String, _ count: Int, orEnd: Bool, _ path: JSONPointer
    ) throws(PatchError) -> Int {
        let isNumber = !token.isEmpty && token.utf8.allSatisfy(Ascii.isDigit)
        guard isNumber, token.utf8.count == 1 || token.utf8.first != Ascii.zero else {
            let trouble = isNumber ? "an index has no leading zero" : "a list has indexes, not keys"
            throw PatchError("\"\(token)\" in \"\(path.text)\" is no index: \(trouble)")
        }
        // More digits than fit a number are beyond any list.
        guard let index = Int(token), index < count || (orEnd && index == count) else {
            let size = count == 0 ? "is empty" : "has \(count) item\(count == 1 ? "" : "s")"
            throw PatchError("the index \(token) in \"\(path.text)\" is beyond the end: the list \(size)")
        }
        return index
    }

    private static func checkDepth(of new: Value, at path: JSONPointer) throws(PatchError) {
        let room = PatchLimits.depth - path.tokens.count
        guard room >= 0, new.depth(upTo: room) <= room else {
            throw PatchError("the value for \"\(path.text)\" would nest more than \(PatchLimits.depth) deep")
        }
    }
}
