/// Who needs whom: containers and targets as nodes, conditions on the edges.
///
/// The edges are kept twice in compressed rows (an array of neighbours and an array of row starts), once by dependent
/// and once by dependency, so that every question is answered in time linear in nodes plus edges and without an
/// allocation per node. A graph does not change once it is made: collect nodes and edges in ``StartupGraphBuilder``.
public struct StartupGraph: Sendable {
    /// The nodes, by ``NodeID/index``.
    public let nodes: [StartupNode]
    /// The edges, each once, grouped by dependent and in the order in which they were added.
    public let dependencies: [Dependency]

    /// Row starts into `dependencies`, one more than there are nodes.
    let dependencyRows: [Int32]
    /// Indices into `dependencies`, grouped by the node that is depended upon.
    let dependentEdges: [Int32]
    /// Row starts into `dependentEdges`.
    let dependentRows: [Int32]

    /// Lays the edges out in rows by counting sort; stable, so that the order of adding decides every tie later.
    init(nodes: [StartupNode], edges: [Dependency]) {
        self.nodes = nodes
        let byDependent = Rows(count: nodes.count, edges.lazy.map(\.dependent.index))
        var sorted: [Dependency] = []
        sorted.reserveCapacity(edges.count)
        for edge in byDependent.values { sorted.append(edges[Int(edge)]) }
        dependencies = sorted
        dependencyRows = byDependent.starts
        let byDependency = Rows(count: nodes.count, sorted.lazy.map(\.dependency.index))
        dependentEdges = byDependency.values
        dependentRows = byDependency.starts
    }

    /// All nodes, in the order in which they were added.
    public var nodeIDs: some RandomAccessCollection<NodeID> {
        nodes.indices.lazy.map { NodeID($0) }
    }

    /// The node behind an identifier of this graph.
    public subscript(_ node: NodeID) -> StartupNode {
        nodes[node.index]
    }

    /// What a node needs.
    public func dependencies(of node: NodeID) -> ArraySlice<Dependency> {
        dependencies[Int(dependencyRows[node.index])..<Int(dependencyRows[node.index + 1])]
    }

    /// Who needs a node.
    public func dependents(of node: NodeID) -> some RandomAccessCollection<Dependency> {
        dependentEdges[Int(dependentRows[node.index])..<Int(dependentRows[node.index + 1])].lazy
            .map { dependencies[Int($0)] }
    }

    /// The node with this name and kind, if it is in the graph. Linear in the number of nodes.
    public func node(named name: String, kind: StartupNode.Kind = .container) -> NodeID? {
        nodes.firstIndex { $0.name == name && $0.kind == kind }.map { NodeID($0) }
    }
}
