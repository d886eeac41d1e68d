import Manifests
import Startup
import Testing
import Topology

@testable import Lint

struct HoldWithNativeSidecarTests {
    private static func pod(_ native: String, init inits: [String] = [], hold: Bool = true) -> String {
        Linted.pod(
            init: inits, ["{name: app, image: app}"],
            metadata: "labels: {sidecar.istio.io/inject: \"true\"}, annotations: {\(native)"
                + "proxy.istio.io/config: 'holdApplicationUntilProxyStarts: \(hold)'}")
    }
    private static func istio(_ spec: String, tag: String = "1.27.1") -> String {
        """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: istio}
        spec:
          tag: \(tag)
          meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: \(spec.contains("hold") ? "true" : "false")}}
          values: {pilot: {env: {\(spec.contains("native") ? "ENABLE_NATIVE_SIDECARS: \"\(spec.contains("native=true"))\"" : "")}}}
        ---

        """
    }
    private static let proxy = "{name: istio-proxy, image: p, restartPolicy: Always}"

    @Test(arguments: [
        pod("sidecar.istio.io/nativeSidecar: \"true\", "),
        pod("", init: [proxy]),
        istio("", tag: "1.27.1") + pod(""),
        istio("native=true", tag: "1.20.0") + pod(""),
        istio("hold native=true", tag: "1.20.0"),
        istio("hold", tag: "1.28.0"),
    ])
    func doesNothing(_ text: String) {
        #expect(Linted.hits(.holdWithNativeSidecar, text).map(\.severity) == [.note])
    }

    @Test(arguments: [
        // A new cluster alone says nothing about Istio.
        pod(""),
        pod("sidecar.istio.io/nativeSidecar: \"false\", "),
        pod("sidecar.istio.io/nativeSidecar: \"true\", ", hold: false),
        istio("", tag: "1.26.4") + pod(""),
        istio("native=false", tag: "1.27.1") + pod(""),
        istio("hold native=false", tag: "1.28.0"),
        istio("hold", tag: "1.26.0"),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdWithNativeSidecar, text).map(\.message).isEmpty)
    }

    @Test func anOldClusterHasNone() {
        var settings = SurveySettings()
        settings.cluster.version = KubernetesVersion(1, 28)
        let text = HoldWithNativeSidecarTests.pod("sidecar.istio.io/nativeSidecar: \"true\", ")
        #expect(Linted.hits(.holdWithNativeSidecar, text, settings).isEmpty)
    }
}
