import Admission
import Injection
import KubernetesAPI
import Logging
import Manifests
import Startup
import Synchronization

/// The settings with which pods are admitted now: made anew when a policy, the mesh or a namespace has changed, read by
/// every review.
public final class SettingsKeeper: Sendable {
    private let base: Mutex<InjectionSettings>
    private let current: Mutex<InjectionSettings>

    /// A keeper; `base` has what does not come from the cluster's objects.
    public init(base: InjectionSettings) {
        self.base = Mutex(base)
        current = Mutex(base)
    }

    /// What counts now.
    public var settings: InjectionSettings { current.withLock { $0 } }

    /// The API server's version has become known, or has changed.
    public func set(version: KubernetesVersion, _ knowledge: ClusterKnowledge) {
        base.withLock { $0.cluster.version = version }
        refresh(knowledge)
    }

    /// Makes the settings of what is known.
    public func refresh(_ knowledge: ClusterKnowledge) {
        let parts: [KnowledgePart] = [.policies, .clusterPolicies, .mesh, .namespaces]
        let text = parts.flatMap { (knowledge.objects($0) ?? [:]).sorted { $0.key < $1.key } }
            .map { ValueWriter.flow($0.value, isJSON: true) }.joined(separator: "\n---\n")
        let set = ManifestSet([Source(name: "cluster", bytes: Array(text.utf8))])
        var settings = base.withLock { $0 }
        settings.policies = PolicyReader.read(set.objects).policies
        settings.mesh = IstioMesh.read(set.objects).mesh
        current.withLock { $0 = settings }
    }
}
