import Manifests

/// Start-up declared for pods from outside their manifests: `StartupPolicy` of a namespace, `ClusterStartupPolicy`.
public struct StartupPolicy: Sendable {
    /// Its name; policies of one level are merged in the order of their names.
    public var name: String
    /// Where it counts; `nil` for every namespace.
    public var namespace: String?
    /// Whether it is a ClusterStartupPolicy, which counts less.
    public var isClusterWide: Bool
    /// Which pods it is for, by the labels of their templates.
    public var selector: LabelSelector
    /// What it declares, in the schema of `holdfast.dev/startup`.
    var declaration: Declaration
    /// Containers that it brings into pods, in order.
    public var templates: [ContainerTemplate]
    /// Where it is written.
    public var place: Place

    /// Whether the policy is for this pod. A pod whose manifest names no namespace is in `defaultNamespace`.
    public func applies(to pod: Pod, defaultNamespace: String) -> Bool {
        let own = pod.namespace.isEmpty ? defaultNamespace : pod.namespace
        return (namespace == nil || namespace == own) && selector.matches(pod.labels)
    }

    /// Whether the policy is for the pods of this workload.
    public func applies(to workload: Workload, defaultNamespace: String) -> Bool {
        let own = workload.namespace.isEmpty ? defaultNamespace : workload.namespace
        return (namespace == nil || namespace == own) && selector.matches(PodReader.labels(workload))
    }

    /// Those that are for a pod, the one that counts most first.
    public static func matching(
        _ policies: [StartupPolicy], _ pod: Pod, defaultNamespace: String
    ) -> [StartupPolicy] {
        policies.filter { $0.applies(to: pod, defaultNamespace: defaultNamespace) }
            .sorted { ($0.isClusterWide ? 1 : 0, $0.name) < ($1.isClusterWide ? 1 : 0, $1.name) }
    }
}
