import Foundation
import Testing

/// `holdfast inject` and `holdfast mesh hold` as a user calls them.
@Suite struct InjectCommandTests {
    private let pod = """
        # shop
        kind: Pod
        metadata: {name: shop, annotations: {holdfast.dev/wait-for: "tcp://db:5432"}}
        spec:
          containers:
          - {name: app, image: a, command: [app]}

        """

    private func text(_ folder: URL, _ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func aPipe() throws {
        let result = try HoldfastProcess.run(["inject", "-f", "-"], input: pod)
        #expect(result.code == 0 && result.errors.isEmpty)
        #expect(result.output.hasPrefix("# shop\nkind: Pod\n") && result.output.contains("name: holdfast-wait"))
        #expect(try HoldfastProcess.run(["inject", "-f", "-"], input: result.output).output == result.output)
        #expect(try HoldfastProcess.run(["inject", "--remove", "-"], input: result.output).output == pod)
    }

    @Test func inPlaceAndBack() throws {
        let place = try HoldfastProcess.folder([
            "a.yaml": pod, "sub/b.yml": pod, "sub/other.yaml": "kind: Service\n", "note.txt": "x",
        ])
        let result = try HoldfastProcess.run(["inject", "--in-place", "."], in: place)
        #expect(result.code == 0 && result.output.isEmpty && result.errors.contains("2 of 3 files changed"))
        #expect(try text(place, "sub/b.yml").contains("holdfast.dev/status"))
        #expect(try text(place, "sub/other.yaml") == "kind: Service\n")
        #expect(try HoldfastProcess.run(["inject", "--check", "."], in: place).code == 0)
        #expect(try HoldfastProcess.run(["inject", "--remove", "--in-place", "*.yaml", "sub"], in: place).code == 0)
        #expect(try text(place, "a.yaml") == pod && text(place, "sub/b.yml") == pod)
        let check = try HoldfastProcess.run(["inject", "--check", "."], in: place)
        #expect(check.code == 1 && check.output.contains("a.yaml") && !check.output.contains("other"))
    }

    @Test func anOutputDirectory() throws {
        let place = try HoldfastProcess.folder(["in/a.yaml": pod, "in/sub/b.yaml": "kind: Service\n"])
        let result = try HoldfastProcess.run(["inject", "--output-dir", "out", "in"], in: place)
        #expect(result.code == 0)
        #expect(
            try text(place, "out/a.yaml").contains("holdfast-wait")
                && text(place, "out/sub/b.yaml") == "kind: Service\n")
        #expect(try text(place, "in/a.yaml") == pod)
    }

    @Test func aDiffThatPatchApplies() throws {
        let place = try HoldfastProcess.folder(["a.yaml": pod])
        let diff = try HoldfastProcess.run(["inject", "-o", "diff", "a.yaml"], in: place).output
        #expect(diff.hasPrefix("--- a/a.yaml\n+++ b/a.yaml\n"))
        #expect(!diff.contains("\n-") || diff.contains("\n-metadata"))
    }

    @Test func aPatchPerObject() throws {
        let two = pod + "---\n" + pod.replacing("name: shop", with: "name: other") + "---\nkind: Service\n"
        let result = try HoldfastProcess.run(["inject", "-o", "patch", "-f", "-"], input: two)
        let list = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(list.map { ($0["target"] as? [String: String])?["name"] } == ["shop", "other"])
        #expect(list.allSatisfy { ($0["patch"] as? [[String: Any]])?.isEmpty == false })
    }

    @Test func formats() throws {
        let json = try HoldfastProcess.run(["inject", "-o", "json", "-f", "-"], input: pod).output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(object?["kind"] as? String == "Pod")
        // JSON stays JSON, and goes back to YAML when asked to.
        let same = try HoldfastProcess.run(["inject", "-f", "-"], input: json).output
        #expect(same == json)
        let yaml = try HoldfastProcess.run(["inject", "-o", "yaml", "-f", "-"], input: json).output
        #expect(yaml.hasPrefix("kind: Pod\n"))
        let list =
            "{\"kind\": \"List\", \"items\": [\n\(try HoldfastProcess.run(["inject", "-o", "json", "--remove", "-"], input: pod).output)]}\n"
        let items = try HoldfastProcess.run(["inject", "-f", "-"], input: list).output
        #expect(items.contains("holdfast-wait"))
        #expect(try HoldfastProcess.run(["inject", "--remove", "-"], input: items).output == list)
    }

    @Test func severalFilesMakeOneStream() throws {
        let place = try HoldfastProcess.folder(["a.yaml": pod, "b.yaml": "kind: Service\n"])
        let result = try HoldfastProcess.run(["inject", "-f", "a.yaml", "-f", "b.yaml"], in: place)
        #expect(result.output.hasSuffix("---\nkind: Service\n"))
    }

    @Test func withAnErrorNothingIsWritten() throws {
        let bad = pod.replacing("tcp://db:5432", with: "tpc://db:5432")
        let place = try HoldfastProcess.folder(["a.yaml": pod, "b.yaml": bad])
        let result = try HoldfastProcess.run(["inject", "--in-place", "."], in: place)
        #expect(result.code == 2 && result.output.isEmpty)
        #expect(result.errors.contains("b.yaml:3:") && result.errors.contains("nothing was written"))
        #expect(try text(place, "a.yaml") == pod)
        #expect(try HoldfastProcess.run(["inject", "."], in: place).output.isEmpty)
        #expect(try HoldfastProcess.run(["inject", "-f", "-"], input: "a: b: c\n").code == 2)
    }

    @Test(arguments: [
        ["inject"], ["inject", "--in-place", "--output-dir", "x", "a.yaml"], ["inject", "--in-place", "-"],
        ["inject", "--in-place", "-o", "json", "a.yaml"], ["inject", "--in-place", "-o", "diff", "a.yaml"],
        ["inject", "--krm", "a.yaml"], ["inject", "--strategy", "magic", "a.yaml"],
        ["inject", "--only", "nobody", "a.yaml"],
        ["inject", "--kubernetes-version", "new", "a.yaml"], ["inject", "--mesh", "maybe", "a.yaml"],
        ["inject", "--timeout", "soon", "a.yaml"], ["inject", "--wait-for", "db:5432", "a.yaml"],
        ["inject", "gone.yaml"],
        ["inject", "--policy", "a.yaml", "a.yaml"], ["mesh", "hold", "on", "a.yaml"],
        ["mesh", "hold", "on", "--workload", "nobody", "a.yaml"], ["inject", "--explain", "--in-place", "a.yaml"],
        ["inject", "--check", "--in-place", "a.yaml"], ["inject", "--explain", "-o", "json", "a.yaml"],
        ["inject", "--waiter-image", "", "a.yaml"], ["inject", "--krm", "--check"], ["inject", "--krm"],
    ])
    func usage(_ arguments: [String]) throws {
        let place = try HoldfastProcess.folder(["a.yaml": pod])
        let result = try HoldfastProcess.run(arguments, in: place)
        #expect(result.code == 2 && result.output.isEmpty && !result.errors.isEmpty, "\(result)")
    }

    @Test func explanation() throws {
        let result = try HoldfastProcess.run(["inject", "--explain", "-f", "-"], input: pod)
        #expect(
            result.output == """
                pod/shop (<stdin>:2)
                  app waits for tcp://db:5432
                    how:       init
                    why:       kubectl shows Init:0/1 meanwhile
                    guarantee: closed: no regular container starts before it holds

                """)
        let none = try HoldfastProcess.run(["inject", "--explain", "-"], input: "kind: Service\n")
        #expect(none.output.contains("nothing is declared"))
    }

    @Test func optionsDeclareForPodsThatDoNot() throws {
        let bare = pod.replacing(", annotations: {holdfast.dev/wait-for: \"tcp://db:5432\"}", with: "")
        let result = try HoldfastProcess.run(
            [
                "inject", "--wait-for", "redis://cache", "--strategy", "wrap", "--timeout", "90s", "--waiter-image",
                "r/w:2",
                "--kubernetes-version", "1.36", "-f", "-",
            ], input: bare)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("reference: r/w:2"))
        #expect(
            result.output.contains("\"redis://cache\", --, app]") || result.output.contains("redis://cache, --, app]"))
        let copied = try HoldfastProcess.run(
            ["inject", "--wait-for", "redis://cache", "--strategy", "wrap", "--delivery", "copy", "-f", "-"],
            input: bare)
        #expect(copied.output.contains("holdfast-copy"))
        let other = try HoldfastProcess.run(
            ["inject", "--wait-for", "redis://cache", "--only", "pod/shop", "-f", "-"], input: bare)
        #expect(other.output.contains("holdfast-wait"))
    }

    @Test func aKRMFunction() throws {
        let list = """
            apiVersion: config.kubernetes.io/v1
            kind: ResourceList
            functionConfig:
              apiVersion: holdfast.dev/v1alpha1
              kind: ClusterStartupPolicy
              metadata: {name: all}
              spec: {waitFor: ["tcp://db:5432"]}
            items:
            - kind: Pod
              metadata: {name: shop}
              spec: {containers: [{name: app, image: a}]}
            - kind: Service
              metadata: {name: db}

            """
        let result = try HoldfastProcess.run(["inject", "--krm"], input: list)
        #expect(
            result.code == 0 && result.output.contains("holdfast-wait")
                && result.output.hasSuffix("metadata: {name: db}\n"))
        let bad = try HoldfastProcess.run(["inject", "--krm"], input: list.replacing("waitFor", with: "waitfor"))
        #expect(bad.code == 2 && bad.errors.contains("did you mean \"waitFor\"?"))
    }

    @Test func severalObjectsAsJSONAreAList() throws {
        let two = pod + "---\n" + pod.replacing("name: shop", with: "name: other")
        let json = try HoldfastProcess.run(["inject", "-o", "json", "-"], input: two).output
        #expect(json.contains("\"kind\": \"List\""))
        let back = try HoldfastProcess.run(["inject", "--remove", "-"], input: json)
        #expect(back.code == 0 && !back.output.contains("holdfast-wait"))
    }

    @Test func anAnnotationInTheWrongPlace() throws {
        let text = """
            kind: Deployment
            metadata:
              name: shop
              annotations: {holdfast.dev/wait-for: "tcp://db:1"}
            spec:
              template:
                spec: {containers: [{name: app}]}

            """
        let result = try HoldfastProcess.run(["inject", "-f", "-"], input: text)
        #expect(result.code == 0 && result.output == text)
        #expect(
            result.errors.contains(
                "<stdin>:4:17: warning: holdfast.dev/wait-for means nothing on the Deployment itself"))
    }

    @Test func whatWasWrittenBeforeAFailureIsNamed() throws {
        let place = try HoldfastProcess.folder(["a.yaml": pod, "b.yaml": pod])
        let locked = place.appendingPathComponent("b.yaml").path
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: locked)
        let result = try HoldfastProcess.run(["inject", "--in-place", "."], in: place)
        // Root may write to what nobody may write to.
        if result.code == 0 { return }
        #expect(result.code == 2 && result.errors.contains("1 of 2 files were written: ./a.yaml"))
    }

    @Test func optionsAreNamedWithTheirBadValues() throws {
        let result = try HoldfastProcess.run(["inject", "--timeout", "5", "-"], input: pod)
        #expect(result.errors.contains("--timeout: \"5\"") && result.errors.contains("holdfast inject"))
    }

    @Test func windowsPodsAreLeftAlone() throws {
        let windows = pod.replacing("spec:\n", with: "spec:\n  os: {name: windows}\n")
        let result = try HoldfastProcess.run(["inject", "-f", "-"], input: windows)
        #expect(result.code == 0 && result.output == windows && result.errors.contains("runs on Windows"))
    }

    @Test func theMeshsSwitch() throws {
        let place = try HoldfastProcess.folder(["mesh.yaml": "kind: IstioOperator\nspec: {}\n", "a.yaml": pod])
        let on = try HoldfastProcess.run(["mesh", "hold", "on", "--in-place", "mesh.yaml"], in: place)
        #expect(on.code == 0 && on.errors.contains("1 of 1 files changed"))
        let status = try HoldfastProcess.run(["mesh", "hold", "status", "."], in: place)
        #expect(
            status.output.contains("pod/shop  on   the mesh's configuration (")
                && status.output.contains("mesh.yaml:2)"))
        let off = try HoldfastProcess.run(
            ["mesh", "hold", "off", "--workload", "shop", "-o", "diff", "a.yaml"], in: place)
        #expect(off.output.contains("+metadata: {name: shop, annotations: {") && off.output.contains("Starts: false"))
    }
}
