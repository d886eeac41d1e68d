import Lint
import Manifests
import Testing

@testable import LintOutput

struct ReportSummaryTests {
    @Test func nothing() {
        var report = LintReport()
        report.pods = 1
        #expect(ReportSummary(report).text == "no findings in 1 pod")
        #expect(ReportSummary(report).gone == nil)
    }

    @Test func everything() {
        var report = LintReport()
        report.pods = 14
        report.ignored = 1
        report.accepted = 4
        report.gone = [Baseline.Entry(rule: "HF302", object: "pod/a", container: "", message: "m")]
        report.findings = [
            Results.finding("a", severity: .error), Results.finding("b", fix: Fix("f", [])),
            Results.finding("c", fix: Fix("f", isSafe: false, [])), Results.finding("d", severity: .note),
        ]
        let summary = ReportSummary(report)
        #expect(
            summary.text == """
                1 error, 2 warnings, 1 note in 14 pods; 1 can be fixed with --fix, 1 with --fix-rule; \
                1 ignored, 4 in the baseline
                """)
        #expect(summary.gone == "1 finding of the baseline is gone: --write-baseline takes it out")
    }

    @Test(arguments: [(true, "; 1 can be fixed with --fix"), (false, "; 1 can be fixed with --fix-rule")])
    func oneKindOfFix(_ isSafe: Bool, _ end: String) {
        var report = LintReport()
        report.findings = [Results.finding("b", fix: Fix("f", isSafe: isSafe, []))]
        #expect(ReportSummary(report).text == "1 warning in 0 pods" + end)
    }
}
