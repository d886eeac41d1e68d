import Injection
import Manifests
import Startup

/// What the cluster says at one moment about start-up: its policies, Istio's switches, its namespaces.
///
/// A value that is never changed: a new one is made when something in the cluster changes, and a request that is being
/// answered keeps the one with which it began.
public struct AdmissionSettings: Sendable {
    /// What does not come from the cluster, and Istio's switches; its policies are empty.
    private let base: InjectionSettings
    /// The accepted policies, by namespace.
    private let namespaced: [String: [StartupPolicy]]
    /// The accepted policies for every namespace.
    private let clusterWide: [StartupPolicy]
    /// Namespaces of which no pod is touched.
    public let excluded: Set<String>
    /// What became of each policy, in the order in which they were given.
    public let findings: [PolicyFinding]
    /// What is wrong with Istio's configuration, in sentences.
    public let meshProblems: [String]
    /// Whether a switch of Istio's holds applications by default, in any revision.
    public let meshHolds: Bool
    /// Namespaces into which Istio's webhook injects, as their labels have it.
    public let injectedNamespaces: Set<String>

    /// The namespaces that are left alone whatever their labels say: what runs there starts the cluster.
    public static let systemNamespaces: Set<String> = ["kube-system", "kube-public", "kube-node-lease"]
    /// The label with which a namespace is left alone, when its value is `disabled`.
    public static let optOutLabel = "holdfast.dev/admission"

    /// Whether a namespace's labels keep Holdfast out of it.
    public static func isOptedOut(_ labels: Value?) -> Bool { labels?[optOutLabel]?.text == "disabled" }

    /// Settings from what the cluster has.
    ///
    /// - Parameters:
    ///   - objects: policies, ConfigMaps and namespaces, whole, in any order; others are passed over.
    ///   - base: what is the controller's own: image, cluster, defaults.
    ///   - ownNamespace: where the controller runs.
    ///   - excluding: other namespaces that are left alone, as the installation says.
    ///   - meshNamespace: where Istio's control plane is; ConfigMaps elsewhere say nothing.
    public init(
        _ objects: [Value] = [], base: InjectionSettings = InjectionSettings(),
        ownNamespace: String = "holdfast-system", excluding: Set<String> = [], meshNamespace: String = "istio-system"
    ) {
        var policies: [StartupPolicy] = []
        var findings: [PolicyFinding] = []
        var mesh: [KubernetesObject] = []
        var excluded = AdmissionSettings.systemNamespaces.union([ownNamespace]).union(excluding)
        var injected: Set<String> = []
        for object in objects {
            guard let cluster = ClusterObject(object) else { continue }
            switch cluster.kind {
            case "StartupPolicy", "ClusterStartupPolicy":
                let (policy, finding) = PolicyFinding.read(cluster)
                if let policy { policies.append(policy) }
                findings.append(finding)
            case "ConfigMap" where cluster.namespace == meshNamespace && IstioMesh.isConfigMap(named: cluster.name):
                if let read = cluster.meshObject { mesh.append(read) }
            case "Namespace":
                if AdmissionSettings.isOptedOut(object["metadata"]?["labels"]) { excluded.insert(cluster.name) }
                guard let read = cluster.parsed else { continue }
                mesh.append(read)
                if IstioMesh.read([read]).mesh.injects(into: cluster.name) == true { injected.insert(cluster.name) }
            default: continue
            }
        }
        let read = IstioMesh.read(mesh)
        var base = base
        base.mesh = read.mesh
        base.policies = []
        self.base = base
        meshProblems = read.diagnostics.map(\.sentence)
        meshHolds = read.mesh.switches.values.contains { $0.hold == true || $0.helmHold }
        injectedNamespaces = injected
        self.excluded = excluded
        self.findings = findings
        clusterWide = policies.filter { $0.namespace == nil }
        namespaced = Dictionary(grouping: policies.filter { $0.namespace != nil }) { $0.namespace ?? "" }
    }

    /// Whether nothing is done to pods of a namespace.
    public func leavesAlone(_ namespace: String) -> Bool { excluded.contains(namespace) }

    /// The settings for a pod of a namespace: without the policies of all the others.
    public func injection(in namespace: String) -> InjectionSettings {
        var settings = base
        settings.policies = (namespaced[namespace] ?? []) + clusterWide
        return settings
    }

    /// All accepted policies, those of namespaces first, by namespace.
    public var policies: [StartupPolicy] {
        namespaced.sorted { $0.key < $1.key }.flatMap(\.value) + clusterWide
    }

    /// Whether every pod is taken for one of the mesh.
    var isMeshEverywhere: Bool { base.cluster.mesh == .istio }
}
