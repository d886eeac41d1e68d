import Manifests

extension Value {
    /// A mapping of the fields that have a value.
    static func object(_ fields: [(String, Value?)]) -> Value {
        .mapping(fields.compactMap { key, value in value.map { Field(key, $0) } })
    }

    /// As a JSON document, with a line break at its end.
    var document: String { ValueWriter.json(self, step: 2, indent: 0, lineBreak: "\n") + "\n" }
}
