import Kubelet
import Manifests
import Startup
import Testing

/// Istio's hold switches in all the places where they can be written.
@Suite struct IstioTests {
    private static let key = "holdApplicationUntilProxyStarts"
    private let proxied = "    - {name: app, command: [a]}\n    - {name: istio-proxy, command: [b]}"

    private func pod(_ annotation: String = "    a: b", containers: String? = nil) -> String {
        Fixture.pod(annotation, containers: containers ?? proxied)
    }

    private func configMap(_ hold: String, name: String = "istio") -> String {
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: \(name), namespace: istio-system}
        data:
          mesh: |-
            accessLogFile: /dev/stdout
            defaultConfig:
              \(IstioTests.key): \(hold)
        ---

        """
    }

    private func istioOperator(mesh: String? = nil, helm: String? = nil) -> String {
        var text =
            "apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: {name: i}\nspec:\n  profile: demo\n"
        if let mesh { text += "  meshConfig:\n    defaultConfig: {\(IstioTests.key): \(mesh)}\n" }
        if let helm { text += "  values:\n    global:\n      proxy:\n        \(IstioTests.key): \(helm)\n" }
        return text + "---\n"
    }

    private func isHeld(_ text: String) throws -> Bool {
        let fixture = try Fixture(text)
        #expect(fixture.texts == [])
        return fixture.declaration.needs.contains { $0.dependent == "app" && $0.dependency == "istio-proxy" }
    }

    @Test func theMeshSwitchIsReadWhereverItStands() throws {
        #expect(try isHeld(configMap("true") + pod()))
        #expect(try isHeld(configMap("true", name: "istio-canary") + pod()))
        #expect(try !isHeld(configMap("true", name: "other") + pod()))
        #expect(try !isHeld(configMap("false") + pod()))
        #expect(try isHeld(istioOperator(mesh: "true") + pod()))
        #expect(try !isHeld(istioOperator(mesh: "false") + pod()))
        #expect(try isHeld(istioOperator(helm: "true") + pod()))
        #expect(try !isHeld(istioOperator(helm: "false") + pod()))
        #expect(try !isHeld(istioOperator() + pod()))
        #expect(try !isHeld(pod()))
    }

    @Test func theMeshConfigurationMayBeJSON() throws {
        let text = """
            {"kind": "ConfigMap", "metadata": {"name": "istio"},
             "data": {"mesh": "{\\"defaultConfig\\": {\\"\(IstioTests.key)\\": true}}"}}
            ---

            """
        #expect(try isHeld(text + pod()))
    }

    @Test(
        arguments: [
            "|\n      holdApplicationUntilProxyStarts: true",
            "'holdApplicationUntilProxyStarts: true'",
            "'{\"holdApplicationUntilProxyStarts\": true}'",
            "\"{\\\"holdApplicationUntilProxyStarts\\\": true}\"",
            "|\n      concurrency: 2\n      holdApplicationUntilProxyStarts: yes\n      tracing: {}",
        ])
    func thePodsAnnotationIsYAMLOrJSON(value: String) throws {
        #expect(try isHeld(pod("    proxy.istio.io/config: " + value)))
        let off = value.replacing("true", with: "false").replacing("yes", with: "no")
        #expect(try !isHeld(configMap("true") + pod("    proxy.istio.io/config: " + off)))
    }

    @Test(arguments: ["''", "~", "|\n      concurrency: 2", "|\n      # nothing"])
    func anAnnotationThatDoesNotMentionItLeavesItToTheMesh(value: String) throws {
        #expect(try isHeld(configMap("true") + pod("    proxy.istio.io/config: " + value)))
        #expect(try !isHeld(pod("    proxy.istio.io/config: " + value)))
    }

    /// mesh ?? annotation over it, OR the Helm value: all combinations.
    @Test(arguments: [nil, "false", "true"], [nil, "false", "true"])
    func precedence(mesh: String?, annotation: String?) throws {
        for helm in [nil, "false", "true"] {
            let text =
                istioOperator(mesh: mesh, helm: helm)
                + pod(annotation.map { "    proxy.istio.io/config: '{\(IstioTests.key): \($0)}'" } ?? "    a: b")
            #expect(try isHeld(text) == ((annotation ?? mesh) == "true" || helm == "true"), "helm \(helm ?? "-")")
        }
    }

    @Test func everyoneElseDependsOnTheProxy() throws {
        let three = "    - {name: a, command: [a]}\n    - {name: istio-proxy}\n    - {name: b, command: [b]}"
        let fixture = try Fixture(configMap("true") + pod(containers: three))
        #expect(fixture.holds == ["a>istio-proxy:sidecar", "b>istio-proxy:sidecar"])
        let held = try fixture.held()
        #expect(held.pod.all.map(\.name) == ["istio-proxy", "a", "b"])
        #expect(
            held.pod.initContainers.first?.spec.probes[.startup]
                == ProbeSpec(
                    .httpGet(scheme: "HTTP", host: nil, port: 15021, path: "/healthz/ready", headers: []), period: 1,
                    timeout: 3, failureThreshold: 600))
        #expect(held.pod.initContainers.first?.spec.postStart == nil)
        #expect(held.usesWaiter == [])
    }

    @Test func whatIsDeclaredIsNotSaidTwiceNorTurnedRound() throws {
        let known = try Fixture(configMap("true") + pod("    holdfast.dev/order: istio-proxy, app"))
        #expect(known.declaration.needs.count == 1)
        let reversed = try Fixture(configMap("true") + pod("    holdfast.dev/order: app, istio-proxy"))
        #expect(reversed.texts == [])
        #expect(reversed.holds == ["istio-proxy>app:sidecar"])
        let ready = try Fixture(
            configMap("true")
                + pod("    holdfast.dev/startup: '{containers: {istio-proxy: {ready: \"tcp://localhost:15090\"}}}'"))
        #expect(ready.declaration.ready["istio-proxy"]?.url == "tcp://localhost:15090")
    }

    @Test func aProxyThatIsANativeSidecarIsFirstAlready() throws {
        let native = """
              initContainers:
                - name: istio-proxy
                  restartPolicy: Always
                  startupProbe: {httpGet: {port: 15021, path: /healthz/ready}, periodSeconds: 1, failureThreshold: 600}
            """
        let text = Fixture.pod("    a: b", containers: "    - {name: app}", more: native)
        let fixture = try Fixture(configMap("true") + text)
        #expect(fixture.holds == ["app>istio-proxy:native"])
        #expect(fixture.declaration.ready.isEmpty)
        #expect(try fixture.held().pod.spec == fixture.pod.spec)
    }

    @Test func aMissingProxyIsANoteWhereTheSwitchStands() throws {
        let app = "    - {name: app}"
        let note = "note: Istio's hold is on for pod/p, but the manifest has no container istio-proxy"
        let cases: [(text: String, place: String)] = [
            (configMap("true") + pod(containers: app), "8:40"),
            (istioOperator(mesh: "true") + pod(containers: app), "7:54"),
            (istioOperator(helm: "true") + pod(containers: app), "9:42"),
            (istioOperator(helm: "true") + configMap("false") + pod(containers: app), "9:42"),
            (pod("    proxy.istio.io/config: '{\(IstioTests.key): true}'", containers: app), "6:63"),
            (
                istioOperator(helm: "true")
                    + pod("    proxy.istio.io/config: '{\(IstioTests.key): false}'", containers: app), "9:42"
            ),
        ]
        for (text, place) in cases {
            let fixture = try Fixture(text)
            #expect(fixture.texts.count == 1)
            #expect(fixture.texts.first?.hasPrefix("f.yaml:\(place): \(note)\n    the proxy is injected") == true)
            #expect(fixture.declaration.needs.isEmpty)
            #expect(fixture.plan != nil)
        }
    }

    @Test func mistakesHaveAPlace() throws {
        let key = IstioTests.key
        let cases: [(text: String, wanted: String)] = [
            (
                configMap("maybe") + pod(),
                "f.yaml:8:40: error: defaultConfig.\(key) must be true or false, not \"maybe\""
            ),
            (
                istioOperator(mesh: "'true'") + pod(),
                "f.yaml:7:54: error: defaultConfig.\(key) must be true or false, not \"true\""
            ),
            (
                istioOperator(helm: "[]") + pod(),
                "f.yaml:9:42: error: spec.values.global.proxy.\(key) must be true or false, not a list"
            ),
            (
                pod("    proxy.istio.io/config: |\n      \(key): 1"),
                "f.yaml:7:40: error: \(key) must be true or false, not \"1\""
            ),
            (
                pod("    proxy.istio.io/config: '[]'"),
                "f.yaml:6:29: error: proxy.istio.io/config must be a mapping, not a list"
            ),
            (
                pod("    proxy.istio.io/config: {\(key): true}"),
                "f.yaml:6:28: error: annotation proxy.istio.io/config must be a string, not a mapping"
            ),
        ]
        for (text, wanted) in cases { #expect(try Fixture(text).texts == [wanted]) }
        let broken = try Fixture(pod("    proxy.istio.io/config: |\n      a: [\n      b"))
        #expect(broken.diagnostics.map(\.severity) == [.error])
        #expect(broken.diagnostics.first?.location.map { (7...9).contains($0.line) } == true)
    }
}
