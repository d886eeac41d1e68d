import Lint
import Manifests

/// How many findings there are of each kind, as numbers and as one sentence.
struct ReportSummary {
    let errors: Int
    let warnings: Int
    let notes: Int
    /// What `--fix` would put right.
    let safe: Int
    /// What only a fix that is asked for by name would put right.
    let byName: Int
    private let report: LintReport

    init(_ report: LintReport) {
        self.report = report
        func count(_ severity: Diagnostic.Severity) -> Int { report.findings.count { $0.severity == severity } }
        errors = count(.error)
        warnings = count(.warning)
        notes = count(.note)
        safe = report.findings.count { $0.fix?.isSafe == true }
        byName = report.findings.count { $0.fix?.isSafe == false }
    }

    /// `3 errors, 5 warnings in 14 pods; 2 can be fixed with --fix; 1 ignored, 4 in the baseline`.
    var text: String {
        let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")]
        let found = counts.filter { $0.0 > 0 }.map { Self.plural($0.0, $0.1) }.joined(separator: ", ")
        var parts = ["\(found.isEmpty ? "no findings" : found) in \(Self.plural(report.pods, "pod"))"]
        switch (safe, byName) {
        case (0, 0): break
        case (_, 0): parts.append("\(safe) can be fixed with --fix")
        case (0, _): parts.append("\(byName) can be fixed with --fix-rule")
        default: parts.append("\(safe) can be fixed with --fix, \(byName) with --fix-rule")
        }
        var aside: [String] = []
        if report.ignored > 0 { aside.append("\(report.ignored) ignored") }
        if report.accepted > 0 { aside.append("\(report.accepted) in the baseline") }
        if !aside.isEmpty { parts.append(aside.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }

    /// What the baseline lists in vain; `nil` when that is nothing.
    var gone: String? {
        switch report.gone.count {
        case 0: nil
        case 1: "1 finding of the baseline is gone: --write-baseline takes it out"
        case let count: "\(count) findings of the baseline are gone: --write-baseline takes them out"
        }
    }

    static func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
