import TestSupport
import Testing

@testable import Injection

/// Only dependencies move, and only as far as needed.
@Suite struct HookOrderTests {
    @Test(arguments: [
        ("a b c", "", "a b c"), ("a b c", "a>c", "c a b"), ("a b c", "b>c", "a c b"), ("a b c", "c>a", "a b c"),
        ("a b c d", "a>d d>b", "b d a c"), ("a b c d", "a>c a>b", "b c a d"), ("d c b a", "d>a c>a b>a", "a d c b"),
    ])
    func order(names: String, needs: String, wanted: String) {
        #expect(HookOrder.sorted(words(names), needs: edges(needs)) == words(wanted))
    }

    private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private func edges(_ text: String) -> [String: Set<String>] {
        var needs: [String: Set<String>] = [:]
        for edge in text.split(separator: " ") {
            let ends = edge.split(separator: ">").map(String.init)
            needs[ends[0], default: []].insert(ends[1])
        }
        return needs
    }

    /// On generated lists and needs: right, nothing lost, idempotent, and whoever is nobody's dependency stays in order.
    @Test func properties() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let count = Int.random(in: 1...8, using: &random)
            let names = (0..<count).map { "c\($0)" }
            // A hidden order, so that there are no cycles.
            let hidden = names.shuffled(using: &random)
            var needs: [String: Set<String>] = [:]
            for _ in 0..<Int.random(in: 0...count, using: &random) {
                let ends = [Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)]
                if ends[0] < ends[1] { needs[hidden[ends[1]], default: []].insert(hidden[ends[0]]) }
            }
            let order = HookOrder.sorted(names, needs: needs)
            let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
            #expect(order.sorted() == names.sorted())
            for (dependent, dependencies) in needs {
                for name in dependencies { #expect((rank[name] ?? 99) < (rank[dependent] ?? 0)) }
            }
            let dependencies = needs.values.reduce(into: Set<String>()) { $0.formUnion($1) }
            #expect(order.filter { !dependencies.contains($0) } == names.filter { !dependencies.contains($0) })
            #expect(HookOrder.sorted(order, needs: needs) == order)
        }
    }
}
