extension JSONPatch {
    /// Reads a list of objects `{"op": …, "path": …}`; members that it does not know are left aside (RFC 6902, 4).
    ///
    /// Throws with the operation's number: on an unknown `op`, a member that is missing or no text, a path that is
    /// none, more than 10,000 operations, and a value that nests more than 256 deep.
    public init(_ value: Value) throws(PatchError) {
        guard case .sequence(let items) = value else {
            throw PatchError("a JSON Patch is a list of operations, not \(value.kindInWords)")
        }
        guard items.count <= PatchLimits.operations else {
            throw PatchError("\(items.count) operations are more than the \(PatchLimits.operations) that are allowed")
        }
        operations = []
        operations.reserveCapacity(items.count)
        for (number, item) in items.enumerated() {
            do throws(PatchError) {
                operations.append(try Operation(item))
            } catch {
                throw PatchError(error.message, operation: number)
            }
        }
    }
}

extension JSONPatch.Operation {
    fileprivate init(_ item: Value) throws(PatchError) {
        guard case .mapping = item else {
            throw PatchError("an operation is a mapping with \"op\" and \"path\", not \(item.kindInWords)")
        }
        let path = try Self.pointer(item, "path")
        switch try Self.text(item, "op") {
        case "add": self = .add(path: path, try Self.value(item, path))
        case "remove": self = .remove(path: path)
        case "replace": self = .replace(path: path, try Self.value(item, path))
        case "move": self = .move(from: try Self.pointer(item, "from"), path: path)
        case "copy": self = .copy(from: try Self.pointer(item, "from"), path: path)
        case "test": self = .test(path: path, try Self.value(item, path))
        case let name:
            throw PatchError("\"\(name)\" at \"\(path.text)\" is none of add, remove, replace, move, copy and test")
        }
    }

    private static func text(_ item: Value, _ key: String) throws(PatchError) -> String {
        guard let value = item[key] else { throw PatchError("\"\(key)\" is missing") }
        guard let text = value.text else { throw PatchError("\"\(key)\" must be a text, not \(value.kindInWords)") }
        return text
    }

    private static func pointer(_ item: Value, _ key: String) throws(PatchError) -> JSONPointer {
        try JSONPointer(try text(item, key))
    }

    private static func value(_ item: Value, _ path: JSONPointer) throws(PatchError) -> Value {
        guard let value = item["value"] else { throw PatchError("\"value\" is missing at \"\(path.text)\"") }
        guard value.depth(upTo: PatchLimits.depth) <= PatchLimits.depth else {
            throw PatchError("the value for \"\(path.text)\" nests more than \(PatchLimits.depth) deep")
        }
        return value
    }
}

extension Value {
    /// What it is, for a message.
    var kindInWords: String {
        switch self {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar(.null): "null"
        case .scalar(.bool(let flag)): "\(flag)"
        case .scalar(.int(let number)): "\(number)"
        case .scalar(.float(let number)): "\(number)"
        case .scalar(.string(let text)):
            // A whole script would bury the message.
            "\"\(text.prefix(60))\(text.utf8.count > 60 && text.count > 60 ? "…" : "")\""
        }
    }
}
