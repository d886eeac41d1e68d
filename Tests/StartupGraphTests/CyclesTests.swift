import StartupGraph
import Testing

struct CyclesTests {
    private func graph(_ edges: String) -> StartupGraph {
        var builder = StartupGraphBuilder()
        for edge in edges.split(separator: " ") {
            let ends = edge.split(separator: ">").map { builder.add(StartupNode(String($0))) }
            if ends.count == 2 { builder.add(ends[0], needs: ends[1], .ready) }
        }
        return builder.build()
    }

    @Test(arguments: [
        ("a>b b>c a>c", []), ("a", []), ("a>a", ["a needs itself"]), ("a>b b>a", ["a needs b needs a"]),
        // Each knot once, by its shortest cycle from the node that was added first.
        ("a>b b>c c>d d>a b>a", ["a needs b needs a"]),
        ("a>b b>a c>d d>e e>c x>a x>c", ["a needs b needs a", "c needs d needs e needs c"]),
        // What only leads into a knot, or out of it, is no part of it.
        ("a>b b>c c>b c>d", ["b needs c needs b"]), ("a>b a>c b>d c>d d>a", ["a needs b needs d needs a"]),
    ])
    func everyKnotIsNamed(_ edges: String, _ cycles: [String]) {
        #expect(graph(edges).cycles().map(\.description) == cycles)
    }

    @Test func aLongCycleTakesNoStack() {
        var builder = StartupGraphBuilder()
        let nodes = (0..<200_000).map { builder.add(StartupNode(String($0))) }
        for (node, next) in zip(nodes, nodes.dropFirst() + nodes.prefix(1)) { builder.add(node, needs: next, .started) }
        #expect(builder.build().cycles().map(\.cycle.count) == [200_000])
    }
}
