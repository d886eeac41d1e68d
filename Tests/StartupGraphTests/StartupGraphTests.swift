import TestSupport
import Testing

@testable import StartupGraph

/// Makes a graph from edges as text: `app>db` reads "app needs db to be ready", `app>db!` completed, `app>db?` started.
func graph(_ edges: String...) -> StartupGraph {
    var builder = StartupGraphBuilder()
    for edge in edges {
        let sides = edge.split(separator: ">").map(String.init)
        let dependent = builder.add(StartupNode(sides[0]))
        guard sides.count == 2 else { continue }
        var name = sides[1]
        var condition = Condition.ready
        if name.hasSuffix("!") { condition = .completed } else if name.hasSuffix("?") { condition = .started }
        if condition != .ready { name.removeLast() }
        builder.add(dependent, needs: builder.add(StartupNode(name)), condition)
    }
    return builder.build()
}

@Suite struct StartupGraphTests {
    func names(_ nodes: [NodeID], _ graph: StartupGraph) -> [String] { nodes.map { graph[$0].name } }

    @Test func anEmptyGraphHasNothing() throws {
        let empty = StartupGraphBuilder().build()
        #expect(try empty.order().isEmpty)
        #expect(try empty.waves().isEmpty)
        #expect(try empty.criticalPath { _, _ in .seconds(1) }.end == .zero)
    }

    @Test func orderPutsDependenciesFirstAndKeepsTheOrderOfAdding() throws {
        let graph = graph("app>proxy", "app>db", "db>volume", "other")
        #expect(try names(graph.order(), graph) == ["proxy", "volume", "other", "db", "app"])
    }

    @Test func wavesAreTheLongestWay() throws {
        let graph = graph("app>proxy", "app>db", "db>volume", "other")
        #expect(
            try graph.waves().map { names($0, graph) } == [["proxy", "volume", "other"], ["db"], ["app"]])
    }

    @Test func aCycleIsNamed() {
        let graph = graph("x>b", "b>c", "c>d", "d>b", "x>free")
        let error = #expect(throws: CycleError.self) { try graph.order() }
        #expect(error?.names == ["b", "c", "d"])
        #expect(error?.description == "b needs c needs d needs b")
    }

    @Test func waitingForOneselfIsACycleOfOne() {
        let error = #expect(throws: CycleError.self) { try graph("a>a").waves() }
        #expect(error?.description == "a needs itself")
    }

    @Test func dependentsAndDependenciesMirrorEachOther() throws {
        let graph = graph("a>c", "b>c!", "b>d?")
        let c = try #require(graph.node(named: "c"))
        #expect(graph.dependents(of: c).map { graph[$0.dependent].name } == ["a", "b"])
        let b = try #require(graph.node(named: "b"))
        #expect(graph.dependencies(of: b).map(\.condition) == [.completed, .started])
        #expect(graph.node(named: "c", kind: .target) == nil)
    }

    @Test func theCriticalPathTakesTheSlowestWay() throws {
        let graph = graph("app>proxy", "app>config", "config>db", "metrics")
        let seconds = ["app": 2, "proxy": 1, "config": 3, "db": 4, "metrics": 1]
        let path = try graph.criticalPath { node, _ in .seconds(seconds[graph[node].name] ?? 0) }
        #expect(names(path.path, graph) == ["db", "config", "app"])
        #expect(path.end == .seconds(9))
        let proxy = try #require(graph.node(named: "proxy"))
        #expect(path.slack[proxy.index] == .seconds(6))
        #expect(path.path.allSatisfy { path.slack[$0.index] == .zero })
        let metrics = try #require(graph.node(named: "metrics"))
        #expect(path.slack[metrics.index] == .seconds(8))
    }

    @Test func costsDependOnTheCondition() throws {
        let graph = graph("app>migrate!", "app>proxy?")
        let path = try graph.criticalPath { node, condition in
            switch (graph[node].name, condition) {
            case ("migrate", .completed): .seconds(5)
            case ("proxy", .started): .zero
            case ("proxy", _): .seconds(3)
            default: .seconds(1)
            }
        }
        #expect(path.end == .seconds(6))
        #expect(names(path.path, graph) == ["migrate", "app"])
    }

    /// Random graphs: order respects every edge, and reversing one edge of an order's path makes a cycle that is real.
    @Test(arguments: 0..<50) func randomGraphs(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 2...60, using: &random)
        var builder = StartupGraphBuilder()
        let ids = (0..<count).map { builder.add(StartupNode("n\($0)")) }
        for _ in 0..<count * 2 {
            let a = Int.random(in: 0..<count, using: &random)
            let b = Int.random(in: 0..<count, using: &random)
            if a != b { builder.add(ids[max(a, b)], needs: ids[min(a, b)], .ready) }
        }
        let acyclic = builder.build()
        let order = try acyclic.order()
        var place = [Int](repeating: 0, count: count)
        for (position, node) in order.enumerated() { place[node.index] = position }
        #expect(acyclic.dependencies.allSatisfy { place[$0.dependency.index] < place[$0.dependent.index] })
        #expect(try acyclic.waves().flatMap { $0 }.count == count)
        guard let edge = acyclic.dependencies.randomElement(using: &random) else { return }
        builder.add(edge.dependency, needs: edge.dependent, .started)
        let cyclic = builder.build()
        let error = try #require(throws: CycleError.self) { try cyclic.order() }
        for (node, next) in zip(error.cycle, error.cycle.dropFirst() + error.cycle.prefix(1)) {
            #expect(cyclic.dependencies(of: node).contains { $0.dependency == next })
        }
    }

    /// No recursion anywhere: a chain this deep would overflow a stack.
    @Test func aLongChainIsWalkedWithoutRecursion() throws {
        var builder = StartupGraphBuilder()
        var previous = builder.add(StartupNode("0"))
        for index in 1..<100_000 {
            let node = builder.add(StartupNode(String(index)))
            builder.add(node, needs: previous, .ready)
            previous = node
        }
        let chain = builder.build()
        #expect(try chain.waves().count == 100_000)
        #expect(try chain.criticalPath { _, _ in .milliseconds(1) }.end == .seconds(100))
        builder.add(NodeID(0), needs: previous, .ready)
        let error = #expect(throws: CycleError.self) { try builder.build().order() }
        #expect(error?.cycle.count == 100_000)
    }
}
