import Manifests

extension Value {
    /// A mapping of the fields that have a value.
    static func object(_ fields: [(String, Value?)]) -> Value {
        .mapping(fields.compactMap { key, value in value.map { Field(key, $0) } })
    }

    /// A mapping of texts, by key.
    static func texts(_ texts: [String: String]) -> Value {
        .mapping(texts.sorted { $0.key < $1.key }.map { Field($0.key, .string($0.value)) })
    }

    /// A mapping with more fields behind its own.
    func with(_ more: [(String, Value)]) -> Value {
        guard case .mapping(let fields) = self else { return self }
        return .mapping(fields + more.map { Field($0.0, $0.1) })
    }

    /// The list, or nothing where it is empty.
    static func list(_ items: [Value]) -> Value? { items.isEmpty ? nil : .sequence(items) }
}
