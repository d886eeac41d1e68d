import Testing

@testable import Rendering

@Suite struct GraphLayoutTests {
    func layout(_ picture: GraphPicture) -> GraphLayout { GraphShapes(picture, isInteractive: false).layout }

    func overlap(_ one: GraphLayout.Box, _ other: GraphLayout.Box) -> Bool {
        one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom
    }

    func contains(_ outer: GraphLayout.Box, _ inner: GraphLayout.Box) -> Bool {
        outer.x <= inner.x && inner.right <= outer.right && outer.y <= inner.y && inner.bottom <= outer.bottom
    }

    static let pictures =
        [Graphs.shop, Graphs.nasty, Graphs.cycle]
        + (1...40).map {
            Graphs.random(seed: UInt64($0), nodes: $0 * 3)
        }

    @Test(arguments: pictures.indices) func noTwoBoxesOverlap(_ index: Int) {
        let picture = Self.pictures[index]
        let layout = layout(picture)
        for one in layout.nodes.indices {
            for other in layout.nodes.indices where other > one {
                #expect(!overlap(layout.nodes[one], layout.nodes[other]), "nodes \(one) and \(other)")
            }
            for (group, box) in layout.groups.enumerated() where box.width > 0 {
                if picture.nodes[one].group == group {
                    #expect(contains(box, layout.nodes[one]), "node \(one) leaves its pod")
                } else {
                    #expect(!overlap(box, layout.nodes[one]), "node \(one) is in pod \(group)")
                }
            }
        }
        for one in layout.groups.indices {
            for other in layout.groups.indices where other > one {
                #expect(!overlap(layout.groups[one], layout.groups[other]), "pods \(one) and \(other)")
            }
        }
        let whole = GraphLayout.Box(x: 0, y: 0, width: layout.width, height: layout.height)
        for box in layout.nodes + layout.groups { #expect(contains(whole, box)) }
    }

    @Test(arguments: pictures.indices) func edgesGoForwardAndPassNoBox(_ index: Int) {
        let picture = Self.pictures[index]
        let layout = layout(picture)
        for (edge, route) in zip(picture.edges, layout.routes) {
            #expect(route.columns.first == layout.columnOfNode[edge.dependency])
            #expect(route.columns.last == layout.columnOfNode[edge.dependent])
            #expect(route.columns.count == route.heights.count && route.columns.count > 1)
            guard route.isForward else {
                #expect(picture.title == "cycle")
                continue
            }
            #expect(zip(route.columns, route.columns.dropFirst()).allSatisfy { $0 + 1 == $1 })
            for (column, height) in zip(route.columns, route.heights).dropFirst().dropLast() {
                let hit = layout.nodes.indices.first { node in
                    layout.columnOfNode[node] == column && layout.nodes[node].y < height
                        && height < layout.nodes[node].bottom
                }
                #expect(hit == nil, "the edge from \(edge.dependency) passes node \(hit ?? -1)")
            }
            for (node, height) in [(edge.dependency, route.heights.first), (edge.dependent, route.heights.last)] {
                let box = layout.nodes[node]
                #expect(height.map { box.y < $0 && $0 < box.bottom } ?? false)
            }
        }
    }

    @Test(arguments: pictures.indices) func theSamePictureIsDrawnTheSame(_ index: Int) {
        #expect(layout(Self.pictures[index]) == layout(Self.pictures[index]))
    }

    @Test func columnsAreTheWaves() {
        let layout = layout(Graphs.shop)
        #expect(layout.columnOfNode == Graphs.shop.nodes.map(\.wave))
        #expect(layout.columns.map(\.wave) == [0, 1, 2, 3])
    }

    @Test func wavesThatContradictTheEdgesGiveWay() {
        let nodes = (0..<3).map { GraphPicture.Node("n\($0)", kind: .target, wave: $0 == 0 ? 1_000_000 : 0) }
        let chain = GraphPicture(
            title: "", nodes: nodes,
            edges: [GraphPicture.Edge(1, needs: 0, .ready), GraphPicture.Edge(2, needs: 1, .ready)])
        let ranks = GraphRanks(chain)
        #expect(ranks.columns == [0, 1, 2])
        #expect(ranks.waves == [1_000_000, 1_000_001, 1_000_002])
    }

    @Test func cyclesLeadBackOnce() {
        #expect(layout(Graphs.cycle).routes.map(\.isForward) == [false, true, false, true])
        #expect(GraphRanks(Graphs.cycle).columns == [0, 1, 2])
    }

    @Test func crossingsAreFound() {
        // Two targets each, crossed as they are given: the order of the dependents has to change.
        let nodes = (0..<4).map { GraphPicture.Node("n\($0)", kind: .target, wave: $0 / 2) }
        let crossed = GraphPicture(
            title: "", nodes: nodes,
            edges: [
                GraphPicture.Edge(2, needs: 1, .ready), GraphPicture.Edge(3, needs: 0, .ready),
                GraphPicture.Edge(3, needs: 1, .ready),
            ])
        let blocks = GraphBlocks(crossed, columns: [0, 0, 1, 1], headers: [])
        #expect(GraphCrossings.count(blocks, [0, 1, 0, 1], columns: 2) == 1)
        #expect(GraphCrossings.count(blocks, [1, 0, 0, 1], columns: 2) == 0)
        let order = GraphOrder(blocks, columns: 2)
        #expect(GraphCrossings.count(order.blocks, order.centres, columns: 2) == 0)
    }

    @Test(arguments: 1...20) func countingAgreesWithComparingAll(seed: Int) {
        let picture = Graphs.random(seed: UInt64(seed), nodes: 60)
        let ranks = GraphRanks(picture)
        let blocks = GraphBlocks(
            picture, columns: ranks.columns, headers: picture.groups.map { _ in 18 })
        let order = GraphOrder(blocks, columns: ranks.waves.count)
        let links = order.blocks.links
        var expected = 0
        for (index, one) in links.enumerated() {
            for other in links[(index + 1)...]
            where order.blocks.items[one.left].column == order.blocks.items[other.left].column {
                let left = order.centres[one.left] - order.centres[other.left]
                let right = order.centres[one.right] - order.centres[other.right]
                if left * right < 0 { expected += 1 }
            }
        }
        #expect(GraphCrossings.count(order.blocks, order.centres, columns: ranks.waves.count) == expected)
    }

    @Test func longEdgesOfOneDependencyShareTheirWay() {
        let nodes = (0..<5).map { GraphPicture.Node("n\($0)", kind: .target, wave: $0) }
        let fan = GraphPicture(
            title: "", nodes: nodes,
            edges: (1..<4).map { GraphPicture.Edge($0 + 1, needs: 0, .ready) }
                + [GraphPicture.Edge(4, needs: 0, .ready, assurance: .open)])
        let blocks = GraphBlocks(fan, columns: [0, 1, 2, 3, 4], headers: [])
        #expect(blocks.items.count == 5 + 3 + 3, "a bend in each of three columns for each assurance")
        #expect(layout(fan).routes[0].heights[1] == layout(fan).routes[2].heights[1])
    }

    @Test func aLargeGraphIsDrawn() {
        // Twice a long chain whose every member needs the first: the bends are many more than the nodes.
        let count = 700
        let nodes = (0..<count).map { GraphPicture.Node("n\($0)", kind: .target, wave: $0) }
        let edges = (1..<count).flatMap { node in
            [GraphPicture.Edge(node, needs: node - 1, .ready), GraphPicture.Edge(node, needs: node / 2, .ready)]
        }
        let layout = layout(GraphPicture(title: "", nodes: nodes, edges: edges))
        #expect(layout.columns.count == count)
        #expect(layout.routes.contains { $0.columns.count == 2 && $0.columns[0] + 1 < $0.columns[1] })
    }
}
