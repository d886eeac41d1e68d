import Foundation
import Manifests
import Testing

@testable import LintOutput

struct FindingJUnitTests {
    @Test func whatDoesNotFailTheCallIsOutput() {
        let findings = [Results.finding("bad"), Results.finding("odd", severity: .note)]
        let text = FindingJUnit.render(Results.result(findings))
        #expect(text.contains("<testsuites name=\"holdfast lint\" tests=\"2\" failures=\"1\" errors=\"0\">"))
        #expect(text.contains("<failure type=\"warning\" message=\"bad\">a.yaml:1:1: warning\ncure it</failure>"))
        #expect(text.contains("<system-out>odd\na.yaml:1:1: note\ncure it</system-out>"))
        var strict = Results.result(findings)
        strict.failOn = .note
        #expect(FindingJUnit.render(strict).contains("failures=\"2\""))
    }

    @Test func whatXMLDoesNotAllow() {
        let finding = Results.finding("<a> & \"b\" 'c' \u{0}\u{B}\u{FFFF}", cure: "]]> <\u{1B}", object: "pod/<x>")
        let text = FindingJUnit.render(Results.result([finding], file: "./<&>.yaml"))
        #expect(text.contains("message=\"&lt;a&gt; &amp; &quot;b&quot; &#39;c&#39; \u{FFFD}\u{FFFD}\u{FFFD}\""))
        #expect(text.contains("]]&gt; &lt;\u{FFFD}</failure>"))
        #expect(text.contains("<testsuite name=\"&lt;&amp;&gt;.yaml\""))
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func aFileThatCannotBeReadIsAnError() {
        var result = Results.result([])
        result.report.diagnostics = [
            Diagnostic(.error, "no such file", cure: "check the path", file: "gone.yaml"),
            Diagnostic(.warning, "passed over", file: "values.yaml"),
        ]
        #expect(
            FindingJUnit.render(result) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="holdfast lint" tests="2" failures="0" errors="1">
                  <testsuite name="a.yaml" tests="1" failures="0" errors="0">
                    <testcase name="no findings" classname="a.yaml" file="a.yaml"/>
                  </testsuite>
                  <testsuite name="gone.yaml" tests="1" failures="0" errors="1">
                    <testcase name="no such file" classname="gone.yaml" file="gone.yaml">
                      <error type="unreadable" message="no such file">check the path</error>
                    </testcase>
                  </testsuite>
                </testsuites>

                """)
    }
}
