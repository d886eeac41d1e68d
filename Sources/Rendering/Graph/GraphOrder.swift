/// Puts the blocks of a layout one below the other so that few edges cross.
///
/// All columns follow one order of blocks, so that a pod that spans several is a rectangle. The order is improved by
/// barycentres, as Sugiyama's method does it; parts of the graph that have nothing to do with each other stay apart.
struct GraphOrder {
    /// More sweeps than this hardly ever find a better order.
    static let sweeps = 12

    private(set) var blocks: GraphBlocks
    /// The tops of the blocks.
    private(set) var tops: [Double]
    /// The centres of the items.
    private(set) var centres: [Double]
    private let columns: Int
    private var order: [Int]
    private let part: [Int]
    /// The heights of the blocks and of each of their columns, which no order changes.
    private let heights: [Double]
    private let stackHeights: [[Double]]
    private var leftOf: [[Int]]
    private var rightOf: [[Int]]

    init(_ blocks: GraphBlocks, columns: Int) {
        self.blocks = blocks
        self.columns = columns
        order = Array(blocks.blocks.indices)
        part = Self.parts(blocks)
        heights = blocks.blocks.map { blocks.height(of: $0) }
        stackHeights = blocks.blocks.map { block in block.stacks.map { blocks.height(ofStack: $0) } }
        tops = [Double](repeating: 0, count: blocks.blocks.count)
        centres = [Double](repeating: 0, count: blocks.items.count)
        leftOf = [[Int]](repeating: [], count: blocks.items.count)
        rightOf = leftOf
        for link in blocks.links {
            leftOf[link.right].append(link.left)
            rightOf[link.left].append(link.right)
        }
        order.sort { (part[$0], $0) < (part[$1], $1) }
        pack()
        improve()
        for _ in 0..<3 {
            settleDown()
            settleUp()
        }
    }

    /// Which connected part of the graph each block is in, by the first block of it.
    private static func parts(_ blocks: GraphBlocks) -> [Int] {
        var parent = Array(blocks.blocks.indices)
        func root(_ block: Int) -> Int {
            var block = block
            while parent[block] != block {
                parent[block] = parent[parent[block]]
                block = parent[block]
            }
            return block
        }
        for route in blocks.routes {
            for (one, other) in zip(route, route.dropFirst()) {
                let (a, b) = (root(blocks.items[one].block), root(blocks.items[other].block))
                parent[max(a, b)] = min(a, b)
            }
        }
        return blocks.blocks.indices.map(root)
    }

    private mutating func improve() {
        var best = (cost: cost(), order: order, blocks: blocks)
        for sweep in 0..<Self.sweeps {
            let keys = barycentres(sweep % 3 == 0 ? [leftOf, rightOf] : sweep % 3 == 1 ? [rightOf] : [leftOf])
            blocks.sortStacks(by: keys.items)
            order.sort { (part[$0], keys.blocks[$0], $0) < (part[$1], keys.blocks[$1], $1) }
            pack()
            let cost = cost()
            if cost < best.cost { best = (cost, order, blocks) }
        }
        (order, blocks) = (best.order, best.blocks)
        pack()
    }

    /// Crossings, and then how far edges go up and down: short ones pass over fewer pods.
    private func cost() -> (Int, Double) {
        let length = blocks.links.reduce(0) { $0 + abs(centres[$1.left] - centres[$1.right]) }
        return (GraphCrossings.count(blocks, centres, columns: columns), length)
    }

    /// The mean height of the neighbours of each item, and of those of each block outside of it.
    private func barycentres(_ sides: [[[Int]]]) -> (items: [Double], blocks: [Double]) {
        var items = centres
        var sums = [Double](repeating: 0, count: blocks.blocks.count)
        var counts = [Double](repeating: 0, count: blocks.blocks.count)
        for item in items.indices {
            let block = blocks.items[item].block
            var (sum, count) = (0.0, 0.0)
            for side in sides {
                for neighbour in side[item] {
                    sum += centres[neighbour]
                    count += 1
                    guard blocks.items[neighbour].block != block else { continue }
                    sums[block] += centres[neighbour]
                    counts[block] += 1
                }
            }
            if count > 0 { items[item] = sum / count }
        }
        let middles = blocks.blocks.indices.map { block in
            counts[block] > 0
                ? sums[block] / counts[block] : tops[block] + heights[block] / 2
        }
        return (items, middles)
    }

    /// Every block as high as those before it let it.
    private mutating func pack() {
        var skyline = [Double](repeating: 0, count: columns)
        for block in order {
            let columns = blocks.blocks[block].columns
            let top = skyline[columns].max() ?? 0
            let bottom = top + heights[block] + blocks.blocks[block].gap
            for column in columns { skyline[column] = bottom }
            move(block, to: top)
        }
    }

    private mutating func move(_ block: Int, to top: Double) {
        tops[block] = top
        let form = blocks.blocks[block]
        let inside = heights[block] - form.header - 2 * form.padding
        for (stack, height) in zip(form.stacks, stackHeights[block]) {
            var y = top + form.header + form.padding + (inside - height) / 2
            for item in stack {
                centres[item] = y + blocks.items[item].height / 2
                y += blocks.items[item].height + GraphLayout.rowGap
            }
        }
    }

    /// How far a block would like to move, to have its edges straight.
    private func pull(_ block: Int) -> Double {
        var (sum, count) = (0.0, 0.0)
        for stack in blocks.blocks[block].stacks {
            for item in stack {
                for side in [leftOf[item], rightOf[item]] {
                    for neighbour in side where blocks.items[neighbour].block != block {
                        sum += centres[neighbour] - centres[item]
                        count += 1
                    }
                }
            }
        }
        return count > 0 ? sum / count : 0
    }

    /// Moves blocks down towards their neighbours, as far as the next block lets them; the whole gets no higher.
    private mutating func settleDown() {
        let bottom = order.map { tops[$0] + heights[$0] + blocks.blocks[$0].gap }.max() ?? 0
        var floor = [Double](repeating: bottom, count: columns)
        for block in order.reversed() {
            let form = blocks.blocks[block]
            let limit = (floor[form.columns].min() ?? bottom) - heights[block] - form.gap
            let top = max(tops[block], min(tops[block] + pull(block), limit))
            if top != tops[block] { move(block, to: top) }
            for column in form.columns { floor[column] = top }
        }
    }

    /// Moves blocks up towards their neighbours, as far as the block before lets them.
    private mutating func settleUp() {
        var skyline = [Double](repeating: 0, count: columns)
        for block in order {
            let form = blocks.blocks[block]
            let limit = skyline[form.columns].max() ?? 0
            let top = min(tops[block], max(tops[block] + pull(block), limit))
            if top != tops[block] { move(block, to: top) }
            for column in form.columns { skyline[column] = top + heights[block] + form.gap }
        }
    }
}
