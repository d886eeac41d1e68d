import Testing

@testable import Manifests

/// Edits of text: what is changed, and that every other byte stays.
@Suite struct DraftTests {
    private func edit(_ text: String, _ change: (inout Draft) -> Void) throws -> String {
        let document = try #require(try YAML.parse(text, name: "t").first)
        var draft = Draft(document.root)
        change(&draft)
        let bytes = try DocumentEditor.write(draft, of: document)
        let after = try #require(try YAML.parse(Source(name: "t", bytes: bytes)).first)
        #expect(Value(after.root).sorted == draft.value.sorted)
        // What was put in can be taken out.
        if let reversal = try? Reversal(of: draft) {
            let written = try #require(Reversal(reversal.value))
            #expect(Set(written.removals) == Set(reversal.removals) && written.lists == reversal.lists)
            var back = Draft(after.root)
            written.apply(to: &back)
            let before = String(decoding: try DocumentEditor.write(back, of: after), as: UTF8.self)
            #expect(before == text, "after \(reversal)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private let pod = """
        # the shop
        kind: Pod   # a pod
        spec:
          containers:
          # the application
          - name: app
            image: "app:1"
            command: [ 'app' ]   # no shell

          # the proxy
          - name: proxy
            image: 'proxy:1'
          # nothing more
        status: {}

        """

    @Test func newKeysStandBehindTheLastOne() throws {
        let text = try edit(pod) { root in
            root.update("spec") {
                $0.update("volumes", as: .sequence([])) { $0.items = [Draft(.fields(("name", .string("v"))))] }
            }
            root.update(path: ["metadata", "annotations"]) { $0.set("a/b", .string("on")) }
        }
        #expect(
            text == """
                # the shop
                kind: Pod   # a pod
                spec:
                  containers:
                  # the application
                  - name: app
                    image: "app:1"
                    command: [ 'app' ]   # no shell

                  # the proxy
                  - name: proxy
                    image: 'proxy:1'
                  volumes:
                  - name: v
                  # nothing more
                status: {}
                metadata:
                  annotations:
                    a/b: "on"

                """)
    }

    @Test func itemsMoveWithTheirComments() throws {
        let text = try edit(pod) { root in
            root.update("spec") { spec in
                var proxy = spec["containers"]!.items[1]
                proxy.set("restartPolicy", .string("Always"))
                spec.update("containers") { $0.items.remove(at: 1) }
                spec.update("initContainers", as: .sequence([])) {
                    $0.items = [Draft(.fields(("name", .string("wait")))), proxy]
                }
            }
        }
        #expect(
            text == """
                # the shop
                kind: Pod   # a pod
                spec:
                  containers:
                  # the application
                  - name: app
                    image: "app:1"
                    command: [ 'app' ]   # no shell
                  initContainers:
                  - name: wait

                  # the proxy
                  - name: proxy
                    image: 'proxy:1'
                    restartPolicy: Always
                  # nothing more
                status: {}

                """)
    }

    @Test func orderInAList() throws {
        let text = try edit(pod) { root in
            root.update("spec") { $0.update("containers") { $0.items.swapAt(0, 1) } }
        }
        #expect(
            text == """
                # the shop
                kind: Pod   # a pod
                spec:
                  containers:

                  # the proxy
                  - name: proxy
                    image: 'proxy:1'
                  # the application
                  - name: app
                    image: "app:1"
                    command: [ 'app' ]   # no shell
                  # nothing more
                status: {}

                """)
    }

    @Test(arguments: [
        ("a: [x]\n", "a: [w, --, x]\n"),
        ("a: [\"x\", 'y']\n", "a: [\"w\", \"--\", \"x\", 'y']\n"),
        ("a:\n- x\n", "a:\n- w\n- --\n- x\n"),
        ("a:\n    # c\n    - x # d\n", "a:\n    - w\n    - --\n    # c\n    - x # d\n"),
        ("a: [\n  x,\n  y\n]\n", "a: [\n  w,\n  --,\n  x,\n  y\n]\n"),
        ("{\"a\": [\n  \"x\"\n]}\n", "{\"a\": [\n  \"w\",\n  \"--\",\n  \"x\"\n]}\n"),
        ("a: []\n", "a: [w, --]\n"), ("a:\n", "a:\n- w\n- --\n"), ("a: # c\nb: 1\n", "a: # c\n- w\n- --\nb: 1\n"),
        ("a: ~\n", "a: [w, --]\n"), ("a:\r\n- x\r\n", "a:\r\n- w\r\n- --\r\n- x\r\n"),
        ("b: &b [x]\na: *b\n", "b: &b [x]\na: [w, --, x]\n"),
        ("b: &b {a: [x]}\n<<: *b\n", "b: &b {a: [x]}\n<<: *b\na:\n- w\n- --\n- x\n"),
    ])
    func prefixes(before: String, after: String) throws {
        let text = try edit(before) { root in
            root.update("a", as: .sequence([])) {
                $0.items.insert(contentsOf: [Draft(.string("w")), Draft(.string("--"))], at: 0)
            }
        }
        #expect(text == after)
    }

    @Test(arguments: [
        ("a: 1\n", "a: 1\nm:\n  k: v\n"), ("{\"a\": 1}\n", "{\"a\": 1, \"m\": {\"k\": \"v\"}}\n"),
        ("{\n    \"a\": 1\n}\n", "{\n    \"a\": 1,\n    \"m\": {\n        \"k\": \"v\"\n    }\n}\n"),
        ("{a: 1}\n", "{a: 1, m: {k: v}}\n"), ("a: |\n  x\n\n# end\n", "a: |\n  x\nm:\n  k: v\n\n# end\n"),
        ("m:\na: 1\n", "m:\n  k: v\na: 1\n"), ("m: {}\n", "m: {k: v}\n"), ("m: {a: b} # c\n", "m: {a: b, k: v} # c\n"),
        ("---\nm:\n    a: b\n...\n", "---\nm:\n    a: b\n    k: v\n...\n"),
        ("a: |+\n  x\n\n", "a: |+\n  x\n\nm:\n  k: v\n"), ("a:\n", "a:\nm:\n  k: v\n"),
    ])
    func entries(before: String, after: String) throws {
        let text = try edit(before) { root in root.update("m") { $0.set("k", .string("v")) } }
        #expect(text == after)
    }

    @Test(arguments: [
        ("n: 3\n", "n: 7\n"), ("n: 3 # c\n", "n: 7 # c\n"), ("{\"n\":3}\n", "{\"n\":7}\n"), ("n:\n", "n: 7\n"),
    ])
    func scalars(before: String, after: String) throws {
        #expect(try edit(before) { $0.set("n", .int(7)) } == after)
    }

    @Test(arguments: [
        ("a: # c\n  b: 1 # d\n  c: 2\nz: 1\n", "a: # c\n  x:\n  - w\nz: 1\n"), ("a: {b: 1}\n", "a: {x: [w]}\n"),
        ("- a:\n    b: 1\n", "- a:\n    x:\n    - w\n"), ("a: [1, 2]\n", "a: {x: [w]}\n"),
    ])
    func collectionsReplacedByOthers(before: String, after: String) throws {
        let text = try edit(before) { root in
            let value = Value.fields(("x", .strings(["w"])))
            if root.kind == .sequence { root.items[0].set("a", value) } else { root.set("a", value) }
        }
        #expect(text == after)
    }
}
