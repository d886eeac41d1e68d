/// What an object is: its kind, and the API group and version that the kind belongs to.
public struct ObjectType: Hashable, Sendable {
    /// Such as `Deployment`; empty when the object does not say.
    public var kind: String
    /// Such as `apps/v1`; empty when the object does not say.
    public var apiVersion: String

    /// A type from its two parts, as they are written.
    ///
    /// - Parameter list: what the object is an item of. An item without a kind is what its list says: those of a
    ///   `PodList` have neither kind nor apiVersion in the API server's answers (kubectl knows them in the same way:
    ///   apimachinery, unstructured `decodeToList`).
    public init(kind: String, apiVersion: String, inItemsOf list: ObjectType? = nil) {
        self.kind = kind
        self.apiVersion = apiVersion
        guard kind.isEmpty, let list, list.kind.hasSuffix("List"), !list.isOfAnything else { return }
        self.kind = String(list.kind.dropLast("List".count))
        if apiVersion.isEmpty { self.apiVersion = list.apiVersion }
    }

    /// Where objects of this type have a pod template; `nil` when they have none.
    public var templatePath: [String]? { Workload.templatePath(kind: kind, apiVersion: apiVersion) }

    /// Whether an object of this type is nothing but its items. A custom kind may end in "List" too (`AllowList`), and
    /// may even have items, so that only `List` itself is one whatever it holds.
    ///
    /// - Parameter items: what kinds of nodes its `items` are; `nil` when they are no list.
    public func isList(of items: @autoclosure () -> [Node.Kind]?) -> Bool {
        guard kind.hasSuffix("List") else { return false }
        return isOfAnything || items()?.allSatisfy { $0 == .mapping } ?? false
    }

    /// `ResourceList` is what KRM functions are given.
    private var isOfAnything: Bool { kind == "List" || kind == "ResourceList" }
}
