import Manifests
import Testing

@testable import Lint

struct HoldAsTextTests {
    private static func pod(_ value: String) -> String {
        Linted.pod(
            ["{name: app, image: app}"],
            metadata: "annotations: {proxy.istio.io/config: 'holdApplicationUntilProxyStarts: \(value)'}")
    }

    @Test(arguments: [("\"true\"", "true"), ("\"False\"", "false"), ("1", "true"), ("\"on\"", "true")])
    func aTextIsMadeABoolean(_ value: String, _ right: String) throws {
        let text = HoldAsTextTests.pod(value)
        let hit = try #require(Linted.hits(.holdAsText, text).first)
        #expect(hit.severity == .error && hit.message.contains("Istio refuses the pod"))
        let fixed = Linted.fixed(.holdAsText, text, onlySafe: true)
        #expect(
            Linted.survey(fixed).pods.first?.pod.annotations["proxy.istio.io/config"]?.text
                == "holdApplicationUntilProxyStarts: \(right)")
    }

    @Test func whatIsMeantByAnythingElseNobodyKnows() {
        let text = HoldAsTextTests.pod("maybe")
        #expect(Linted.hits(.holdAsText, text).map { $0.fix == nil } == [true])
    }

    @Test func inTheMeshsConfiguration() {
        let text = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio}
            data:
              mesh: |
                # ours
                defaultConfig:
                  holdApplicationUntilProxyStarts: "true"
            ---
            apiVersion: install.istio.io/v1alpha1
            kind: IstioOperator
            metadata: {name: istio}
            spec: {values: {global: {proxy: {holdApplicationUntilProxyStarts: "true"}}}}

            """
        #expect(Linted.hits(.holdAsText, text).map(\.location.line) == [8, 13])
        #expect(Linted.fixed(.holdAsText, text, onlySafe: true) == text.replacing("\"true\"", with: "true"))
    }

    @Test(arguments: ["true", "false", "yes", "null", "True"])
    func fine(_ value: String) {
        #expect(Linted.hits(.holdAsText, HoldAsTextTests.pod(value)).map(\.message).isEmpty)
    }

    @Test func otherPlacesAreAnotherRules() {
        let text = Linted.pod(
            ["{name: app, image: app}"],
            metadata:
                "annotations: {proxy.istio.io/config: 'proxyMetadata: {holdApplicationUntilProxyStarts: \"true\"}'}")
        #expect(Linted.hits(.holdAsText, text).isEmpty)
    }
}
