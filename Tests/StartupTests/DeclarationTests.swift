import Manifests
import Startup
import StartupGraph
import Testing

@Suite struct DeclarationTests {
    @Test func targetsAreSeparatedByCommasAndBlanks() throws {
        let fixture = try Fixture(
            Fixture.pod("    holdfast.dev/wait-for: 'http://a/x#status=200,204, tcp://b:1 file:/c'"))
        #expect(fixture.declaration.waits.map(\.url) == ["http://a/x#status=200,204", "tcp://b:1", "file:/c"])
        #expect(fixture.diagnostics.isEmpty)
    }

    @Test func orderIsAChainOfReady() throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/order: proxy, app"))
        #expect(fixture.declaration.needs.map { "\($0.dependent)>\($0.dependency)" } == ["app>proxy"])
        #expect(fixture.declaration.needs.first?.condition == .ready)
    }

    @Test func theWholeSchema() throws {
        let fixture = try Fixture(
            Fixture.pod(
                """
                    holdfast.dev/startup: |
                      waitFor:
                        - http://a/
                        - {target: "tcp://b:1", timeout: 2m, onTimeout: proceed}
                      containers:
                        app: {dependsOn: {proxy: started}}
                        proxy: {ready: "http://localhost:1/"}
                      strategy: wrap
                      timeout: 90s
                      onTimeout: block
                """))
        #expect(fixture.diagnostics.isEmpty)
        let declaration = fixture.declaration
        #expect(declaration.waits.map(\.url) == ["http://a/", "tcp://b:1#timeout=2m&on-timeout=proceed"])
        #expect(declaration.waits.last?.target.timeout == 120_000)
        #expect(declaration.needs.map(\.condition) == [.started])
        #expect(declaration.ready["proxy"]?.url == "http://localhost:1/")
        #expect(declaration.strategy == .wrap)
        #expect(declaration.timeout == 90_000)
        #expect(declaration.onTimeout == .block)
    }

    @Test(
        arguments: [
            ("    holdfast.dev/waitfor: x", "f.yaml:6:27: error: there is no annotation holdfast.dev/waitfor"),
            ("    holdfast.dev/order: app, proxi", "f.yaml:6:25: error: pod/p has no container \"proxi\""),
            ("    holdfast.dev/order: app, app", "f.yaml:6:25: error: container \"app\" waits for itself"),
            (
                "    holdfast.dev/wait-for: nowhere",
                "f.yaml:6:28: error: holdfast.dev/wait-for: \"nowhere\" is not a target"
            ),
            ("    holdfast.dev/strategy: rap", "f.yaml:6:28: error: holdfast.dev/strategy: \"rap\" is not a strategy"),
            (
                "    holdfast.dev/timeout: '5'",
                "f.yaml:6:27: error: holdfast.dev/timeout: \"5\" is not a length of time"
            ),
            ("    holdfast.dev/inject: 'no'", "f.yaml:6:26: error: holdfast.dev/inject: \"no\" is neither"),
            ("    holdfast.dev/inject: false", "f.yaml:6:26: error: annotation holdfast.dev/inject must be a string"),
            ("    holdfast.dev/startup: |\n      waitfor: []", "f.yaml:7:7: error: startup has no key \"waitfor\""),
            (
                "    holdfast.dev/startup: |\n\n      containers:\n        app: {dependsOn: {proxy: up}}",
                "f.yaml:9:34: error: containers.app.dependsOn.proxy: \"up\" is not a condition"
            ),
            ("    holdfast.dev/startup: 'x: 1'", "f.yaml:6:28: error: startup has no key \"x\""),
            ("    holdfast.dev/startup: '[1'", "f.yaml:6:"),
        ])
    func mistakesHaveAPlace(annotation: String, text: String) throws {
        let fixture = try Fixture(Fixture.pod(annotation))
        #expect(fixture.texts.contains { $0.hasPrefix(text) }, "\(fixture.texts)")
        #expect(fixture.diagnostics.allSatisfy { $0.severity != .error || $0.location != nil })
        #expect(fixture.plan == nil)
    }

    @Test func aCycleIsNamed() throws {
        let fixture = try Fixture(
            Fixture.pod(
                """
                    holdfast.dev/startup: |
                      containers:
                        app: {dependsOn: [proxy]}
                        proxy: {dependsOn: [app]}
                """))
        #expect(fixture.plan == nil)
        #expect(
            fixture.texts.contains {
                $0.hasPrefix("f.yaml:9:29: error: pod/p can never start: app needs proxy needs app")
            })
    }

    @Test(
        arguments: [
            // mesh, helm, annotation, held
            ("true", "", "", true), ("false", "", "", false), ("", "", "true", true),
            ("true", "", "false", false), ("false", "", "true", true), ("true", "true", "false", true),
            ("", "true", "", true), ("", "", "", false),
        ])
    func istiosSwitchesHaveIstiosPrecedence(mesh: String, helm: String, annotation: String, held: Bool) throws {
        var text = ""
        if !mesh.isEmpty {
            text += """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |-
                    defaultConfig:
                      holdApplicationUntilProxyStarts: \(mesh)
                ---

                """
        }
        if !helm.isEmpty {
            text += """
                apiVersion: install.istio.io/v1alpha1
                kind: IstioOperator
                spec: {values: {global: {proxy: {holdApplicationUntilProxyStarts: \(helm)}}}}
                ---

                """
        }
        // JSON text and YAML text are the same to Istio.
        let value = "'{\"holdApplicationUntilProxyStarts\": \(annotation)}'"
        text += Fixture.pod(
            annotation.isEmpty ? "    a: b" : "    proxy.istio.io/config: \(value)",
            containers: "    - {name: app, command: [a]}\n    - {name: istio-proxy, command: [b]}")
        let fixture = try Fixture(text)
        #expect(
            fixture.declaration.needs.map { "\($0.dependent)>\($0.dependency)" } == (held ? ["app>istio-proxy"] : []))
        #expect(fixture.declaration.ready["istio-proxy"]?.url == (held ? "http://localhost:15021/healthz/ready" : nil))
    }

    @Test func aHoldWithoutAProxyIsANote() throws {
        let fixture = try Fixture(
            Fixture.pod("    proxy.istio.io/config: |\n      holdApplicationUntilProxyStarts: true"))
        #expect(fixture.texts.first?.hasPrefix("f.yaml:7:40: note: Istio's hold is on") == true, "\(fixture.texts)")
    }

    @Test(arguments: ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob"])
    func everyKindWithATemplateIsRead(kind: String) throws {
        let template = "{template: {spec: {containers: [{name: a}]}}}"
        let spec = kind == "CronJob" ? "{jobTemplate: {spec: \(template)}}" : template
        let list = "{kind: List, items: [{kind: \(kind), metadata: {name: x}, spec: \(spec)}]}"
        let fixture = try Fixture(list)
        #expect(fixture.pod.title == kind.lowercased() + "/x")
        #expect(fixture.diagnostics.isEmpty)
    }
}
