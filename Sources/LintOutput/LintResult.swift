import Lint
import Manifests

/// What a call of lint has to show: all outputs are made of this.
public struct LintResult: Sendable {
    /// The findings, and what could not be read. What was fixed is not among them.
    public var report: LintReport
    /// The files as they are now, for the lines that are quoted; with findings or without.
    public var sources: [Source]
    /// What was put right.
    public var fixed: [Finding] = []
    /// From which severity on a finding fails the call.
    public var failOn = Diagnostic.Severity.warning
    /// The rules that were to be asked.
    public var rules: [Rule] = RuleBook.rules
    /// This program's version, such as `0.1.0`.
    public var version = "0.0.0"

    /// A result without fixes.
    public init(_ report: LintReport, _ sources: [Source]) {
        self.report = report
        self.sources = sources
    }

    /// Whether something could not be read: then nobody knows what lint would have found there.
    public var hasErrors: Bool { report.diagnostics.contains { $0.severity == .error } }

    /// Whether a finding fails the call.
    public func isFailure(_ finding: Finding) -> Bool { finding.severity >= failOn }

    /// What the finding tells the reader to do: its own words, else the rule's.
    static func cure(of finding: Finding) -> String { finding.cure.isEmpty ? finding.rule.fix : finding.cure }
}
