import Manifests
import Testing

@testable import Lint

struct HoldMisspeltTests {
    private static func pod(_ config: String) -> String {
        Linted.pod(["{name: app, image: app}"], metadata: "annotations: {proxy.istio.io/config: '\(config)'}")
    }
    private static func mesh(_ config: String) -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  mesh: |-\n"
            + config.split(separator: "\n").map { "    \($0)\n" }.joined()
    }
    private static func istio(_ spec: String) -> String {
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: istio}\nspec: \(spec)\n"
    }

    @Test(arguments: [
        ("holdApplicationUntilProxyStart: true", "holdApplicationUntilProxyStarts: true"),
        ("holdapplicationuntilproxystarts: true", "holdApplicationUntilProxyStarts: true"),
        (#"{"holdAppUntilProxyStarts": true}"#, #"{"holdApplicationUntilProxyStarts": true}"#),
        ("proxyMetadata: {holdApplicationUntilProxyStarts: \"true\"}", "holdApplicationUntilProxyStarts: true"),
        ("defaultConfig: {holdApplicationUntilProxyStarts: true}", "holdApplicationUntilProxyStarts: true"),
        (
            "concurrency: 2\nmeshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: true}}",
            "concurrency: 2\nholdApplicationUntilProxyStarts: true"
        ),
    ])
    func inTheAnnotation(_ config: String, _ right: String) throws {
        let text = HoldMisspeltTests.pod(config.replacing("\n", with: "\n\n    "))
        #expect(Linted.hits(.holdMisspelt, text).count == 1)
        let fixed = Linted.fixed(.holdMisspelt, text, onlySafe: true)
        let pod = try #require(Linted.survey(fixed).pods.first?.pod)
        let written = try #require(pod.annotations["proxy.istio.io/config"]?.text)
        #expect(
            try YAML.parse(written, name: "").map { Value($0.root) }
                == YAML.parse(right, name: "").map { Value($0.root) })
        #expect(Linted.hits(.holdMisspelt, fixed).isEmpty)
    }

    @Test func theKeyIsRenamedInPlace() {
        let text = HoldMisspeltTests.mesh(
            "defaultConfig:\n  holdApplicationUntilProxyStart: true # why\n  concurrency: 2")
        #expect(
            Linted.fixed(.holdMisspelt, text, onlySafe: true)
                == text.replacing("ProxyStart:", with: "ProxyStarts:"))
        #expect(Linted.hits(.holdMisspelt, text).map(\.location) == [Location(line: 7, column: 7)])
    }

    @Test(arguments: [
        "holdApplicationUntilProxyStarts: true",
        "defaultConfig:\n  proxyMetadata:\n    holdApplicationUntilProxyStarts: 'true'",
        "defaultConfig:\n  HoldApplicationUntilProxyStarts: true",
    ])
    func inTheMeshsConfiguration(_ config: String) {
        let text = HoldMisspeltTests.mesh(config)
        #expect(Linted.hits(.holdMisspelt, text).count == 1)
        let fixed = Linted.fixed(.holdMisspelt, text, onlySafe: true)
        #expect(fixed == HoldMisspeltTests.mesh("defaultConfig:\n  holdApplicationUntilProxyStarts: true"))
    }

    @Test(arguments: [
        "{meshConfig: {holdApplicationUntilProxyStarts: true}}",
        "{meshConfig: {defaultConfig: {holdApplicationsUntilProxyStarts: true}}}",
        "{values: {global: {holdApplicationUntilProxyStarts: true}}}",
        "{values: {global: {proxy: {hold_application_until_proxy_starts: true}}}}",
        "{defaultConfig: {holdApplicationUntilProxyStarts: true}}",
    ])
    func inAnOperator(_ spec: String) {
        let text = HoldMisspeltTests.istio(spec)
        #expect(Linted.hits(.holdMisspelt, text).count == 1)
        let fixed = Linted.fixed(.holdMisspelt, text, onlySafe: true)
        #expect(fixed.contains("holdApplicationUntilProxyStarts: true") && Linted.hits(.holdMisspelt, fixed).isEmpty)
        #expect(Linted.survey(fixed).mesh.switches[""]?.hold == true)
    }

    @Test func asAnAnnotationOfItsOwn() {
        let text = Linted.pod(
            ["{name: app, image: app}"],
            metadata: "annotations: {proxy.istio.io/holdApplicationUntilProxyStarts: \"true\", a: b}")
        #expect(Linted.hits(.holdMisspelt, text).count == 1)
        #expect(
            Linted.fixed(.holdMisspelt, text, onlySafe: true)
                == Linted.pod(
                    ["{name: app, image: app}"],
                    metadata: "annotations: {a: b, proxy.istio.io/config: \"holdApplicationUntilProxyStarts: true\"}"))
    }

    @Test func asALabel() {
        let text = Linted.pod(
            ["{name: app, image: app}"], metadata: "labels: {holdApplicationUntilProxyStarts: \"true\"}")
        #expect(Linted.hits(.holdMisspelt, text).map { $0.fix == nil } == [true])
    }

    @Test func aProxyConfigCannotSetIt() {
        let text = """
            apiVersion: networking.istio.io/v1beta1
            kind: ProxyConfig
            metadata: {name: shop}
            spec: {holdApplicationUntilProxyStarts: true}
            """
        #expect(Linted.hits(.holdMisspelt, text).count == 1)
    }

    @Test(arguments: [
        pod("holdApplicationUntilProxyStarts: true"),
        pod(#"{"hold_application_until_proxy_starts": true}"#),
        pod("proxyMetadata: {HOLD: \"x\"}"),
        pod("terminationDrainDuration: 10s"),
        mesh("defaultConfig: {holdApplicationUntilProxyStarts: true}"),
        istio("{meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: false}}}"),
        istio("{values: {meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: true}}}}"),
        istio("{values: {global: {proxy: {holdApplicationUntilProxyStarts: true}}}}"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}\ndata: {holdApplicationUntilProxyStart: x}\n",
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdMisspelt, text).map(\.message).isEmpty)
    }
}
