/// Where everything of a graph is drawn: waves from left to right, pods as rectangles around their containers.
///
/// The same picture always gives the same layout. Boxes do not overlap, edges lead from left to right unless they
/// close a cycle, and between two columns an edge passes no box. Time is near-linear in nodes and bends of edges.
struct GraphLayout: Equatable {
    /// A rectangle.
    struct Box: Equatable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
        var right: Double { x + width }
        var bottom: Double { y + height }
        var middle: Double { y + height / 2 }
    }

    /// A column of nodes.
    struct Column: Equatable {
        var wave: Int
        var x: Double
        var width: Double
    }

    /// The way of an edge: for each column that it passes the height at which it does; its ends are on the boxes.
    struct Route: Equatable {
        /// Columns, from that of the dependency to that of the dependent.
        var columns: [Int]
        /// A height for each.
        var heights: [Double]
        /// False for an edge that closes a cycle: it leads back.
        var isForward: Bool
    }

    static let nodeHeight = 44.0
    static let rowGap = 12.0
    static let groupGap = 18.0
    static let laneGap = 10.0
    static let padding = 10.0
    static let columnGap = 112.0

    /// A box for each node.
    let nodes: [Box]
    /// A box for each pod; empty ones have no size.
    let groups: [Box]
    /// A way for each edge.
    let routes: [Route]
    let columns: [Column]
    /// The column of each node.
    let columnOfNode: [Int]
    let width: Double
    let height: Double

    /// - Parameters:
    ///   - widths: of what is written in each node.
    ///   - headers: the room for the title of each pod.
    init(_ picture: GraphPicture, widths: [Double], headers: [Double]) {
        let ranks = GraphRanks(picture)
        columnOfNode = ranks.columns
        var columnWidths = [Double](repeating: 0, count: ranks.waves.count)
        for (node, column) in ranks.columns.enumerated() {
            columnWidths[column] = max(columnWidths[column], widths[node])
        }
        var x = Self.padding
        columns = zip(ranks.waves, columnWidths).map { wave, width in
            defer { x += width + Self.columnGap }
            return Column(wave: wave, x: x, width: width)
        }
        let blocks = GraphBlocks(picture, columns: ranks.columns, headers: headers)
        let placed = GraphOrder(blocks, columns: ranks.waves.count)
        nodes = picture.nodes.indices.map { [columns] node in
            let column = columns[ranks.columns[node]]
            return Box(
                x: column.x, y: placed.centres[node] - Self.nodeHeight / 2, width: column.width,
                height: Self.nodeHeight)
        }
        groups = Self.boxes(picture, placed, columns)
        routes = Self.routes(picture, placed, ranks.columns)
        width = columns.last.map { $0.x + $0.width + Self.padding } ?? 0
        height = (nodes + groups).map(\.bottom).max() ?? 0
    }

    private static func boxes(_ picture: GraphPicture, _ placed: GraphOrder, _ columns: [Column]) -> [Box] {
        var boxes = [Box](repeating: Box(x: 0, y: 0, width: 0, height: 0), count: picture.groups.count)
        for (index, block) in placed.blocks.blocks.enumerated() {
            guard let group = block.group else { continue }
            let last = columns[block.columns.upperBound]
            let x = columns[block.columns.lowerBound].x - padding
            boxes[group] = Box(
                x: x, y: placed.tops[index], width: last.x + last.width + padding - x,
                height: placed.blocks.height(of: block))
        }
        return boxes
    }

    /// Edges into one node end one below the other, in the order in which they come.
    private static func routes(_ picture: GraphPicture, _ placed: GraphOrder, _ columns: [Int]) -> [Route] {
        var routes = picture.edges.indices.map { index in
            let edge = picture.edges[index]
            let route = placed.blocks.routes[index]
            let items = route.isEmpty ? [edge.dependency, edge.dependent] : route
            return Route(
                columns: items.map { placed.blocks.items[$0].column }, heights: items.map { placed.centres[$0] },
                isForward: !route.isEmpty)
        }
        var arriving = [[Int]](repeating: [], count: picture.nodes.count)
        for (index, edge) in picture.edges.enumerated() { arriving[edge.dependent].append(index) }
        for edges in arriving where edges.count > 1 {
            let sorted = edges.sorted { before(routes[$0], $0, routes[$1], $1) }
            let step = min(13, (nodeHeight - 12) / Double(edges.count - 1))
            for (place, edge) in sorted.enumerated() {
                let last = routes[edge].heights.count - 1
                routes[edge].heights[last] += (Double(place) - Double(edges.count - 1) / 2) * step
            }
        }
        return routes
    }

    private static func before(_ one: Route, _ index: Int, _ other: Route, _ otherIndex: Int) -> Bool {
        let heights = (one.heights[one.heights.count - 2], other.heights[other.heights.count - 2])
        return (heights.0, index) < (heights.1, otherIndex)
    }
}
