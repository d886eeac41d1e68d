import Manifests

/// Parts of a structural schema (apiextensions.k8s.io/v1 JSONSchemaProps), with what `kubectl explain` shows of them.
enum Schema {
    static func text(_ description: String, _ more: [(String, Value)] = []) -> Value {
        typed("string", description, more)
    }

    static func oneOf(_ words: [String], _ description: String) -> Value {
        text(description, [("enum", .strings(words))])
    }

    static func integer(_ description: String, format: String = "int32") -> Value {
        typed("integer", description, [("format", .string(format))])
    }

    static func object(
        _ description: String, _ properties: [(String, Value)], required: [String] = [], _ more: [(String, Value)] = []
    ) -> Value {
        typed(
            "object", description,
            [("properties", .mapping(properties.map { Value.Field($0.0, $0.1) }))]
                + (required.isEmpty ? [] : [("required", .strings(required))]) + more)
    }

    static func map(_ description: String, of value: Value, _ more: [(String, Value)] = []) -> Value {
        typed("object", description, [("additionalProperties", value)] + more)
    }

    static func list(_ description: String, of item: Value, _ more: [(String, Value)] = []) -> Value {
        typed("array", description, [("items", item)] + more)
    }

    /// Something that may be written in two ways. A structural schema has no word for that but this one, under which
    /// nothing is pruned; checks of strings, lists and objects count for those that are one.
    static func either(_ description: String, _ checks: [(String, Value)]) -> Value {
        Value.fields(
            ("description", .string(description)), ("x-kubernetes-preserve-unknown-fields", .bool(true))
        ).with(checks)
    }

    /// A rule in CEL, with what the user is told.
    static func rule(_ expression: String, _ message: String) -> Value {
        .fields(("rule", .string(expression)), ("message", .string(message)))
    }

    private static func typed(_ type: String, _ description: String, _ more: [(String, Value)]) -> Value {
        Value.fields(("description", .string(description)), ("type", .string(type))).with(more)
    }
}
