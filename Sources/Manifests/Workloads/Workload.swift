/// Something with a pod template, or a pod itself.
public struct Workload: Sendable {
    /// The kinds that have one, and where in the document it stands; `templatePath` asks for the API group too.
    public static let templatePaths: [String: [String]] = [
        "Pod": [],
        "PodTemplate": ["template"],
        "Deployment": ["spec", "template"],
        "ReplicaSet": ["spec", "template"],
        "ReplicationController": ["spec", "template"],
        "StatefulSet": ["spec", "template"],
        "DaemonSet": ["spec", "template"],
        "Job": ["spec", "template"],
        "CronJob": ["spec", "jobTemplate", "spec", "template"],
    ]

    /// Where an object has its pod template; `nil` when it has none: a `Job` of another API group is something else.
    ///
    /// - Parameter apiVersion: empty counts as the right one, as in fragments that people try things with.
    public static func templatePath(kind: String, apiVersion: String) -> [String]? {
        guard let path = templatePaths[kind], apiVersion.isEmpty || isTheirs(apiVersion, kind) else { return nil }
        return path
    }

    private static func isTheirs(_ apiVersion: String, _ kind: String) -> Bool {
        switch kind {
        case "Pod", "PodTemplate", "ReplicationController": apiVersion == "v1"
        case "Job", "CronJob": apiVersion.hasPrefix("batch/")
        // Gone from the API server since 1.16, but not from manifests.
        default: apiVersion.hasPrefix("apps/") || apiVersion == "extensions/v1beta1"
        }
    }

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

    /// Whether a name that somebody gave means this one: its own, or with its kind before it.
    public func isNamed(_ given: String) -> Bool { given == name || given == title }
}
