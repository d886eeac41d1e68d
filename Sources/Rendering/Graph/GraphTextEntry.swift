/// Edges of a graph that differ only in who waits, as one entry of the text.
struct GraphTextEntry {
    /// The first of them.
    let edge: GraphPicture.Edge
    /// All that wait.
    private(set) var dependents: [Int]
    /// Whether one of them is on the critical path.
    private(set) var isCritical: Bool

    /// What they have in common.
    private struct Key: Hashable {
        var dependency: Int
        var condition: String
        var texts: [String]
    }

    /// The entries in the order of their first edges.
    static func entries(_ picture: GraphPicture) -> [GraphTextEntry] {
        var entries: [GraphTextEntry] = []
        var known: [Key: Int] = [:]
        for edge in picture.edges {
            let key = Key(
                dependency: edge.dependency, condition: edge.condition.rawValue,
                texts: [
                    edge.assurance.rawValue, edge.strategy, edge.reason, edge.guarantee, edge.stronger, edge.via,
                ])
            if let index = known[key] {
                entries[index].dependents.append(edge.dependent)
                entries[index].isCritical = entries[index].isCritical || edge.isCritical
            } else {
                known[key] = entries.count
                entries.append(
                    GraphTextEntry(edge: edge, dependents: [edge.dependent], isCritical: edge.isCritical))
            }
        }
        return entries
    }

    /// `deployment/shop app needs istio-proxy to be ready`.
    func sentence(_ picture: GraphPicture) -> String {
        let names = dependents.enumerated().map { place, node in
            picture.name(of: node, seenFrom: place == 0 ? nil : dependents[0])
        }
        let list =
            names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1] : names[0]
        let isWithin = dependents.allSatisfy { picture.nodes[$0].group == picture.nodes[edge.dependency].group }
        let dependency = picture.name(of: edge.dependency, seenFrom: isWithin ? dependents[0] : nil)
        return "\(list) \(names.count > 1 ? "need" : "needs") \(dependency) to be \(edge.condition.rawValue)"
    }

    /// What there is to say of it, a line each.
    var facts: [(label: String, text: String, isAssurance: Bool)] {
        let strategy = edge.strategy.isEmpty ? "" : edge.strategy + ", "
        let how = "\(strategy)\(edge.assurance.rawValue): \(edge.assurance.meaning)"
        return [
            ("how", how, true), ("why", edge.reason, false), ("asks", edge.via, false),
            ("guarantee", edge.guarantee, false), ("stronger", edge.stronger, false),
        ].filter { !$0.1.isEmpty }
    }
}
