import Manifests
import Testing

@testable import Injection

/// What people and tools change after injection stays when it is taken back.
@Suite struct LaterEditsTests {
    private let pod = """
        kind: Deployment
        metadata: {name: shop}
        spec:
          template:
            spec:
              containers:
              - name: app
                image: a
                command: [app]

        """

    private func policy(_ strategy: String) -> String {
        "---\napiVersion: holdfast.dev/v1alpha1\nkind: ClusterStartupPolicy\nmetadata: {name: x}\nspec: {waitFor: [\"tcp://db:1\"], strategy: \(strategy)}\n"
    }

    private func edit(_ text: String, _ change: (inout Draft) -> Void) throws -> String {
        let documents = try YAML.parse(text, name: "f")
        var draft = Draft(documents[0].root)
        change(&draft)
        let rest = text.utf8.dropFirst(documents[0].range.upperBound)
        return String(decoding: try DocumentEditor.write(draft, of: documents[0]) + rest, as: UTF8.self)
    }

    private func add(_ text: String) throws -> String {
        try edit(text) { root in
            root.update(path: ["spec", "template"]) { template in
                template.update(path: ["metadata", "annotations"]) { $0.set("team", .string("blue")) }
                template.update(path: ["metadata", "labels"]) { $0.set("tier", .string("web")) }
                template.update(path: ["spec", "initContainers"], as: .sequence([])) {
                    $0.items.append(Draft(.fields(("name", .string("migrate")), ("image", .string("m")))))
                }
                template.update(path: ["spec", "volumes"], as: .sequence([])) {
                    $0.items.append(Draft(.fields(("name", .string("data")), ("emptyDir", .mapping([])))))
                }
            }
        }
    }

    @Test(arguments: ["init", "wrap"], ["", "\n      metadata:", "\n    metadata:\n      annotations:"])
    func additionsStay(_ strategy: String, _ metadata: String) throws {
        let before =
            pod.replacing(
                "  template:", with: "  template:" + metadata.replacing("\n      metadata", with: "\n    metadata"))
            + policy(strategy)
        let injected = try Injected(before)
        #expect(injected.errors == [])
        try injected.checkTheRules()
        let edited = try add(injected.text)
        let removed = InjectionRun.remove([Source(name: "f", text: edited)])
        #expect(removed.diagnostics.isEmpty)
        let after = String(decoding: removed.files[0].bytes, as: UTF8.self)
        let wanted = try add(before)
        let found = try YAML.parse(after, name: "f").map { Value($0.root).sorted }
        #expect(try found == YAML.parse(wanted, name: "f").map { Value($0.root).sorted }, "\(after)")
        // Injecting once more keeps them too.
        let again = try Injected(edited)
        #expect(
            again.text.contains("team: blue") && again.text.contains("name: migrate")
                && again.text.contains("name: data"))
        #expect(try Injected(again.text).text == again.text)
    }

    @Test func theLastOtherAnnotationMayGo() throws {
        let before =
            "kind: Pod\nmetadata:\n  name: p\n  annotations:\n    id: \"1\"\nspec:\n  containers:\n  - {name: app, image: a}\n"
            + policy("init")
        let injected = try Injected(before)
        let edited = try edit(injected.text) { $0.update(path: ["metadata", "annotations"]) { $0.remove("id") } }
        let removed = InjectionRun.remove([Source(name: "f", text: edited)])
        #expect(removed.diagnostics.isEmpty && removed.removed == 1)
        let after = String(decoding: removed.files[0].bytes, as: UTF8.self)
        #expect(!after.contains("holdfast.dev/status") && !after.contains("holdfast-wait"))
    }
}
