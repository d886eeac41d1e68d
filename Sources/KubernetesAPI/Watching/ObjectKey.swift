/// An object of one resource by its name.
public struct ObjectKey: Hashable, Sendable, Comparable {
    /// Its namespace; empty for what belongs to none.
    public var namespace: String
    /// Its name.
    public var name: String

    /// A name in a namespace.
    public init(namespace: String = "", name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Orders by namespace, then by name.
    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}
