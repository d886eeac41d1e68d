import Manifests
import Startup
import Testing

@testable import Injection

/// Istio's switch, edited where it is declared.
@Suite struct MeshHoldTests {
    private func set(_ isOn: Bool, _ scope: MeshHold.Scope = .mesh, _ text: String) -> (text: String, errors: [String])
    {
        let hold = MeshHold.set(isOn, scope, in: [Source(name: "f", text: text)])
        return (
            hold.files.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "", hold.diagnostics.map(\.message)
        )
    }

    private let configMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: istio  # the mesh
        data:
          mesh: |-
            # who may come
            accessLogFile: /dev/stdout

            defaultConfig:
              discoveryAddress: istiod:15012   # here
            rootNamespace: istio-system
          meshNetworks: 'networks: {}'

        """

    @Test func theConfigMapsText() {
        let on = set(true, .mesh, configMap)
        #expect(on.errors == [])
        #expect(
            on.text
                == configMap.replacing(
                    "      discoveryAddress: istiod:15012   # here\n",
                    with: "      discoveryAddress: istiod:15012   # here\n      holdApplicationUntilProxyStarts: true\n"
                ))
        #expect(set(true, .mesh, on.text).text == on.text)
        let off = set(false, .mesh, on.text)
        #expect(off.text == on.text.replacing("Starts: true", with: "Starts: false"))
    }

    @Test(arguments: [
        ("mesh: |\n    a: b\n", "mesh: |\n    a: b\n    defaultConfig:\n      holdApplicationUntilProxyStarts: true\n"),
        ("mesh: \"a: b\"\n", "mesh: \"a: b\\ndefaultConfig:\\n  holdApplicationUntilProxyStarts: true\"\n"),
        (
            "mesh: '{\"a\": 1}'\n",
            "mesh: '{\"a\": 1, \"defaultConfig\": {\"holdApplicationUntilProxyStarts\": true}}'\n"
        ),
    ])
    func otherWaysToWriteIt(_ before: String, _ after: String) throws {
        let head = "kind: ConfigMap\nmetadata: {name: istio-1-22}\ndata:\n  "
        let result = set(true, .mesh, head + before)
        #expect(result.errors == [])
        let text = try #require(try YAML.parse(result.text, name: "f").first?.root["data"]?["mesh"]?.text)
        let expected = try #require(try YAML.parse(head + after, name: "f").first?.root["data"]?["mesh"]?.text)
        #expect(text == expected)
    }

    @Test func theOperatorAndItsHelmValue() {
        let text = """
            kind: IstioOperator
            spec:
              values:
                global:
                  proxy:
                    holdApplicationUntilProxyStarts: true # old

            """
        let off = set(false, .mesh, text)
        #expect(
            off.text == """
                kind: IstioOperator
                spec:
                  values:
                    global:
                      proxy:
                        holdApplicationUntilProxyStarts: false # old
                  meshConfig:
                    defaultConfig:
                      holdApplicationUntilProxyStarts: false

                """)
        #expect(
            set(true, .mesh, "kind: IstioOperator\n").text.contains(
                "meshConfig:\n    defaultConfig:\n      holdApplicationUntilProxyStarts: true"))
    }

    private func deployment(_ annotations: String) -> String {
        "kind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    metadata:\n      annotations:\(annotations)\n    spec:\n      containers: [{name: app, image: a}]\n"
    }

    @Test(arguments: [
        ("\n        a: b", "\n        a: b\n        proxy.istio.io/config: \"holdApplicationUntilProxyStarts: true\""),
        (
            "\n        proxy.istio.io/config: |\n          concurrency: 2  # two",
            "\n        proxy.istio.io/config: |\n          concurrency: 2  # two\n          holdApplicationUntilProxyStarts: true"
        ),
        (
            "\n        proxy.istio.io/config: '{\"concurrency\": 2}'",
            "\n        proxy.istio.io/config: '{\"concurrency\": 2, \"holdApplicationUntilProxyStarts\": true}'"
        ),
    ])
    func oneWorkload(_ before: String, _ after: String) throws {
        for name in ["shop", "deployment/shop"] {
            let on = set(true, .workloads([name]), deployment(before))
            #expect(on.errors == [])
            #expect(on.text == deployment(after))
        }
        let pod = try #require(
            ManifestSet([Source(name: "f", text: deployment(after))]).workloads.first.flatMap { PodReader.read($0).pod }
        )
        #expect(IstioHold.effective(IstioMesh(), pod).hold.isOn)
    }

    @Test func whatIsNotThere() {
        #expect(set(true, .workloads(["x"]), deployment("")).errors == ["no workload is named x"])
        #expect(set(true, .mesh, deployment("")).errors.first?.contains("no ConfigMap istio") == true)
        #expect(
            set(true, .mesh, "kind: ConfigMap\nmetadata: {name: istio}\ndata: {mesh: \"a: [\"}\n").errors.count == 1)
        #expect(set(true, .workloads(["shop"]), deployment("\n        proxy.istio.io/config: 7")).errors.count == 1)
    }

    @Test func status() {
        let quiet = deployment("").replacing("annotations:", with: "labels: {}")
        let own = deployment("\n        proxy.istio.io/config: 'holdApplicationUntilProxyStarts: false'").replacing(
            "name: shop", with: "name: own")
        func lines(_ text: String) -> [String] {
            MeshHoldStatus.read([Source(name: "f", text: text)]).lines.map {
                "\($0.workload) \($0.isOn) \($0.decidedBy)"
            }
        }
        #expect(lines(quiet) == ["deployment/shop false nothing says it"])
        let mesh = set(true, .mesh, configMap).text
        #expect(
            lines(mesh + "---\n" + quiet + "---\n" + own) == [
                "mesh true the mesh's configuration", "deployment/shop true the mesh's configuration",
                "deployment/own false annotation proxy.istio.io/config",
            ])
        let helm =
            "---\nkind: IstioOperator\nspec: {values: {global: {proxy: {holdApplicationUntilProxyStarts: true}}}}\n"
        #expect(
            lines(own + helm) == [
                "mesh true Helm value global.proxy.holdApplicationUntilProxyStarts",
                "deployment/own true Helm value global.proxy.holdApplicationUntilProxyStarts",
            ])
    }

    @Test func revisionsHaveASwitchOfTheirOwn() {
        let canary = set(false, .mesh, configMap.replacing("name: istio ", with: "name: istio-canary ")).text
        let pods = ["", ", istio.io/rev: canary"].map {
            "---\nkind: Pod\nmetadata: {name: p, labels: {a: b\($0)}}\nspec: {containers: [{name: app}]}\n"
        }
        for text in [
            set(true, .mesh, configMap).text + "---\n" + canary, canary + "---\n" + set(true, .mesh, configMap).text,
        ] {
            let lines = MeshHoldStatus.read([Source(name: "f", text: text + pods.joined())]).lines
            #expect(lines.map(\.isOn) == [true, false, true, false])
        }
    }

    @Test func aConfigMapWithoutTheText() throws {
        let result = set(true, .mesh, "kind: ConfigMap\nmetadata: {name: istio}\n")
        #expect(result.errors == [])
        #expect(
            result.text.hasSuffix("data:\n  mesh: |\n    defaultConfig:\n      holdApplicationUntilProxyStarts: true\n")
        )
    }
}
