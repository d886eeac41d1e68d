import Manifests
import Testing

@testable import Lint

struct ChangeTests {
    /// The object's text after changes that are made of its root.
    private func edited(_ text: String, _ changes: (Node) -> [Change]) throws -> String {
        let document = try #require(try YAML.parse(Source(name: "a", text: text)).first)
        let fix = ObjectFix(Fix("", changes(document.root)), of: document.root)
        return String(decoding: try #require(try ObjectFix.apply([fix], to: document)), as: UTF8.self)
    }

    @Test func aKeyGoesWhereAnotherOneComes() throws {
        let text = "kind: Pod\nmetadata: {name: a, annotations: {old: Ordered}}\nspec: {}\n"
        let result = try edited(text) { root in
            [
                .set(in: root, path: ["metadata", "annotations", "new"], .string("x")),
                root["metadata"]?["annotations"].map { .remove(from: $0, key: "old") },
            ].compactMap { $0 }
        }
        #expect(result == "kind: Pod\nmetadata: {name: a, annotations: {new: x}}\nspec: {}\n")
    }

    @Test func theOnlyLineOfAMappingGivesWayToAnother() throws {
        let text = "kind: Pod\nmetadata:\n  annotations:\n    old: Ordered\n    # a comment\nspec: {}\n"
        let result = try edited(text) { root in
            [
                root["metadata"]?["annotations"].map { .remove(from: $0, key: "old") },
                .set(in: root, path: ["metadata", "annotations", "new"], .string("x")),
            ].compactMap { $0 }
        }
        #expect(result == "kind: Pod\nmetadata:\n  annotations:\n    new: x\n    # a comment\nspec: {}\n")
    }

    /// JSON has no single quotes, however many double ones a text has.
    @Test func aTextInJSONStaysJSON() throws {
        let text = #"{"kind": "Pod", "metadata": {"annotations": {"a": "{\"x\": \"true\"}", "b": "plain"}}}"#
        let result = try edited(text) { root in
            guard let notes = root["metadata"]?["annotations"], let a = notes["a"], let b = notes["b"] else {
                return []
            }
            return [.replace(a, .string(#"{"x": true}"#)), .replace(b, .string("other"))]
        }
        #expect(result == #"{"kind": "Pod", "metadata": {"annotations": {"a": "{\"x\": true}", "b": "other"}}}"#)
    }

    @Test func itemsGoAndMove() throws {
        let text = "kind: Pod\nlist:\n- a: 1\n- b: 2   # two\n- c: 3\nother: [x]\n"
        let result = try edited(text) { root in
            guard let list = root["list"], let other = root["other"] else { return [] }
            return [.removeItem(list.items[0], of: list), .removeItem(other.items[0], of: other)]
        }
        #expect(result == "kind: Pod\nlist:\n- b: 2   # two\n- c: 3\n")
        let moved = try edited(text) { root in root["list"].map { [.move($0.items[2], in: $0, to: 0)] } ?? [] }
        #expect(moved == "kind: Pod\nlist:\n- c: 3\n- a: 1\n- b: 2   # two\nother: [x]\n")
    }
}
