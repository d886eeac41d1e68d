import Manifests

/// Reads the JSON of answers.
///
/// By the reader of manifests, which takes JSON as a part of YAML: it is laxer than JSON, but never reads a text of JSON as
/// something else, and the API server is not one to be checked. What costs time is not reading but ``Manifests/Value``s:
/// whoever needs a few fields takes them from the node.
public enum AnswerReader {
    /// The top of an answer, which is an object.
    ///
    /// Throws ``APIFailure/tooLarge(_:)`` or ``APIFailure/unreadable(_:)``.
    public static func root(_ bytes: [UInt8], limit: Int) throws(APIFailure) -> Node {
        guard bytes.count <= limit else { throw .tooLarge("an answer of \(bytes.count) bytes; the limit is \(limit)") }
        guard bytes.first(where: { !isBlank($0) }) == UInt8(ascii: "{") else {
            throw .unreadable("the answer is no JSON object")
        }
        var limits = Limits()
        limits.bytes = limit
        // Anchors are YAML's alone.
        limits.aliasExpansion = 0
        let documents: [Document]
        do throws(ParseError) {
            documents = try YAML.parse(Source(name: "answer", bytes: bytes), limits: limits)
        } catch {
            // Not the text around it: it may be a Secret's.
            throw .unreadable("the answer is no JSON: fault at byte \(error.offset) of \(bytes.count)")
        }
        guard let root = documents.first?.root, documents.count == 1, root.kind == .mapping else {
            throw .unreadable("the answer is no JSON object")
        }
        return root
    }

    /// The name and version of an object.
    ///
    /// Throws ``APIFailure/unreadable(_:)`` when it has no name.
    public static func identity(_ object: Node) throws(APIFailure) -> (key: ObjectKey, version: String) {
        let metadata = object["metadata"]
        guard let name = text(metadata, "name"), !name.isEmpty else { throw .unreadable("an object without a name") }
        return (
            ObjectKey(namespace: text(metadata, "namespace") ?? "", name: name),
            text(metadata, "resourceVersion") ?? ""
        )
    }

    /// A field's text; `nil` when it is none.
    static func text(_ node: Node?, _ key: String) -> String? {
        guard let value = node?[key], value.kind == .scalar, case .string(let text) = value.scalar else { return nil }
        return text
    }

    /// A field's number; `nil` when it is none.
    static func int(_ node: Node?, _ key: String) -> Int? {
        guard let value = node?[key], value.kind == .scalar, case .int(let number) = value.scalar else { return nil }
        return Int(clamping: number)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }
}
