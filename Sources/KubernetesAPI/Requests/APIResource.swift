/// A resource of the API: where its objects are found.
public struct APIResource: Hashable, Sendable {
    /// Its group; empty for the core's.
    public var group: String
    /// The group's version, such as `v1`.
    public var version: String
    /// Its name in addresses, such as `pods`.
    public var plural: String
    /// What its objects call themselves, such as `Pod`.
    public var kind: String
    /// Whether its objects belong to namespaces.
    public var isNamespaced: Bool

    /// A resource.
    public init(group: String = "", version: String = "v1", plural: String, kind: String, isNamespaced: Bool = true) {
        self.group = group
        self.version = version
        self.plural = plural
        self.kind = kind
        self.isNamespaced = isNamespaced
    }

    /// As objects have it: `v1`, `apps/v1`.
    public var apiVersion: String { group.isEmpty ? version : group + "/" + version }

    /// The path of one object or of a part of it (`status`). The namespace does not count where there are none.
    public func path(_ key: ObjectKey, subresource: String = "") -> String {
        let path = path(in: key.namespace) + "/" + PercentEncoding.encode(key.name)
        return subresource.isEmpty ? path : path + "/" + PercentEncoding.encode(subresource)
    }

    /// The path of all objects of a namespace; of all namespaces when it is empty.
    public func path(in namespace: String = "") -> String {
        let root = group.isEmpty ? "/api/" : "/apis/" + PercentEncoding.encode(group) + "/"
        let place =
            isNamespaced && !namespace.isEmpty ? "/namespaces/" + PercentEncoding.encode(namespace) : ""
        return root + PercentEncoding.encode(version) + place + "/" + PercentEncoding.encode(plural)
    }
}
