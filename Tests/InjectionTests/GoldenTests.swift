import Injection
import Manifests
import Startup
import TestSupport
import Testing

/// What comes out for each strategy, workload kind and mesh setting, to the byte.
@Suite struct GoldenTests {
    /// What a pod declares, and its containers.
    struct Form: CustomTestStringConvertible, Sendable {
        var name: String
        var annotations: [String]
        var spec: [String]
        var testDescription: String { name }
    }

    /// Whether a mesh is around, and how.
    enum Mesh: String, CaseIterable, Sendable {
        case none, carried, native, later
    }

    static let app = [
        "containers:",
        "# the shop itself",
        "- name: app",
        "  image: shop:1",
        "  command: [ '/shop' ]   # no shell in the image",
        "  livenessProbe:",
        "    httpGet: {path: /alive, port: http}",
        "  ports:",
        "  - name: http",
        "    containerPort: 8080",
        "",
        "- name: agent  # tells the shop what it may do",
        "  image: agent:1",
        "  command:",
        "  - /agent",
        "  - --listen=:9000",
        "  readinessProbe:",
        "    tcpSocket:",
        "      port: 9000",
        "    periodSeconds: 5",
    ]

    static let forms: [Form] = [
        Form(
            name: "init", annotations: ["holdfast.dev/wait-for: tcp://db:5432, http://config:8080/info#status=200"],
            spec: app),
        Form(
            name: "wrap-target",
            annotations: [
                "holdfast.dev/wait-for: tcp://db:5432", "holdfast.dev/strategy: wrap", "holdfast.dev/timeout: 2m",
            ],
            spec: app),
        Form(name: "auto", annotations: ["holdfast.dev/order: agent, app"], spec: app),
        Form(
            name: "sidecar", annotations: ["holdfast.dev/order: agent, app", "holdfast.dev/strategy: sidecar"],
            spec: app),
        Form(name: "wrap", annotations: ["holdfast.dev/order: agent, app", "holdfast.dev/strategy: wrap"], spec: app),
        Form(
            name: "wrap-started",
            annotations: [
                "holdfast.dev/startup: |", "  strategy: wrap", "  containers:",
                "    app: {dependsOn: {agent: started}}",
            ], spec: app),
        Form(name: "hook", annotations: ["holdfast.dev/order: agent, app", "holdfast.dev/strategy: hook"], spec: app),
        Form(
            name: "delay",
            annotations: [
                "holdfast.dev/startup: |", "  strategy: hook", "  containers:", "    app: {dependsOn: [agent]}",
                "    agent: {ready: \"delay:5s\"}",
            ], spec: app),
    ]

    static let proxy = [
        "- name: istio-proxy",
        "  image: istio/proxyv2:1.32",
        "  args: [proxy, sidecar]",
        "  ports: [{containerPort: 15021}]",
    ]

    @Test(arguments: forms, Mesh.allCases)
    func golden(_ form: Form, _ mesh: Mesh) throws {
        var annotations = form.annotations
        var spec = form.spec
        var labels: [String] = []
        switch mesh {
        case .none: break
        case .carried:
            annotations.append("proxy.istio.io/config: '{\"holdApplicationUntilProxyStarts\": true}'")
            spec += Self.proxy
            spec += [
                "initContainers:", "- name: istio-init", "  image: istio/proxyv2:1.32", "  args: [istio-iptables]",
            ]
        case .native:
            let native = Self.proxy + ["  restartPolicy: Always"]
            spec += [
                "initContainers:", "- name: istio-init", "  image: istio/proxyv2:1.32", "  args: [istio-iptables]",
            ]
            spec += native
        case .later: labels.append("sidecar.istio.io/inject: \"true\"")
        }
        var text = ""
        for kind in Sample.kinds {
            let manifest = Sample.manifest(kind, annotations: annotations, labels: labels, spec: spec)
            var settings = InjectionSettings()
            settings.cluster.version = mesh == .later ? KubernetesVersion(1, 32) : KubernetesVersion(1, 33)
            let result = try Injected(manifest, settings)
            try result.checkTheRules()
            let diagnostics = result.run.diagnostics.map { "# " + $0.text.replacing("\n", with: "\n# ") + "\n" }
                .joined()
            text += diagnostics + "---\n" + result.text
        }
        let golden = GoldenFile("\(form.name)-\(mesh.rawValue).yaml")
        #expect(try golden.holds(text), "\(golden.cure)")
    }
}
