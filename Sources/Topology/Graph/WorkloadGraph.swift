import Startup
import StartupGraph

/// The start-up graph across all manifests: containers, targets, and who needs whom, between workloads too.
public struct WorkloadGraph: Sendable {
    /// A node of the graph.
    public enum Vertex: Hashable, Sendable {
        /// A container: positions in ``Survey/pods`` and in `Pod.all`.
        case container(pod: Int, index: Int)
        /// A pod being Ready, which is what a Service asks of it: all its containers are.
        case podReady(pod: Int)
        /// Something outside these manifests, by its URL.
        case target(String)
    }

    /// Why somebody waits.
    public enum Origin: Hashable, Sendable {
        /// It was declared: an annotation, a policy, Istio's switch.
        case declared
        /// Somebody wrote the wait by hand: a position in ``SurveyedPod/writtenWaits`` of the dependent's pod.
        case written(Int)
        /// The kubelet's own order: init containers one after another, and before the others.
        case kubelet
    }

    /// One need.
    public struct Link: Sendable {
        /// Who waits, a position in ``WorkloadGraph/vertices``.
        public var dependent: Int
        /// Who is waited for, a position in ``WorkloadGraph/vertices``: of a Service, the container behind its port.
        public var dependency: Int
        /// What that must have reached.
        public var condition: Condition
        /// The mechanism, of what was declared.
        public var hold: Hold?
        /// Why it is waited for.
        public var origin: Origin
        /// The target as it is asked; empty between containers of a pod.
        public var via: String
        /// Where it is written; `nil` for the kubelet's order.
        public var place: Place?
    }

    /// The nodes; a ``NodeID/index`` of ``graph`` is a position here.
    public let vertices: [Vertex]
    /// The needs, as they are shown.
    public let links: [Link]
    /// The same for questions about order; here a Service stands for the whole pod being Ready.
    public let graph: StartupGraph

    init(vertices: [Vertex], links: [Link], graph: StartupGraph) {
        self.vertices = vertices
        self.links = links
        self.graph = graph
    }

    /// The wave in which each node can start, by its position in ``vertices``: 0 for those that need nothing.
    ///
    /// A pod being Ready takes no wave of its own. Throws the cycle when there is one.
    public func waves() throws(CycleError) -> [Int] { try waves(along: graph) }

    /// The same along other needs between the same nodes.
    public func waves(along graph: StartupGraph) throws(CycleError) -> [Int] {
        let order = try graph.order()
        var waves = [Int](repeating: 0, count: vertices.count)
        for node in order {
            for edge in graph.dependencies(of: node) {
                var step = 1
                if case .podReady = vertices[node.index] { step = 0 }
                waves[node.index] = max(waves[node.index], waves[edge.dependency.index] + step)
            }
        }
        return waves
    }
}
