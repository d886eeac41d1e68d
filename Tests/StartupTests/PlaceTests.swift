import Manifests
import Startup
import Testing

/// A mistake inside an annotation's text stands at a line and column of the file.
@Suite struct PlaceTests {
    /// The diagnostics of a pod whose annotation is written so; the mistake is the one `proxi` in it.
    private func expectPlace(_ annotation: String, nearest: String = "proxi") throws {
        let text = Fixture.pod(annotation)
        let fixture = try Fixture(text)
        let diagnostic = try #require(fixture.diagnostics.first { $0.message == "pod/p has no container \"proxi\"" })
        #expect(diagnostic.location == place(of: nearest, in: text), "\(annotation)")
        #expect(fixture.diagnostics.count == 1)
    }

    /// Where a word first stands, counted by hand.
    private func place(of word: String, in text: String) -> Location? {
        for (line, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for column in content.indices where content[column...].hasPrefix(word) {
                let before = content[..<column].unicodeScalars.count
                return Location(line: line + 1, column: before + 1)
            }
        }
        return nil
    }

    @Test(
        arguments: [
            // Literal blocks keep their lines.
            "    holdfast.dev/startup: |\n      containers:\n        app: {dependsOn: {proxi: ready}}",
            "    holdfast.dev/startup: |-\n            containers:\n              app:\n                dependsOn: [proxi]",
            "    holdfast.dev/startup: |+ # why\n\n\n      # é\n      containers: {app: {dependsOn: [proxi]}}\n\n",
            "    holdfast.dev/startup:\n      |\n      containers: {app: {dependsOn: [proxi]}}",
            "    holdfast.dev/startup: !!str |\n      {\"containers\":\n      {\"app\": {\"dependsOn\": [\"app2\", proxi]}}}"
                .replacing("\"app2\", ", with: ""),
            // An indentation indicator: the blanks of the first line belong to the text.
            "    holdfast.dev/startup: |2\n         containers:\n          app: {dependsOn: [proxi]}",
            // One line, written as it is read.
            "    holdfast.dev/startup: '{containers: {app: {dependsOn: [proxi]}}}'",
            "    holdfast.dev/startup: \"{containers: {app: {dependsOn: [proxi]}}}\"",
            "    holdfast.dev/startup: &a '{\"containers\": {\"app\": {\"dependsOn\": {proxi: ready}}}}'",
            "    holdfast.dev/startup:\n      '{containers: {app: {dependsOn: [proxi]}}}'",
            "    \"holdfast.dev/startup\" : '{containers: {\"app\": {dependsOn: [proxi]}}} # é'",
        ])
    func theExactPlaceIsKnown(annotation: String) throws {
        try expectPlace(annotation)
    }

    @Test(
        arguments: [
            // Escapes and folded lines move what follows: the text itself is the nearest place.
            (#"    holdfast.dev/startup: "{\"containers\": {app: {dependsOn: [proxi]}}}""#, #""{\"con"#),
            (#"    holdfast.dev/startup: "{containers: {\x61pp: {dependsOn: [proxi]}}}""#, "\"{con"),
            ("    holdfast.dev/startup: '{containers: {''app'': {dependsOn: [proxi]}}}'", "'{con"),
            ("    holdfast.dev/startup: '{containers: {app:\n      {dependsOn: [proxi]}}}'", "'{con"),
            ("    holdfast.dev/startup: '{containers: {app:\n\n      {dependsOn: [proxi]}}}'", "'{con"),
            ("    holdfast.dev/startup: \"{containers: {app: \\\n      {dependsOn: [proxi]}}}\"", "\"{con"),
            ("    holdfast.dev/startup: >\n      {containers: {app: {dependsOn:\n      [proxi]}}}", ">"),
        ])
    func otherwiseTheTextItselfIsThePlace(annotation: String, nearest: String) throws {
        try expectPlace(annotation, nearest: nearest)
    }

    @Test func aPlainValueIsExactToo() throws {
        let text = Fixture.pod("    proxy.istio.io/config: holdApplicationUntilProxyStarts")
        let diagnostic = try #require(try Fixture(text).diagnostics.first)
        #expect(
            diagnostic.text
                == "f.yaml:6:28: error: proxy.istio.io/config must be a mapping, not \"holdApplicationUntilProxyStarts\""
        )
        let startup = try Fixture(Fixture.pod("    holdfast.dev/startup: [a, b]".replacing("[", with: "x [")))
        #expect(
            startup.texts.first?.hasPrefix("f.yaml:6:27: error: startup must be a mapping, not \"x [a, b]\"") == true)
    }

    @Test func windowsLinesDoNotMoveAnything() throws {
        let text = Fixture.pod("    holdfast.dev/startup: |\n      containers:\n        app: {dependsOn: [proxi]}")
        let fixture = try Fixture(text.replacing("\n", with: "\r\n"))
        #expect(fixture.diagnostics.map(\.location) == [place(of: "proxi", in: text)])
    }

    @Test func anAliasIsFollowedToItsText() throws {
        let text = """
            kind: Deployment
            metadata:
              annotations:
                holdfast.dev/startup: &start |
                  containers:
                    app: {dependsOn: [proxi]}
            spec:
              template:
                metadata:
                  annotations:
                    holdfast.dev/startup: *start
                spec:
                  containers: [{name: app}, {name: proxy}]
            """
        let fixture = try Fixture(text)
        #expect(fixture.diagnostics.map(\.location) == [place(of: "proxi", in: text)])
    }

    @Test func listsAndLaterDocumentsHaveTheirPlacesToo() throws {
        let text = """
            # first
            ---
            kind: List
            items:
            - kind: Pod
              metadata:
                annotations:
                  holdfast.dev/startup: |
                    containers: {app: {dependsOn: [proxi]}}
              spec: {containers: [{name: app}, {name: proxy}]}
            """
        #expect(try Fixture(text).diagnostics.map(\.location) == [place(of: "proxi", in: text)])
    }

    @Test(
        arguments: [
            ("|\n      containers:\n        app: {dependsOn: [proxy\n      strategy: auto", 7...9),
            ("|\n      timeout: 1s\n      timeout: 2s", 8...8),
            ("'{timeout: 1s'", 6...6), ("\"{timeout: \\\"1s\"", 6...6), (">\n      {timeout:\n      1s", 6...6),
        ])
    func textsThatCannotBeParsedAreReportedInTheFile(value: String, lines: ClosedRange<Int>) throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/startup: " + value))
        #expect(fixture.diagnostics.count == 1)
        let diagnostic = try #require(fixture.diagnostics.first)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.file == "f.yaml")
        #expect(diagnostic.location.map { lines.contains($0.line) } == true)
    }
}
