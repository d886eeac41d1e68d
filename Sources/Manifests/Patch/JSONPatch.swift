/// A JSON Patch (RFC 6902): what to do, step by step, to make one value of another.
public struct JSONPatch: Hashable, Sendable {
    /// A step. Indexes in its paths are right when its turn comes, after all steps before it.
    public enum Operation: Hashable, Sendable {
        /// Sets a key, or inserts an item in front of the index (`-` or the count: behind the last).
        case add(path: JSONPointer, Value)
        /// Takes a key or item away, which must be there.
        case remove(path: JSONPointer)
        /// Puts a value in the place of one that must be there.
        case replace(path: JSONPointer, Value)
        /// Removes and adds again elsewhere; the path is one without the value.
        case move(from: JSONPointer, path: JSONPointer)
        /// Adds what stands elsewhere.
        case copy(from: JSONPointer, path: JSONPointer)
        /// Makes the whole patch fail unless this value stands there.
        case test(path: JSONPointer, Value)

        /// The place that is changed or looked at.
        public var path: JSONPointer {
            switch self {
            case .add(let path, _), .remove(let path), .replace(let path, _), .move(_, let path),
                .copy(_, let path), .test(let path, _):
                path
            }
        }
    }

    /// The steps in order; all are carried out or none.
    public var operations: [Operation]

    /// A patch of these steps; without any it changes nothing.
    public init(operations: [Operation] = []) {
        self.operations = operations
    }

    /// What turns one value into the other; empty when both mean the same.
    ///
    /// Every step that takes something away tests it first, and every step into a list whose items have names tests a
    /// name, so that the patch fails, instead of hitting the wrong container, when the value has changed in between.
    /// `PatchBuilder` has the rules.
    public static func from(_ before: Value, to after: Value) -> JSONPatch {
        var builder = PatchBuilder()
        builder.compare(before, after, at: JSONPointer())
        return JSONPatch(operations: builder.operations)
    }

    /// As a list of objects `{"op": …, "path": …}`.
    ///
    /// A trap for who writes it as JSON: the API server's `test` compares strings as written, so write it
    /// with ``ValueWriter/goJSON(_:)``.
    public var value: Value {
        .sequence(
            operations.map { operation in
                switch operation {
                case .add(let path, let value): Self.object("add", path, value: value)
                case .remove(let path): Self.object("remove", path)
                case .replace(let path, let value): Self.object("replace", path, value: value)
                case .move(let from, let path): Self.object("move", path, from: from)
                case .copy(let from, let path): Self.object("copy", path, from: from)
                case .test(let path, let value): Self.object("test", path, value: value)
                }
            })
    }

    private static func object(
        _ name: String, _ path: JSONPointer, from: JSONPointer? = nil, value: Value? = nil
    ) -> Value {
        var fields = [Value.Field("op", .string(name))]
        if let from { fields.append(Value.Field("from", .string(from.text))) }
        fields.append(Value.Field("path", .string(path.text)))
        if let value { fields.append(Value.Field("value", value)) }
        return .mapping(fields)
    }
}
