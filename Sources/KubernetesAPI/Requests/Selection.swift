/// Which objects of a resource are meant, and how much of them.
public struct Selection: Hashable, Sendable {
    /// Those of this namespace; empty for all.
    public var namespace: String
    /// As the API writes it: `app=web,tier in (a,b)`. Empty for all.
    public var labels: String
    /// As the API writes it: `metadata.name=istio`. Empty for all.
    public var fields: String
    /// Only `metadata` of each object, which saves most of the memory.
    public var isMetadataOnly: Bool

    /// These objects; without arguments all of them.
    public init(namespace: String = "", labels: String = "", fields: String = "", isMetadataOnly: Bool = false) {
        self.namespace = namespace
        self.labels = labels
        self.fields = fields
        self.isMetadataOnly = isMetadataOnly
    }

    /// One object, for those who want to watch it.
    public init(_ key: ObjectKey, isMetadataOnly: Bool = false) {
        self.init(
            namespace: key.namespace, fields: "metadata.name=" + key.name, isMetadataOnly: isMetadataOnly)
    }

    var parameters: [APIRequest.Parameter] {
        (labels.isEmpty ? [] : [.init("labelSelector", labels)])
            + (fields.isEmpty ? [] : [.init("fieldSelector", fields)])
    }
}
