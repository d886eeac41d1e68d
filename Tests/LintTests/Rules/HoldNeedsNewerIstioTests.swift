import Manifests
import Testing

@testable import Lint

struct HoldNeedsNewerIstioTests {
    private static func pod(_ image: String, labels: String = "", hold: Bool = true) -> String {
        Linted.pod(
            ["{name: app, image: app}", "{name: istio-proxy, image: '\(image)'}"],
            metadata: "\(labels)annotations: {proxy.istio.io/config: 'holdApplicationUntilProxyStarts: \(hold)'}")
    }
    private static func istio(_ spec: String) -> String {
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: istio}\nspec: {\(spec)}\n"
    }
    private static let mesh = "meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: true}}"
    private static let helm = "values: {global: {proxy: {holdApplicationUntilProxyStarts: true}}}"
    private static let istiod = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istiod}
        spec: {template: {spec: {containers: [{name: discovery, image: "docker.io/istio/pilot:1.6.14"}]}}}
        ---

        """

    @Test(arguments: [
        (pod("docker.io/istio/proxyv2:1.7.3"), "Istio 1.7 passes over"),
        (pod("auto", labels: "labels: {istio.io/rev: 1-6-8}, "), "Istio 1.6 passes over"),
        (istio("tag: 1.7.3, \(mesh)"), "known from 1.8 on"),
        (istio("tag: 1.6.8-distroless, \(helm)"), "known from 1.7 on"),
        (istio("revision: 1-7-1, \(mesh)"), "Istio 1.7"),
        (istiod + pod("auto"), "Istio 1.6"),
    ])
    func tooOld(_ text: String, _ message: String) throws {
        let hits = Linted.hits(.holdNeedsNewerIstio, text)
        #expect(hits.count == 1 && hits.first?.message.contains(message) == true)
    }

    @Test(arguments: [
        pod("docker.io/istio/proxyv2:1.8.0"), pod("docker.io/istio/proxyv2:latest"),
        pod("docker.io/istio/proxyv2:1.7.3", hold: false), pod("registry/our-proxy:1.2.0"),
        pod("auto", labels: "labels: {istio.io/rev: canary}, "),
        pod("auto", labels: "labels: {istio.io/rev: asm-1-6}, "),
        istio("tag: 1.8.0, \(mesh)"), istio("tag: 1.7.3, \(helm)"), istio("tag: 1.20.1, \(mesh)"), istio(mesh),
        // Two control planes, and nothing says which of them is the pod's.
        istiod + istiod.replacing("1.6.14", with: "1.20.0") + pod("auto"),
        istiod + istiod.replacing("1.6.14", with: "latest") + pod("auto"),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdNeedsNewerIstio, text).map(\.message).isEmpty)
    }

    @Test func versions() {
        #expect(IstioVersion("1.10.2").map { $0 > IstioVersion(1, 8) } == true)
        #expect(IstioVersion("v1.7")?.description == "1.7" && IstioVersion("1.8-alpha.4a9")?.description == "1.8")
        #expect(IstioVersion("") == nil && IstioVersion("1") == nil && IstioVersion("2.5.1") == nil)
    }
}
