import Manifests
import Testing

@testable import Lint
@testable import LintOutput

struct BaselineFileTests {
    private func read(_ text: String) -> (baseline: Baseline?, diagnostics: [Diagnostic]) {
        BaselineFile.read(Source(name: "b.json", text: text))
    }

    private func entry(_ rule: String, _ object: String, _ message: String = "m", _ container: String = "")
        -> Baseline.Entry
    {
        Baseline.Entry(rule: rule, object: object, container: container, message: message)
    }

    @Test func whatIsWrittenIsRead() throws {
        let entries = [
            entry("HF302", "pod/a", "quotes \" and \\ and é\n\u{1}", "app"), entry("HF504", "service/b"),
            entry("HF504", "service/b"),
        ]
        let (baseline, diagnostics) = read(BaselineFile.write(Baseline(entries)))
        #expect(baseline == Baseline(entries) && diagnostics.isEmpty)
    }

    @Test func theOrderIsAlwaysTheSame() {
        let entries = [
            entry("HF504", "pod/a"), entry("HF302", "pod/a", "n"), entry("HF302", "pod/a", "m", "z"),
            entry("HF302", "pod/a", "m", "b"), entry("HF302", "deployment/x"),
        ]
        let text = BaselineFile.write(Baseline(entries))
        #expect(text == BaselineFile.write(Baseline(entries.reversed())))
        #expect(
            read(text).baseline?.entries == [
                entry("HF302", "deployment/x"), entry("HF302", "pod/a", "n"), entry("HF302", "pod/a", "m", "b"),
                entry("HF302", "pod/a", "m", "z"), entry("HF504", "pod/a"),
            ])
    }

    @Test func theWholeText() {
        #expect(
            BaselineFile.write(Baseline([entry("HF302", "pod/a")])) == """
                {
                  "version": 1,
                  "findings": [
                    {
                      "rule": "HF302",
                      "object": "pod/a",
                      "container": "",
                      "message": "m"
                    }
                  ]
                }

                """)
        #expect(BaselineFile.write(Baseline([Baseline.Entry]())) == "{\n  \"version\": 1,\n  \"findings\": []\n}\n")
    }

    @Test func yamlWillDo() {
        let (baseline, diagnostics) = read(
            "# ours\nversion: 1\nfindings:\n- {rule: HF302, object: pod/a, message: m}\n")
        #expect(baseline?.entries == [entry("HF302", "pod/a")] && diagnostics.isEmpty)
        #expect(read("version: 1\n").baseline?.entries == [])
    }

    @Test(arguments: [
        ("", "this is no baseline: it has no version"), ("[]", "this is no baseline"), ("{}", "this is no baseline"),
        ("kind: Pod\n", "a baseline has no key \"kind\""), ("version: 1\n---\nversion: 1\n", "this is no baseline"),
        ("version: 2\n", "version 2 of a baseline is not known"), ("version: x\n", "version must be a whole number"),
        ("{\"version\": 1, \"findings\": [", "b.json:1:"), ("version: 1\nfindings: {}\n", "findings must be a list"),
        ("version: 1\nfindings: [a]\n", "findings[0] must be a mapping"),
        ("version: 1\nfindings: [{rule: HF302, object: a}]\n", "findings[0].message is missing"),
        ("version: 1\nfindings: [{rule: 1, object: a, message: m}]\n", "findings[0].rule must be a string"),
        (
            "version: 1\nfindings: [{rule: HF302, object: a, message: m, line: 3}]\n",
            "findings[0] has no key \"line\""
        ),
        ("version: 1\nfindings: [[[[[[[[[[]]]]]]]]]]\n", "deep"),
    ])
    func mistakes(_ text: String, _ message: String) {
        let (baseline, diagnostics) = read(text)
        #expect(baseline == nil)
        #expect(
            diagnostics.contains { $0.severity == .error && $0.text.contains(message) }, "\(diagnostics.map(\.text))")
    }

    @Test func ruleThatIsGone() {
        let text = BaselineFile.write(Baseline([entry("HF199", "pod/a"), entry("HF199", "pod/b")]))
        let (baseline, diagnostics) = read(text)
        #expect(baseline?.entries.count == 2)
        #expect(diagnostics.map(\.message) == ["there is no rule HF199 any more"])
        #expect(diagnostics.first?.severity == .warning)
    }

    @Test func tooMuchIsRefused() {
        let source = Source(name: "b", bytes: [UInt8](repeating: 0x20, count: (16 << 20) + 1))
        #expect(BaselineFile.read(source).diagnostics.first?.message.contains("the limit is 16777216") == true)
    }
}
