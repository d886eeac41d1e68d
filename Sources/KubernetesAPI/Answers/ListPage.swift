import Manifests

/// A page of a list.
public struct ListPage: Sendable {
    /// Its objects. They do not say their kind: the list does.
    public var items: [Node]
    /// The version of the whole list, from which a watch goes on.
    public var version: String
    /// The token of the next page; `nil` on the last one.
    public var next: String?
    /// How many objects come after this page, where the server says so.
    public var remaining: Int?

    /// Reads a page.
    ///
    /// Throws ``APIFailure/tooLarge(_:)`` or ``APIFailure/unreadable(_:)``; a list without a version is none.
    public init(_ body: [UInt8], limit: Int = APIRequest.usualAnswerLimit) throws(APIFailure) {
        let root = try AnswerReader.root(body, limit: limit)
        let metadata = root["metadata"]
        guard AnswerReader.text(root, "kind")?.hasSuffix("List") ?? false,
            let version = AnswerReader.text(metadata, "resourceVersion"), !version.isEmpty
        else { throw .unreadable("the answer is no list") }
        self.version = version
        let token = AnswerReader.text(metadata, "continue") ?? ""
        next = token.isEmpty ? nil : token
        remaining = AnswerReader.int(metadata, "remainingItemCount")
        // Go writes an empty list as null.
        let list = root["items"]
        items = list?.kind == .sequence ? list?.items ?? [] : []
        guard items.allSatisfy({ $0.kind == .mapping }) else { throw .unreadable("a list of something else") }
    }
}
