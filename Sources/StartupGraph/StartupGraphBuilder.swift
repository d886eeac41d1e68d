/// Collects nodes and edges, and makes a ``StartupGraph`` of them.
public struct StartupGraphBuilder: Sendable {
    /// The nodes so far.
    public private(set) var nodes: [StartupNode] = []
    /// The edges so far.
    public private(set) var edges: [Dependency] = []
    private var known: [StartupNode: NodeID] = [:]

    /// An empty builder.
    public init() {}

    /// Makes room, for graphs whose size is known.
    public mutating func reserve(nodes: Int, edges: Int) {
        self.nodes.reserveCapacity(nodes)
        self.edges.reserveCapacity(edges)
        known.reserveCapacity(nodes)
    }

    /// The node's identifier; the node is added if it is new.
    @discardableResult
    public mutating func add(_ node: StartupNode) -> NodeID {
        if let id = known[node] { return id }
        let id = NodeID(nodes.count)
        nodes.append(node)
        known[node] = id
        return id
    }

    /// Adds a node of its own, even where another has its name and kind. ``add(_:)`` does not find it again: for callers
    /// who keep account of their nodes themselves.
    @discardableResult
    public mutating func append(_ node: StartupNode) -> NodeID {
        nodes.append(node)
        return NodeID(nodes.count - 1)
    }

    /// Adds an edge between nodes of this builder. Edges that say the same twice do no harm.
    public mutating func add(_ dependent: NodeID, needs dependency: NodeID, _ condition: Condition) {
        edges.append(Dependency(dependent, needs: dependency, condition))
    }

    /// The graph of what was added.
    public func build() -> StartupGraph {
        StartupGraph(nodes: nodes, edges: edges)
    }
}
