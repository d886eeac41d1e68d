extension StartupGraph {
    /// The nodes so that every node stands after all that it needs; ties in the order of adding.
    ///
    /// Kahn's algorithm. Throws the cycle by name when there is no such order.
    public func order() throws(CycleError) -> [NodeID] {
        var missing = missingCounts()
        var order: [NodeID] = []
        order.reserveCapacity(nodes.count)
        for node in nodes.indices where missing[node] == 0 { order.append(NodeID(node)) }
        var next = 0
        while next < order.count {
            let node = order[next].index
            next += 1
            for row in Int(dependentRows[node])..<Int(dependentRows[node + 1]) {
                let dependent = dependencies[Int(dependentEdges[row])].dependent
                missing[dependent.index] -= 1
                if missing[dependent.index] == 0 { order.append(dependent) }
            }
        }
        if order.count < nodes.count { throw cycleError(amongNodesWith: missing) }
        return order
    }

    /// Groups of nodes that can start together: the first wave needs nothing, each later one only earlier waves.
    public func waves() throws(CycleError) -> [[NodeID]] {
        let order = try order()
        var wave = [Int32](repeating: 0, count: nodes.count)
        var count: Int32 = 0
        for node in order {
            var level: Int32 = 0
            for edge in dependencies(of: node) { level = max(level, wave[edge.dependency.index] + 1) }
            wave[node.index] = level
            count = max(count, level + 1)
        }
        var waves = [[NodeID]](repeating: [], count: Int(count))
        for node in nodeIDs { waves[Int(wave[node.index])].append(node) }
        return waves
    }

    /// How many edges each node still waits for.
    private func missingCounts() -> [Int32] {
        var counts = [Int32](repeating: 0, count: nodes.count)
        for node in nodes.indices { counts[node] = dependencyRows[node + 1] - dependencyRows[node] }
        return counts
    }

    /// Walks from a node that was never released to one that it waits for, until a node comes again.
    ///
    /// Each unreleased node has at least one unreleased dependency (or it would have been released), so the walk
    /// never ends before it closes a circle: no recursion, and linear, because no node is entered twice.
    private func cycleError(amongNodesWith missing: [Int32]) -> CycleError {
        var position = [Int32](repeating: -1, count: nodes.count)
        var path: [NodeID] = []
        var current = missing.firstIndex { $0 > 0 }.map { NodeID($0) }
        while let node = current {
            if position[node.index] >= 0 {
                var cycle = Array(path[Int(position[node.index])...])
                // Begin with the node that was added first, so that the message does not depend on where the walk began.
                if let first = cycle.indices.min(by: { cycle[$0] < cycle[$1] }) {
                    cycle = Array(cycle[first...] + cycle[..<first])
                }
                return CycleError(cycle: cycle, names: cycle.map { self[$0].name })
            }
            position[node.index] = Int32(truncatingIfNeeded: path.count)
            path.append(node)
            current = dependencies(of: node).first { missing[$0.dependency.index] > 0 }?.dependency
        }
        return CycleError(cycle: [], names: [])
    }
}
