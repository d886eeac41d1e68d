import Startup

/// Which policy is meant.
public struct PolicyKey: Hashable, Sendable {
    /// `StartupPolicy` or `ClusterStartupPolicy`.
    public var kind: String
    /// Empty for the ones of the cluster.
    public var namespace: String
    /// Its name.
    public var name: String

    /// A policy by its names.
    public init(kind: String, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    init(_ policy: StartupPolicy) {
        self.init(
            kind: policy.isClusterWide ? "ClusterStartupPolicy" : "StartupPolicy", namespace: policy.namespace ?? "",
            name: policy.name)
    }

    /// Such as `StartupPolicy prod/shop`.
    public var title: String { kind + " " + (namespace.isEmpty ? "" : namespace + "/") + name }
}
