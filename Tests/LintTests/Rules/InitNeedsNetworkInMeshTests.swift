import Testing

@testable import Lint

struct InitNeedsNetworkInMeshTests {
    private static let loop = "until curl -sf -m 3 http://config:8080/; do sleep 1; done"
    private static let strict =
        "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: istio-system}\nspec: {mtls: {mode: STRICT}}"
    private static let plugin =
        "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: i}\nspec: {components: {cni: {enabled: true}}}"

    private static func pod(
        _ script: String = loop, annotations: String = "sidecar.istio.io/nativeSidecar: \"false\"",
        init more: String = "",
        label: String = "sidecar.istio.io/inject: \"true\""
    ) -> String {
        Samples.scripted(
            script, image: "curlimages/curl:8.16.0", init: more,
            metadata: "labels: {\(label)}, annotations: {a: b, \(annotations)}")
    }

    private static func carried(_ names: [String], native: Bool = false) -> String {
        Linted.pod(
            init: names.map { name in
                switch name {
                case "wait": "{name: wait, image: \"curlimages/curl:8\", command: [sh, -c, \"\(loop)\"]}"
                case "istio-proxy": "{name: istio-proxy, image: \"istio/proxyv2:1\", restartPolicy: Always}"
                default: "{name: \(name), image: \"istio/proxyv2:1\"}"
                }
            },
            native
                ? ["{name: app, image: \"x:1\"}"]
                : ["{name: app, image: \"x:1\"}", "{name: istio-proxy, image: \"istio/proxyv2:1\"}"])
    }

    private func found(_ text: String) -> [String] {
        Linted.hits(.initNeedsNetworkInMesh, text).map { "\($0.severity) \($0.message)" }
    }

    @Test func againstMutualTLS() {
        #expect(
            found(Samples.set(Self.strict, Self.pod())) == [
                "error init container wait waits for http://config:8080/ before Istio's proxy is there, so it asks in plain text, and PeerAuthentication requires mutual TLS in namespace default: it never ends"
            ])
    }

    @Test func notKnownToBeStrictIsANote() {
        #expect(
            found(Self.pod()) == [
                "note init container wait waits for http://config:8080/ before Istio's proxy is there, so it asks in plain text: a server that requires mutual TLS does not answer"
            ])
    }

    @Test func theCNIPlugin() {
        #expect(
            found(Samples.set(Self.plugin, Self.pod())).map { $0.hasPrefix("error") && $0.contains("CNI plugin") } == [
                true
            ])
        #expect(found(Self.carried(["wait", "istio-validation"])).map { $0.contains("CNI plugin") } == [true])
        // Behind the check, and before the proxy.
        #expect(found(Self.carried(["istio-validation", "wait", "istio-proxy"], native: true)).count == 1)
    }

    @Test func behindTheRedirection() {
        #expect(
            found(Self.carried(["istio-init", "wait"])).map {
                $0.hasPrefix("error init container wait waits for http://config:8080/ behind istio-init")
            } == [true])
    }

    @Test func linkerd() {
        #expect(
            found(Self.pod(annotations: "linkerd.io/inject: enabled", label: "a: b")).map {
                $0.contains("Linkerd's proxy")
            }
                == [true])
    }

    @Test(arguments: [
        // The proxy runs before.
        InitNeedsNetworkInMeshTests.pod(annotations: "sidecar.istio.io/nativeSidecar: \"true\""),
        InitNeedsNetworkInMeshTests.carried(["istio-init", "istio-proxy", "wait"], native: true),
        InitNeedsNetworkInMeshTests.carried(["istio-validation", "istio-proxy", "wait"], native: true),
        // No mesh.
        Samples.set(strict, InitNeedsNetworkInMeshTests.pod(label: "a: b")),
        // The proxy's own user is left alone, and so are ports that an annotation names.
        Samples.set(plugin, InitNeedsNetworkInMeshTests.pod(init: "securityContext: {runAsUser: 1337}")),
        Samples.set(
            plugin,
            InitNeedsNetworkInMeshTests.pod(
                annotations:
                    "sidecar.istio.io/nativeSidecar: \"false\", traffic.sidecar.istio.io/excludeOutboundPorts: \"9,8080\""
            )
        ),
        // A name is asked by UDP; files are no network.
        Samples.set(plugin, InitNeedsNetworkInMeshTests.pod("until nslookup config; do sleep 1; done")),
        Samples.set(plugin, InitNeedsNetworkInMeshTests.pod("until [ -f /x ]; do sleep 1; done")),
        // Outside of the mesh, and a port that is open whatever is spoken.
        Samples.set(
            strict, InitNeedsNetworkInMeshTests.pod("until curl -sf -m 3 https://example.com/; do sleep 1; done")),
        Samples.set(strict, InitNeedsNetworkInMeshTests.pod("until nc -z -w 3 config 8080; do sleep 1; done")),
        // A server without a proxy has no mutual TLS.
        Samples.set(
            Samples.service("config"), Samples.pod("config", more: ", sidecar.istio.io/inject: \"false\""),
            InitNeedsNetworkInMeshTests.pod()),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
