import Manifests
import StartupGraph

/// How a pod's declaration is carried out: its graph, and a mechanism for each edge.
public struct StartupPlan: Sendable {
    /// The pod as the manifest has it.
    public var pod: Pod
    /// What it declares.
    public var declaration: Declaration
    /// Containers and targets, and who needs whom.
    public var graph: StartupGraph
    /// A mechanism for every edge.
    public var holds: [Hold]
    /// The cluster that it is for.
    public var cluster: Cluster
    /// Whether the pod has a mesh proxy, or will get one.
    public var mesh: PodMesh
}
