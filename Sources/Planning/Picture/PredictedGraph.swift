import StartupGraph
import Topology

/// The needs that held in a predicted run, and what each node took then.
///
/// What was there only after the one that needs it had started held nobody: the wait gave up, or another pod behind the
/// same Service answered. What a node takes counts from when the last of its needs was there, so that the kubelet's own
/// time is a part of it and the critical path ends when the run does.
struct PredictedGraph {
    /// The needs that held; its nodes are those of the whole graph.
    let held: StartupGraph
    /// By the graph's vertices.
    private let times: [NodeTimes?]
    /// When the last need of each node was there.
    private var released: [Duration] = []

    init(_ whole: WorkloadGraph, _ found: [WorkloadGraph.Vertex: NodeTimes]) {
        let times = whole.vertices.map { found[$0] }
        self.times = times
        func reached(_ node: Int, _ condition: Condition) -> Duration? {
            PredictedGraph.reached(times[node], condition)
        }
        var builder = StartupGraphBuilder()
        builder.reserve(nodes: whole.vertices.count, edges: whole.links.count * 2)
        for node in whole.graph.nodes { builder.append(node) }
        func add(_ dependent: Int, _ dependency: Int, _ condition: Condition) {
            // What has no program of its own only waits. One that has got nowhere is still held by everything.
            if let started = reached(dependent, .started) ?? reached(dependent, .ready) {
                guard let there = reached(dependency, condition), there <= started else { return }
            }
            builder.add(NodeID(dependent), needs: NodeID(dependency), condition)
        }
        // A pause begins when all else that its dependent needs is there: it decides only where there is nothing else.
        func isPause(_ edge: Dependency) -> Bool {
            if case .target(let url) = whole.vertices[edge.dependency.index] { url.hasPrefix("delay:") } else { false }
        }
        for edge in whole.graph.dependencies
        where !isPause(edge) || whole.graph.dependencies(of: edge.dependent).allSatisfy(isPause) {
            add(edge.dependent.index, edge.dependency.index, edge.condition)
        }
        // A Service asks for the pod to be Ready and for the container behind its port to answer.
        for link in whole.links where !link.via.isEmpty && !link.via.hasPrefix("delay:") {
            add(link.dependent, link.dependency, link.condition)
        }
        held = builder.build()
        released = whole.vertices.indices.map { node in
            held.dependencies(of: NodeID(node)).compactMap { reached($0.dependency.index, $0.condition) }.max() ?? .zero
        }
    }

    /// How long a node took to a condition. What never got there costs nothing here: the picture says that it never did.
    func cost(_ node: NodeID, _ condition: Condition) -> Duration {
        guard let time = PredictedGraph.reached(times[node.index], condition) else { return .zero }
        return max(.zero, time - released[node.index])
    }

    private static func reached(_ times: NodeTimes?, _ condition: Condition) -> Duration? {
        condition == .started ? times?.start : times?.ready
    }
}
