import ArgumentParser
import CommandSupport
import Injection
import Lint
import LintOutput
import Manifests
import Topology

/// One call of `holdfast lint`: reads, asks, fixes, shows.
struct LintSession {
    private let command: LintCommand
    private var isFixing: Bool { command.fix || !command.fixRule.isEmpty }

    init(_ command: LintCommand) {
        self.command = command
    }

    /// - Returns: the exit code.
    func run() async throws -> Int32 {
        if try RuleSession(command).run() { return 0 }
        try checkUsage()
        var options = LintOptions()
        options.severity = command.severity
        options.ignored = try RuleNames.rules("--ignore", command.ignore)
        options.only = try RuleNames.rules("--only", command.only)
        let byName = try RuleNames.rules("--fix-rule", command.fixRule)
        var report = DiagnosticReport()
        let settings = try SurveySettings(command.cluster, command.policies, &report)
        options.baseline = baseline(&report)
        if report.hasErrors {
            report.print()
            return 2
        }
        var files = InputFiles()
        let sources = files.read(command.input.names, report: &report)
        if isFixing { return try fix(sources, files, settings, options, byName, &report) }
        let found = await Linter.lint(Survey.read(sources, settings), options)
        if let path = command.writeBaseline { return try writeBaseline(found, path, &report) }
        return try show(LintResult(found, sources), &report)
    }

    private func checkUsage() throws {
        try command.input.check()
        if command.format == .markdown { throw ValidationError("-o markdown is for --rules") }
        if command.diff {
            guard isFixing else { throw ValidationError("--diff shows what --fix would change: give --fix too") }
            guard command.format == .text else { throw ValidationError("--diff is an output of its own: drop -o") }
        } else if isFixing, command.input.names.contains("-") {
            throw ValidationError("standard input has no place to be written to: drop -, or add --diff")
        }
        if command.writeBaseline != nil {
            if isFixing { throw ValidationError("--write-baseline accepts what --fix would put right: fix first") }
            if command.baseline != nil {
                throw ValidationError("--write-baseline writes all of what is found: drop --baseline")
            }
            if command.format != .text { throw ValidationError("--write-baseline shows no findings: drop -o") }
        }
    }

    private func baseline(_ report: inout DiagnosticReport) -> Baseline? {
        guard let path = command.baseline else { return nil }
        var files = InputFiles()
        // A directory would be read as manifests.
        let sources = files.read([path], recursive: false, report: &report)
        guard sources.count == 1, let source = sources.first else {
            if !report.hasErrors {
                report.add([Diagnostic(.error, "a baseline is one file", cure: "name it with --baseline", file: path)])
            }
            return nil
        }
        let (baseline, diagnostics) = BaselineFile.read(source)
        report.add(diagnostics)
        return baseline
    }

    private func writeBaseline(
        _ found: LintReport, _ path: String, _ report: inout DiagnosticReport
    ) throws -> Int32 {
        report.add(shown(found.diagnostics))
        report.print()
        if report.hasErrors {
            StandardOutput.note("no baseline was written: it would not have the findings of what cannot be read")
            return 2
        }
        let text = BaselineFile.write(Baseline(found.findings))
        try StandardOutput.failing { () throws(OutputError) in
            try OutputFiles.replace(path: path, bytes: Array(text.utf8))
        }
        let count = found.findings.count
        StandardOutput.note("\(count) \(count == 1 ? "finding is" : "findings are") in \(path)")
        return 0
    }

    private func fix(
        _ sources: [Source], _ files: InputFiles, _ settings: SurveySettings, _ options: LintOptions,
        _ byName: [Rule], _ report: inout DiagnosticReport
    ) throws -> Int32 {
        let run = FixRun(sources, settings, options) { finding in
            guard let fix = finding.fix else { return false }
            return command.fix && fix.isSafe || byName.contains { $0.id == finding.rule.id }
        }
        report.add(run.diagnostics)
        let written = ReplacedFiles(files: run.files, inputs: files)
        var result = LintResult(run.report, run.files.map { Source(name: $0.source.name, bytes: $0.bytes) })
        result.fixed = run.fixed
        guard command.diff else {
            try written.write()
            return try show(result, &report)
        }
        result.failOn = command.failOn
        report.add(shown(run.report.diagnostics))
        report.print()
        try StandardOutput.write(written.diff())
        let left = result.report.findings.count
        StandardOutput.note(
            "\(result.fixed.count) would be fixed, \(left) would be left\(left == 0 ? "" : ": run lint without --diff to see them")"
        )
        // Nothing was written: what would be fixed is still there.
        return code(result.report.findings + result.fixed, report)
    }

    private func show(_ result: LintResult, _ report: inout DiagnosticReport) throws -> Int32 {
        report.add(shown(result.report.diagnostics))
        report.print()
        var result = result
        // Also what could not be read at all, each once.
        result.report.diagnostics = report.diagnostics
        result.failOn = command.failOn
        result.version = Holdfast.version
        let text =
            switch command.format {
            case .text, .markdown: FindingText.render(result, colour: Terminal.hasColour)
            case .json: FindingJSON.render(result)
            case .sarif: FindingSARIF.render(result)
            case .github: FindingGitHub.render(result)
            case .junit: FindingJUnit.render(result)
            }
        try StandardOutput.write(Array(text.utf8))
        return code(result.report.findings, report)
    }

    private func code(_ findings: [Finding], _ report: DiagnosticReport) -> Int32 {
        if report.hasErrors { return 2 }
        return findings.contains { $0.severity >= command.failOn } ? 1 : 0
    }

    /// Notes of the planner say what inject would choose: that is inject's to say.
    private func shown(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.filter { $0.severity >= max(.warning, command.severity) }
    }
}
