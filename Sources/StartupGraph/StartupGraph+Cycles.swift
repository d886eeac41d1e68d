extension StartupGraph {
    /// A shortest cycle of each group of nodes that need each other, in the order in which they were added.
    ///
    /// ``order()`` names one cycle; here one of every knot is named, so that all of them can be shown at once. Tarjan's
    /// strongly connected components without recursion, then a breadth-first search from the first node of each: linear.
    public func cycles() -> [CycleError] {
        let knots = knots()
        var members: [Int32: [NodeID]] = [:]
        for node in nodeIDs { members[knots[node.index], default: []].append(node) }
        return nodeIDs.compactMap { node in
            guard let knot = members[knots[node.index]], knot.first == node else { return nil }
            return cycle(from: node, in: knots)
        }
    }

    private func cycle(from start: NodeID, in knots: [Int32]) -> CycleError? {
        var previous: [NodeID: NodeID] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for edge in dependencies(of: node) where knots[edge.dependency.index] == knots[start.index] {
                if edge.dependency == start {
                    var path = [node]
                    while let last = path.last, last != start, let before = previous[last] { path.append(before) }
                    return CycleError(cycle: path.reversed(), names: path.reversed().map { self[$0].name })
                }
                if previous[edge.dependency] == nil {
                    previous[edge.dependency] = node
                    queue.append(edge.dependency)
                }
            }
        }
        return nil
    }

    /// The number of each node's component.
    private func knots() -> [Int32] {
        var knots = [Int32](repeating: -1, count: nodes.count)
        var order = [Int32](repeating: -1, count: nodes.count)
        var low = order
        var stack: [Int] = []
        var count: Int32 = 0
        var knot: Int32 = 0
        for root in nodes.indices where order[root] < 0 {
            // The node, and which of its rows comes next.
            var walk = [(node: root, row: Int(dependencyRows[root]))]
            order[root] = count
            low[root] = count
            count += 1
            stack.append(root)
            while let (node, row) = walk.last {
                if row < Int(dependencyRows[node + 1]) {
                    walk[walk.count - 1].row += 1
                    let other = dependencies[row].dependency.index
                    if order[other] < 0 {
                        order[other] = count
                        low[other] = count
                        count += 1
                        stack.append(other)
                        walk.append((other, Int(dependencyRows[other])))
                    } else if knots[other] < 0 {
                        low[node] = min(low[node], order[other])
                    }
                    continue
                }
                walk.removeLast()
                if let parent = walk.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == order[node] else { continue }
                while let top = stack.popLast() {
                    knots[top] = knot
                    if top == node { break }
                }
                knot += 1
            }
        }
        return knots
    }
}
