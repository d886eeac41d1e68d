/// Something that starts, or that a start waits for.
public struct StartupNode: Hashable, Sendable {
    /// What kind of thing the node stands for.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// A container of the pod.
        case container
        /// Something outside the pod that can be probed, named by its URL.
        case target
    }

    /// The container's name or the target's URL; with its kind, unique in a graph.
    public var name: String
    /// What it stands for.
    public var kind: Kind

    /// A node of the given kind.
    public init(_ name: String, kind: Kind = .container) {
        self.name = name
        self.kind = kind
    }
}
