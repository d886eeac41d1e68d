/// What the layout moves about: blocks that keep together (a pod, a target, a bend of a long edge), made of items.
struct GraphBlocks {
    /// A node, or the place where a long edge passes through a column.
    struct Item {
        /// The index of a node of the picture; `nil` where an edge passes.
        var node: Int?
        var column: Int
        var block: Int
        var height: Double
    }

    /// A rectangle that no other block may overlap.
    struct Block {
        /// A pod of the picture; `nil` for a target or a bend.
        var group: Int?
        var columns: ClosedRange<Int>
        /// Room above the items and around them.
        var header = 0.0
        var padding = 0.0
        /// Room to the next block below.
        var gap: Double
        /// The items of each column, from top to bottom, beginning with `columns.lowerBound`.
        var stacks: [[Int]]
    }

    /// The dummy nodes that all layered drawings need are shared by edges that leave a node and look alike; beyond
    /// this many the rest of the long edges are drawn straight: a graph with thousands of waves must still end.
    static let bendLimit = 30_000

    private(set) var items: [Item]
    private(set) var blocks: [Block] = []
    /// For each edge of the picture the items that it passes, its ends included; empty when it leads backwards.
    private(set) var routes: [[Int]]
    /// Pairs of items in neighbouring columns, each once.
    private(set) var links: [(left: Int, right: Int)] = []

    /// - Parameter headers: the room for the title of each pod.
    init(_ picture: GraphPicture, columns: [Int], headers: [Double]) {
        items = picture.nodes.indices.map {
            Item(node: $0, column: columns[$0], block: 0, height: GraphLayout.nodeHeight)
        }
        routes = [[Int]](repeating: [], count: picture.edges.count)
        makeBlocks(picture, headers)
        makeRoutes(picture)
        fillStacks()
    }

    private mutating func makeBlocks(_ picture: GraphPicture, _ headers: [Double]) {
        var blockOfGroup: [Int: Int] = [:]
        for (index, node) in picture.nodes.enumerated() {
            let column = items[index].column
            guard let group = node.group else {
                items[index].block = blocks.count
                blocks.append(Block(columns: column...column, gap: GraphLayout.rowGap, stacks: []))
                continue
            }
            if let block = blockOfGroup[group] {
                let old = blocks[block].columns
                blocks[block].columns = min(old.lowerBound, column)...max(old.upperBound, column)
                items[index].block = block
            } else {
                blockOfGroup[group] = blocks.count
                items[index].block = blocks.count
                blocks.append(
                    Block(
                        group: group, columns: column...column, header: headers[group],
                        padding: GraphLayout.padding, gap: GraphLayout.groupGap, stacks: []))
            }
        }
    }

    private struct Bend: Hashable {
        var dependency: Int
        var assurance: GraphPicture.Edge.Assurance
        var column: Int
        /// The pod, when the edge stays inside of it.
        var block: Int?
    }

    private struct Link: Hashable {
        var left: Int
        var right: Int
    }

    private mutating func makeRoutes(_ picture: GraphPicture) {
        var bends: [Bend: Int] = [:]
        var seen: Set<Link> = []
        for (index, edge) in picture.edges.enumerated() {
            let (start, end) = (edge.dependency, edge.dependent)
            guard items[start].column < items[end].column else { continue }
            let block = items[start].block == items[end].block ? items[start].block : nil
            var route = [start]
            for column in (items[start].column + 1)..<items[end].column {
                let bend = Bend(dependency: start, assurance: edge.assurance, column: column, block: block)
                if let known = bends[bend] {
                    route.append(known)
                } else if bends.count < Self.bendLimit {
                    bends[bend] = items.count
                    route.append(items.count)
                    items.append(Item(node: nil, column: column, block: block ?? blocks.count, height: 0))
                    if block == nil {
                        blocks.append(Block(columns: column...column, gap: GraphLayout.laneGap, stacks: []))
                    }
                }
            }
            route.append(end)
            routes[index] = route
            for (left, right) in zip(route, route.dropFirst())
            where items[left].column + 1 == items[right].column && seen.insert(Link(left: left, right: right)).inserted
            {
                links.append((left, right))
            }
        }
    }

    private mutating func fillStacks() {
        for block in blocks.indices {
            blocks[block].stacks = [[Int]](repeating: [], count: blocks[block].columns.count)
        }
        for (index, item) in items.enumerated() {
            blocks[item.block].stacks[item.column - blocks[item.block].columns.lowerBound].append(index)
        }
    }

    /// Sorts the items of each column of each block; equal ones keep their order by index.
    mutating func sortStacks(by key: [Double]) {
        for block in blocks.indices {
            for stack in blocks[block].stacks.indices where blocks[block].stacks[stack].count > 1 {
                blocks[block].stacks[stack].sort { (key[$0], $0) < (key[$1], $1) }
            }
        }
    }

    /// The height of a column of a block with the gaps between its items.
    func height(ofStack stack: [Int]) -> Double {
        stack.reduce(0) { $0 + items[$1].height } + Double(max(0, stack.count - 1)) * GraphLayout.rowGap
    }

    /// The height of a block with its header and padding.
    func height(of block: Block) -> Double {
        block.header + 2 * block.padding + (block.stacks.map { height(ofStack: $0) }.max() ?? 0)
    }
}
