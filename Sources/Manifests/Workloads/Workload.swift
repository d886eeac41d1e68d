/// Something with a pod template, or a pod itself.
public struct Workload: Sendable {
    /// The kinds that have one, and where in the document it stands.
    public static let templatePaths: [String: [String]] = [
        "Pod": [],
        "Deployment": ["spec", "template"],
        "ReplicaSet": ["spec", "template"],
        "ReplicationController": ["spec", "template"],
        "StatefulSet": ["spec", "template"],
        "DaemonSet": ["spec", "template"],
        "Job": ["spec", "template"],
        "CronJob": ["spec", "jobTemplate", "spec", "template"],
    ]

    /// Such as `Deployment`.
    public var kind: String
    /// Its name; for a generated name, the part that is given.
    public var name: String
    /// Its namespace; empty when the document names none.
    public var namespace: String
    /// The whole document (or the item of a `List`).
    public var node: Node
    /// The pod template: the node that has the pod's `metadata` and `spec`.
    public var template: Node
    /// The pod's `spec`.
    public var podSpec: Node

    /// `deployment/shop`, as kubectl writes it.
    public var title: String { kind.lowercased() + "/" + name }
}
