/// What several pictures of a graph say in the same words.
extension GraphPicture {
    /// Whether there was a predicted run: without one nothing is said of times.
    var hasTimes: Bool { end != nil || nodes.contains { $0.start != nil || $0.ready != nil } }

    /// How the run ends, such as `everything is ready after 4.3s`; empty without one.
    var outcome: String {
        // What was read has no pods, or none that starts.
        if nodes.isEmpty { return end == nil ? "" : "nothing starts" }
        if let end { return "everything is ready after " + DurationText.format(end) }
        return hasTimes ? "not everything becomes ready" : ""
    }

    /// The critical path in words, one step each, such as `config ready 4s`; with its pod where a name comes twice.
    var criticalSteps: [String] {
        let labels = criticalPath.map { nodes[$0].label }
        return criticalPath.map { node in
            let isUnique = labels.count { $0 == nodes[node].label } == 1
            return (isUnique ? nodes[node].label : name(of: node)) + time(of: nodes[node], before: " ")
        }
    }

    /// The node's end in words, such as `ready 4.3s`; empty without a run.
    func time(of node: Node, before space: String = "") -> String {
        guard hasTimes else { return "" }
        let verb = node.kind == .initContainer ? "done" : "ready"
        return space + (node.ready.map { "\(verb) " + DurationText.format($0) } ?? "never \(verb)")
    }

    /// The name of a node's pod; empty for targets.
    func pod(of node: Int) -> String { nodes[node].group.map { groups[$0].title } ?? "" }

    /// The node's name, with its pod before it unless it is in the same one: `deployment/shop app`.
    func name(of node: Int, seenFrom other: Int? = nil) -> String {
        guard let group = nodes[node].group, other.map({ nodes[$0].group != group }) ?? true else {
            return nodes[node].label
        }
        return groups[group].title + " " + nodes[node].label
    }

    /// The weakest of what holds each node; `nil` for those that wait for nothing.
    var weakestHolds: [Edge.Assurance?] {
        let order = Edge.Assurance.allCases
        var weakest = [Int?](repeating: nil, count: nodes.count)
        for edge in edges {
            let rank = order.firstIndex(of: edge.assurance) ?? 0
            weakest[edge.dependent] = max(weakest[edge.dependent] ?? rank, rank)
        }
        return weakest.map { $0.map { order[$0] } }
    }
}

extension GraphPicture.Edge.Assurance {
    /// What it means, in a few words.
    var meaning: String {
        switch self {
        case .closed: "held until it holds"
        case .open: "held, but can be let through"
        case .none: "not held by anything"
        }
    }
}
