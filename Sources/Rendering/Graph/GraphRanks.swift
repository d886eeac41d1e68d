/// The column that each node is drawn in: its wave, and always after everything that it needs.
struct GraphRanks {
    /// A column for each node, from 0 without gaps, so that a picture has no more columns than nodes.
    let columns: [Int]
    /// The wave that each column shows.
    let waves: [Int]

    /// The waves of the picture are followed; a node whose wave is not after its dependencies' is moved on.
    ///
    /// Edges that close a cycle are passed over: the first node of it, by wave and then by index, goes first.
    init(_ picture: GraphPicture) {
        let count = picture.nodes.count
        var dependents = [[Int]](repeating: [], count: count)
        var missing = [Int](repeating: 0, count: count)
        for edge in picture.edges where edge.dependent != edge.dependency {
            dependents[edge.dependency].append(edge.dependent)
            missing[edge.dependent] += 1
        }
        var ranks = picture.nodes.map { max(0, $0.wave) }
        var isPlaced = [Bool](repeating: false, count: count)
        let byWave = picture.nodes.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
        var queue = byWave.filter { missing[$0] == 0 }
        var head = 0
        var next = 0
        for node in queue { isPlaced[node] = true }
        while true {
            if head == queue.count {
                while next < count, isPlaced[byWave[next]] { next += 1 }
                guard next < count else { break }
                isPlaced[byWave[next]] = true
                queue.append(byWave[next])
            }
            let node = queue[head]
            head += 1
            for dependent in dependents[node] where !isPlaced[dependent] {
                ranks[dependent] = max(ranks[dependent], ranks[node] + 1)
                missing[dependent] -= 1
                if missing[dependent] == 0 {
                    isPlaced[dependent] = true
                    queue.append(dependent)
                }
            }
        }
        waves = Set(ranks).sorted()
        var columnOfWave: [Int: Int] = [:]
        for (column, wave) in waves.enumerated() { columnOfWave[wave] = column }
        columns = ranks.map { columnOfWave[$0] ?? 0 }
    }
}
