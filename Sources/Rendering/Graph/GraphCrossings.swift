/// Counts the crossings of edges.
enum GraphCrossings {
    /// Crossings of links between neighbouring columns, by the heights of their ends, in O(n log n).
    ///
    /// (Barth, Mutzel and Jünger, "Simple and Efficient Bilayer Cross Counting": inversions, counted with a tree of
    /// sums.)
    static func count(_ blocks: GraphBlocks, _ centres: [Double], columns: Int) -> Int {
        var byColumn = [[(left: Double, right: Double)]](repeating: [], count: columns)
        for link in blocks.links {
            byColumn[blocks.items[link.left].column].append((centres[link.left], centres[link.right]))
        }
        return byColumn.reduce(0) { $0 + inversions($1) }
    }

    private static func inversions(_ links: [(left: Double, right: Double)]) -> Int {
        guard links.count > 1 else { return 0 }
        let heights = Set(links.map(\.right)).sorted()
        var position: [Double: Int] = [:]
        for (index, height) in heights.enumerated() { position[height] = index + 1 }
        var tree = [Int](repeating: 0, count: heights.count + 1)
        var crossings = 0
        for (before, link) in links.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }).enumerated() {
            guard let place = position[link.right] else { continue }
            var notBelow = 0
            var index = place
            while index > 0 {
                notBelow += tree[index]
                index &= index - 1
            }
            crossings += before - notBelow
            index = place
            while index < tree.count {
                tree[index] += 1
                index += index & -index
            }
        }
        return crossings
    }
}
