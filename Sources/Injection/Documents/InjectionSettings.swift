import Manifests
import Startup

/// What injection needs to know besides the manifests.
public struct InjectionSettings: Sendable {
    /// The waiter's image.
    public var image = "holdfast/waiter:0.1.0"
    /// How the waiter comes into the pod's own containers; `nil` lets the cluster's version decide.
    public var delivery: Delivery?
    /// The cluster that the manifests are for.
    public var cluster = Cluster()
    /// What Istio's configuration says.
    public var mesh = IstioMesh()
    /// Policies for pods whose manifests say nothing.
    public var policies: [StartupPolicy] = []
    /// What counts where neither pod nor policy says anything.
    public var defaults = Declaration.Defaults()
    /// The namespace of pods whose manifests name none.
    public var defaultNamespace = "default"
    /// Only these workloads (name or kind/name); empty for all.
    public var only: [String] = []
    /// Recorded in the status.
    public var author = "holdfast 0.1.0"

    /// Settings that are all defaults.
    public init() {}

    /// Whether the workload is among those that are wanted.
    func takes(_ workload: Workload) -> Bool {
        only.isEmpty || only.contains(where: workload.isNamed)
    }
}
