import Manifests

/// What a patch is and how the API server carries it out.
public enum PatchKind: Hashable, Sendable {
    /// Steps that are all carried out or none.
    case json(JSONPatch)
    /// Fields that take the place of those there; `null` removes one, lists are replaced as a whole (RFC 7386).
    case merge(Value)
    /// Server-side apply: fields that this manager wants, which has them to itself from then on. With `force` it takes
    /// over what others own; without, that is ``APIFailure/conflict(_:)``.
    case apply(Value, fieldManager: String, force: Bool)

    var contentType: String {
        switch self {
        case .json: MediaType.jsonPatch
        case .merge: MediaType.mergePatch
        case .apply: MediaType.apply
        }
    }

    var body: Value {
        switch self {
        case .json(let patch): patch.value
        case .merge(let value), .apply(let value, _, _): value
        }
    }

    var parameters: [APIRequest.Parameter] {
        guard case .apply(_, let manager, let force) = self else { return [] }
        return [.init("fieldManager", manager), .init("force", force ? "true" : "false")]
    }
}
