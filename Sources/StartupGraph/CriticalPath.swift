/// When each node can start, what decides the end, and how much the others could be late.
public struct CriticalPath: Sendable {
    /// The nodes that decide the end, from the first to start to the last to be ready.
    public let path: [NodeID]
    /// When everything is ready.
    public let end: Duration
    /// When each node can start, by ``NodeID/index``.
    public let starts: [Duration]
    /// How much later than ``starts`` each node may start without moving ``end``, by ``NodeID/index``.
    public let slack: [Duration]
}

extension StartupGraph {
    /// The critical path, when `cost` says how long a node takes from its start to a condition.
    ///
    /// A node starts when the last of its dependencies has reached its condition. Its own end is the time of being
    /// ready, which for a node that others need `completed` is the later of the two.
    /// Linear; `cost` is asked once an edge and once a node. Throws the cycle when there is one.
    public func criticalPath(cost: (NodeID, Condition) -> Duration) throws(CycleError) -> CriticalPath {
        let order = try order()
        var starts = [Duration](repeating: .zero, count: nodes.count)
        var decisive = [Int32](repeating: -1, count: nodes.count)
        var costs: [Duration] = []
        costs.reserveCapacity(dependencies.count)
        for edge in dependencies { costs.append(cost(edge.dependency, edge.condition)) }
        let own = nodes.indices.map { cost(NodeID($0), .ready) }
        var end = Duration.zero
        var last: NodeID?
        for node in order {
            for row in Int(dependencyRows[node.index])..<Int(dependencyRows[node.index + 1]) {
                let dependency = dependencies[row].dependency
                let released = starts[dependency.index] + costs[row]
                if released > starts[node.index] || decisive[node.index] < 0 {
                    starts[node.index] = max(released, starts[node.index])
                    decisive[node.index] = dependency.rawValue
                }
            }
            let ready = starts[node.index] + own[node.index]
            if last == nil || ready > end {
                end = ready
                last = node
            }
        }
        var latest = own.map { end - $0 }
        for node in order.reversed() {
            for row in Int(dependencyRows[node.index])..<Int(dependencyRows[node.index + 1]) {
                let dependency = dependencies[row].dependency.index
                latest[dependency] = min(latest[dependency], latest[node.index] - costs[row])
            }
        }
        var path: [NodeID] = []
        while let node = last {
            path.append(node)
            last = decisive[node.index] < 0 ? nil : NodeID(Int(decisive[node.index]))
        }
        let slack = nodes.indices.map { latest[$0] - starts[$0] }
        return CriticalPath(path: path.reversed(), end: end, starts: starts, slack: slack)
    }
}
