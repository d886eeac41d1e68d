import Lint
import Manifests

/// Findings as JSON, for other programs.
///
/// ```
/// {"version": 1,
///  "summary": {"errors", "warnings", "notes", "pods", "ignored", "accepted", "fixed": numbers},
///  "findings": [{"rule": "HF302", "name", "severity": "error|warning|note", "message", "cure", "file", "line",
///    "column", "object": "deployment/shop", "container": "app" or "", "pointer": "/spec/…" (RFC 6901),
///    "fix": {"title", "safe": true|false} or null}],
///  "fixed": [the same],
///  "gone": [{"rule", "object", "container", "message"}], what the baseline lists in vain,
///  "diagnostics": [{"severity", "message", "cure", "file", "line", "column"}]}, place null where there is none
/// ```
/// Lines and columns (in Unicode scalars) count from 1. Keys may be added within a version; none changes its meaning.
public enum FindingJSON {
    /// The document, its keys always in the same order.
    public static func render(_ result: LintResult) -> String {
        let report = result.report
        let summary = ReportSummary(report)
        let value = Value.fields(
            ("version", .int(1)),
            (
                "summary",
                .fields(
                    ("errors", .int(summary.errors)), ("warnings", .int(summary.warnings)),
                    ("notes", .int(summary.notes)), ("pods", .int(report.pods)), ("ignored", .int(report.ignored)),
                    ("accepted", .int(report.accepted)), ("fixed", .int(result.fixed.count)))
            ),
            ("findings", .sequence(report.findings.map(finding))),
            ("fixed", .sequence(result.fixed.map(finding))),
            ("gone", .sequence(report.gone.map(BaselineFile.value))),
            ("diagnostics", .sequence(report.diagnostics.map(diagnostic))))
        return value.document
    }

    private static func finding(_ finding: Finding) -> Value {
        .fields(
            ("rule", .string(finding.rule.id)), ("name", .string(finding.rule.name)),
            ("severity", .string(finding.severity.rawValue)), ("message", .string(finding.message)),
            ("cure", .string(LintResult.cure(of: finding))), ("file", .string(finding.file)),
            ("line", .int(finding.location.line)), ("column", .int(finding.location.column)),
            ("object", .string(finding.object)), ("container", .string(finding.container)),
            ("pointer", .string(finding.pointer.text)),
            (
                "fix",
                finding.fix.map { .fields(("title", .string($0.title)), ("safe", .bool($0.isSafe))) } ?? .null
            ))
    }

    private static func diagnostic(_ diagnostic: Diagnostic) -> Value {
        .fields(
            ("severity", .string(diagnostic.severity.rawValue)), ("message", .string(diagnostic.message)),
            ("cure", .string(diagnostic.cure)), ("file", .string(diagnostic.file)),
            ("line", diagnostic.location.map { .int($0.line) } ?? .null),
            ("column", diagnostic.location.map { .int($0.column) } ?? .null))
    }
}
