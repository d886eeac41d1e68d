import Admission
import Injection
import KubernetesAPI
import Manifests
import Startup
import Synchronization

/// The settings with which pods are admitted now: made anew when a policy, the mesh or a namespace has changed, read by
/// every review.
public final class SettingsKeeper: Sendable {
    private let base: Mutex<InjectionSettings>
    private let current: Mutex<AdmissionSettings>
    private let turn = Mutex(())
    private let asked = Mutex(false)
    private let ownNamespace: String
    private let excluding: Set<String>

    /// A keeper; `base` has what does not come from the cluster's objects, `excluding` namespaces that are left alone.
    public init(base: InjectionSettings, ownNamespace: String, excluding: Set<String> = []) {
        self.base = Mutex(base)
        self.ownNamespace = ownNamespace
        self.excluding = excluding
        current = Mutex(AdmissionSettings(base: base, ownNamespace: ownNamespace, excluding: excluding))
    }

    /// What counts now.
    public var settings: AdmissionSettings { current.withLock { $0 } }

    /// The API server's version, as far as it is known.
    public var version: KubernetesVersion { base.withLock { $0.cluster.version } }

    /// Whether the API server has said its version, or that it will not. Before that a pod might be given what the
    /// cluster does not know, such as a native sidecar, which an older one takes for an init container that never ends.
    public var isVersionAsked: Bool { asked.withLock { $0 } }

    /// The API server's version has become known, or has changed; `nil` when the account may not ask for it.
    public func set(version: KubernetesVersion?, _ knowledge: ClusterKnowledge) {
        asked.withLock { $0 = true }
        guard let version else { return }
        base.withLock { $0.cluster.version = version }
        refresh(knowledge)
    }

    /// Makes the settings of what is known.
    public func refresh(_ knowledge: ClusterKnowledge) {
        // Watches say their changes side by side: what was read first must not be stored last.
        turn.withLock { _ in
            let parts = KnowledgePart.allCases.filter(\.decidesAdmission)
            let objects = parts.flatMap { (knowledge.objects($0) ?? [:]).sorted { $0.key < $1.key }.map(\.value) }
            let settings = AdmissionSettings(
                objects, base: base.withLock { $0 }, ownNamespace: ownNamespace, excluding: excluding)
            current.withLock { $0 = settings }
        }
    }
}
