import Kubelet
import Manifests

/// A pod as its template has it: what decides how it starts, and what runs.
public struct Pod: Sendable {
    /// The workload's name; pods of the same name from other kinds are told apart by ``title``.
    public var name: String
    /// `deployment/shop`.
    public var title: String
    /// Its namespace; empty when the manifest names none.
    public var namespace: String
    /// Init containers first, in the order of the manifest.
    public var initContainers: [Container]
    /// The regular containers, in the order of the manifest.
    public var containers: [Container]
    /// What happens to containers that ended.
    public var restartPolicy: PodSpec.RestartPolicy
    /// Seconds between being told to end and being killed.
    public var terminationGracePeriod: Int
    /// The annotations of the pod template.
    public var annotations: [String: Node]
    /// The labels of the pod template.
    public var labels: [String: String]
    /// Where the pod's `spec` stands, for what is about the whole pod.
    public var node: Node

    /// Every container, init containers first.
    public var all: [Container] { initContainers + containers }

    /// The names that no other container of the pod may have: also those of its ephemeral containers, which are read
    /// nowhere else because they play no part in how it starts.
    public var takenNames: Set<String> {
        let ephemeral = node["ephemeralContainers"]?.items ?? []
        return Set(all.map(\.name) + ephemeral.compactMap { $0["name"]?.text })
    }

    /// The container of this name.
    public func container(named name: String) -> Container? {
        all.first { $0.name == name }
    }

    /// What the kubelet's rules need of it.
    public var spec: PodSpec {
        PodSpec(
            name: name, initContainers: initContainers.map(\.spec), containers: containers.map(\.spec),
            restartPolicy: restartPolicy, terminationGracePeriod: terminationGracePeriod)
    }
}
