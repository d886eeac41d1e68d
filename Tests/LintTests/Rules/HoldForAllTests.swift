import Manifests
import Testing

@testable import Lint

struct HoldForAllTests {
    private static let mesh = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            defaultConfig:
              holdApplicationUntilProxyStarts: true
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---

        """
    private static func pods(_ count: Int, more: [String] = [], namespace: String = "shop") -> String {
        let plain = (0..<count).map { (name: "plain-\($0)", container: "{name: app, image: a}", metadata: "") }
        let other = more.enumerated().map { (name: "other-\($0)", container: $1, metadata: "") }
        return (plain + other).map { pod in
            "apiVersion: v1\nkind: Pod\nmetadata: {name: \(pod.name), namespace: \(namespace)}\n"
                + "spec: {containers: [\(pod.container)]}\n"
        }.joined(separator: "---\n")
    }
    private static let waits =
        "{name: app, image: a, command: [sh, -c, 'until curl -f localhost:15021; do sleep 1; done; app']}"

    @Test func nobodyNeedsIt() throws {
        let hits = Linted.hits(.holdForAll, HoldForAllTests.mesh + HoldForAllTests.pods(4))
        let hit = try #require(hits.first)
        #expect(hits.count == 1 && hit.severity == .note && hit.location == Location(line: 7, column: 40))
        #expect(hit.message.contains("4 of the given pods start later for it, and none"))
    }

    @Test func oneOfFiveNeedsIt() {
        let text = HoldForAllTests.mesh + HoldForAllTests.pods(4, more: [HoldForAllTests.waits])
        #expect(
            Linted.hits(.holdForAll, text).map(\.cure) == [
                "switch it off here, and annotate pod/other-0 with proxy.istio.io/config"
            ])
    }

    @Test(arguments: [
        // A quarter is not few; three are too few to say anything.
        mesh + pods(3, more: [waits]),
        mesh + pods(3),
        mesh.replacing("Starts: true", with: "Starts: false") + pods(4),
        // Outside the mesh.
        mesh + pods(4, namespace: "other"),
        mesh.replacing("enabled", with: "disabled") + pods(4),
        pods(6),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdForAll, text).map(\.message).isEmpty)
    }

    @Test func whoSaysItHimselfDoesNotCount() {
        let own = (0..<4).map {
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p\($0), namespace: shop, annotations: "
                + "{proxy.istio.io/config: 'holdApplicationUntilProxyStarts: true'}}\n"
                + "spec: {containers: [{name: a, image: a}]}\n"
        }.joined(separator: "---\n")
        #expect(Linted.hits(.holdForAll, HoldForAllTests.mesh + own).isEmpty)
    }

    @Test func whoDeclaresAWaitNeedsIt() {
        let declared = (0..<4).map {
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p\($0), namespace: shop, annotations: "
                + "{holdfast.dev/wait-for: 'tcp://db:1'}}\nspec: {containers: [{name: a, image: a}]}\n"
        }.joined(separator: "---\n")
        #expect(Linted.hits(.holdForAll, HoldForAllTests.mesh + declared).isEmpty)
    }
}
