/// What the cluster offers that the manifests are for.
public struct Cluster: Hashable, Sendable {
    /// Its version.
    public var version: KubernetesVersion
    /// Whether Istio puts its proxy into pods there.
    public var mesh: MeshChoice

    /// A cluster; what is not given is a current one that the manifests describe.
    public init(version: KubernetesVersion = KubernetesVersion(1, 33), mesh: MeshChoice = .auto) {
        self.version = version
        self.mesh = mesh
    }

    /// Restartable init containers: alpha, and so off, in 1.28; on since 1.29 (KEP-753).
    public var hasNativeSidecars: Bool { version >= KubernetesVersion(1, 29) }

    /// Hooks that sleep: off in 1.29, on since 1.30 (KEP-3960).
    public var hasSleepHooks: Bool { version >= KubernetesVersion(1, 30) }
}
