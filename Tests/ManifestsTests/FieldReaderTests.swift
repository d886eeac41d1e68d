import Testing

@testable import Manifests

/// Typed fields, and the words for what is wrong with them.
@Suite struct FieldReaderTests {
    private func root(_ text: String) throws -> Node {
        try #require(try YAML.parse(text, name: "f.yaml").first).root
    }

    @Test func rightTypesAreRead() throws {
        let node = try root("{m: {a: b}, l: [x, 'y'], s: text, q: '5', n: -3, yes: true, none: null}")
        var fields = FieldReader()
        #expect(fields.mapping(node, "m", "")?["a"]?.text == "b")
        #expect(fields.items(node, "l", "").map(\.text) == ["x", "y"])
        #expect(fields.strings(node, "l", "") == ["x", "y"])
        #expect(fields.string(node, "s", "") == "text")
        #expect(fields.string(node, "q", "") == "5")
        #expect(fields.int(node, "n", "") == -3)
        #expect(fields.bool(node, "yes", "") == true)
        #expect(fields.diagnostics.isEmpty)
    }

    @Test func absentAndNullAreTheSame() throws {
        let node = try root("{none: null, tilde: ~, empty: }")
        var fields = FieldReader()
        for key in ["none", "tilde", "empty", "absent"] {
            #expect(fields.value(node, key) == nil)
            #expect(fields.mapping(node, key, "") == nil)
            #expect(fields.items(node, key, "").isEmpty)
            #expect(fields.strings(node, key, "").isEmpty)
            #expect(fields.string(node, key, "") == nil)
            #expect(fields.int(node, key, "") == nil)
            #expect(fields.bool(node, key, "") == nil)
        }
        #expect(fields.diagnostics.isEmpty)
    }

    @Test func wrongTypesAreReportedWithPathAndPlace() throws {
        let node = try root("{a: x,\n b: [1],\n c: {},\n d: 1.5,\n e: 'true',\n f: [x, null, 2]}")
        var fields = FieldReader()
        #expect(fields.mapping(node, "a", "spec.") == nil)
        #expect(fields.items(node, "c", "spec.").isEmpty)
        #expect(fields.int(node, "d", "spec.") == nil)
        #expect(fields.bool(node, "e", "spec.") == nil)
        #expect(fields.string(node, "b", "spec.") == nil)
        #expect(fields.strings(node, "f", "spec.") == ["x"])
        #expect(
            fields.diagnostics.map(\.text) == [
                "f.yaml:1:5: error: spec.a must be a mapping, not \"x\"",
                "f.yaml:3:5: error: spec.c must be a list, not a mapping",
                "f.yaml:4:5: error: spec.d must be a whole number, not \"1.5\"",
                "f.yaml:5:5: error: spec.e must be true or false, not \"true\"",
                "f.yaml:2:5: error: spec.b must be a string, not a list",
                "f.yaml:6:9: error: spec.f[1] must be a string, not nothing\n    put it in quotes: \"null\"",
                "f.yaml:6:15: error: spec.f[2] must be a string, not \"2\"\n    put it in quotes: \"2\"",
            ])
    }

    @Test func listsOfMappingsLeaveOutTheRest() throws {
        let node = try root("env: [{name: a}, x, {name: b}]")
        var fields = FieldReader()
        let mappings = fields.mappings(node, "env", "spec.")
        #expect(mappings.map(\.path) == ["spec.env[0].", "spec.env[2]."])
        #expect(mappings.map { $0.node["name"]?.text } == ["a", "b"])
        #expect(fields.diagnostics.map(\.text) == ["f.yaml:1:18: error: spec.env[1] must be a mapping, not \"x\""])
    }

    @Test func unknownKeysSayWhatWasMeant() throws {
        let node = try root("waitfor: 1\nstrategy: 2\nzzzzzzzz: 3")
        var fields = FieldReader()
        fields.unknownKeys(in: node, known: ["waitFor", "strategy"], of: "startup")
        #expect(
            fields.diagnostics.map(\.text) == [
                "f.yaml:1:1: error: startup has no key \"waitfor\"\n    did you mean \"waitFor\"?",
                "f.yaml:3:1: error: startup has no key \"zzzzzzzz\"\n    use \"waitFor\", \"strategy\"",
            ])
    }

    @Test(
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "abc", 3), ("ready", "READY", 0), ("redy", "ready", 1),
            ("proxi", "proxy", 1), ("kitten", "sitting", 3),
        ])
    func distances(left: String, right: String, distance: Int) {
        #expect(Suggestion.distance(left, right) == distance)
        #expect(Suggestion.distance(right, left) == distance)
    }

    @Test func nothingKnownMeansNothingToSuggest() {
        #expect(Suggestion.cure(for: "x", among: []) == "")
        // A thousand containers are no help.
        let many = Suggestion.cure(for: "something else", among: (1...1000).map { "name\($0)" })
        #expect(many.hasSuffix("\"name20\", or another of the 1000"))
        #expect(Suggestion.cure(for: "completed!", among: ["started", "ready", "completed"]).contains("\"completed\""))
    }

    @Test func severitiesAreOrdered() {
        #expect(Diagnostic.Severity.allCases.sorted() == [.note, .warning, .error])
        #expect(Diagnostic(.note, "hello").text == "note: hello")
        #expect(Diagnostic(.note, "hello", cure: "do", file: "f").text == "f: note: hello\n    do")
    }
}
