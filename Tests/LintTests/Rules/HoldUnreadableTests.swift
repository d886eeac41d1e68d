import Manifests
import Testing

@testable import Lint

struct HoldUnreadableTests {
    private static func pod(_ config: String) -> String {
        Linted.pod(["{name: app, image: app}"], metadata: "annotations: {proxy.istio.io/config: \(config)}")
    }

    @Test(arguments: [
        ("\"holdApplicationUntilProxyStarts=true\"", "holdApplicationUntilProxyStarts: true"),
        ("\"holdApplicationUntilProxyStarts:false\"", "holdApplicationUntilProxyStarts: false"),
        ("\"true\"", nil),
        ("\"[holdApplicationUntilProxyStarts]\"", nil),
        ("'{\"holdApplicationUntilProxyStarts\": true'", nil),
        ("\"a: b: c\"", nil),
    ])
    func unreadable(_ config: String, _ fixed: String?) throws {
        let text = HoldUnreadableTests.pod(config)
        let hit = try #require(Linted.hits(.holdUnreadable, text).first)
        #expect(hit.severity == .error && hit.message.contains("Istio refuses its pods"))
        let expected = fixed.map { HoldUnreadableTests.pod("\"\($0)\"") }
        #expect(Linted.fixed(.holdUnreadable, text, onlySafe: true) == expected ?? text)
    }

    @Test func aMappingBecomesAText() {
        let text = HoldUnreadableTests.pod("{holdApplicationUntilProxyStarts: true}")
        #expect(Linted.hits(.holdUnreadable, text).count == 1)
        let fixed = Linted.fixed(.holdUnreadable, text, onlySafe: true)
        #expect(
            Linted.survey(fixed).pods.first?.pod.annotations["proxy.istio.io/config"]?.text
                == "holdApplicationUntilProxyStarts: true\n")
    }

    @Test(arguments: [
        pod("\"holdApplicationUntilProxyStarts: true\""), pod("'{\"concurrency\": 2}'"), pod("\"\""),
        Linted.pod(["{name: app, image: app}"], metadata: "annotations: {proxy.istio.io/other: \"a: b: c\"}"),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdUnreadable, text).map(\.message).isEmpty)
    }
}
