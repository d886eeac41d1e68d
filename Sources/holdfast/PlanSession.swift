import ArgumentParser
import CommandSupport
import Manifests
import Planning
import Prediction
import Probing
import Rendering
import Simulation
import StartupGraph
import Topology

/// One call of `holdfast plan`: reads, plans, predicts, shows.
struct PlanSession {
    private let command: PlanCommand

    init(_ command: PlanCommand) {
        self.command = command
    }

    /// A set of manifests with its graph and its predicted start.
    private struct Planned {
        var survey: Survey
        var forecast: Forecast
        var outcome: Outcome
        var picture: GraphPicture
        var timeline: Timeline
    }

    /// - Returns: the exit code.
    func run() async throws -> Int32 {
        if command.fleet.replicas != nil { try checkFleetUsage() }
        if let comparison = try command.fleet.comparison() { return try show(comparison) }
        try checkUsage()
        var report = DiagnosticReport()
        let settings = try SurveySettings(command.cluster, command.policies, &report)
        let assumptions = try assumptions(&report)
        let survey = await read(command.input.names, settings, &report)
        if report.hasErrors {
            report.print()
            return 2
        }
        if command.compare { return try compare(survey, assumptions, &report) }
        let old =
            command.diff.isEmpty
            ? nil : await plan(await read(command.diff, settings, &report), assumptions, command.diff, &report)
        let new = await plan(survey, assumptions, command.input.names, &report)
        report.print()
        guard !report.hasErrors, let new else { return 2 }
        if let old { return try show(PlanDiff(old.picture, new.picture)) }
        try show(new)
        return command.check && !new.outcome.isComplete ? 1 : 0
    }

    private func checkFleetUsage() throws {
        guard command.input.names.isEmpty, command.diff.isEmpty, command.assume.isEmpty, command.trace == nil,
            !command.compare, !command.check, !command.all
        else {
            throw ValidationError(
                "--replicas simulates pods that wait for one thing, and looks at no manifests: drop the manifests and "
                    + "--compare, --diff, --assume, --trace, --check and --all")
        }
    }

    private func checkUsage() throws {
        if command.fleet.saysMore {
            throw ValidationError("options of a fleet say nothing about manifests: give --replicas, or drop them")
        }
        try command.input.check()
        if command.compare, command.check || command.all {
            throw ValidationError("--compare shows every workload that waits, and fails none: drop --check and --all")
        }
        if command.compare, !command.diff.isEmpty {
            throw ValidationError("--compare and --diff are two questions: drop one of them")
        }
        if command.compare || !command.diff.isEmpty, command.format != .text, command.format != .json {
            throw ValidationError("--compare and --diff come as text or json, not as \(command.format.rawValue)")
        }
    }

    private func assumptions(_ report: inout DiagnosticReport) throws -> Assumptions {
        var trace: RecordedTrace?
        if let path = command.trace {
            var files = InputFiles()
            if let source = files.read([path], recursive: false, report: &report).first {
                let read = RecordedTrace.read(source)
                report.add(read.diagnostics)
                trace = read.trace
            }
        }
        return try OptionValue.read("--assume") { () throws(UsageError) in
            try Assumptions(command.assume, trace: trace)
        }
    }

    // MARK: Planning

    private func read(
        _ names: [String], _ settings: SurveySettings, _ report: inout DiagnosticReport
    ) async -> Survey {
        var files = InputFiles()
        let survey = await Survey.read(files.read(names, report: &report), settings)
        if survey.pods.isEmpty {
            report.add([
                Diagnostic(
                    .warning, "there is no pod in \(names.joined(separator: " "))", cure: "name the workloads too")
            ])
        }
        report.add(survey.diagnostics + survey.pods.flatMap(\.diagnostics).filter { $0.severity > .note })
        return survey
    }

    private func plan(
        _ survey: Survey, _ assumptions: Assumptions, _ names: [String], _ report: inout DiagnosticReport
    ) async -> Planned? {
        let forecast = await Forecast.make(survey, .declared, assumptions)
        report.add(assumptions.unknown(in: survey, targets: forecast.targets))
        let title = names.map { $0 == "-" ? "standard input" : $0 }.joined(separator: " ")
        let outcome = forecast.run(title: title)
        do throws(CycleError) {
            let (picture, timeline) = try PictureBuilder.predicted(
                survey, forecast, outcome, title: title, isComplete: command.all || !command.diff.isEmpty)
            return Planned(survey: survey, forecast: forecast, outcome: outcome, picture: picture, timeline: timeline)
        } catch {
            report.add([
                Diagnostic(
                    .error, "nothing of this can ever start: \(error.description)",
                    cure: "remove one of these needs; holdfast lint --only HF508 says where each is written")
            ])
            return nil
        }
    }

    // MARK: Showing

    private func show(_ planned: Planned) throws {
        let picture = planned.picture
        let text =
            switch command.format {
            case .text:
                PlanText.render(picture, planned.timeline, planned.forecast.assumed, Terminal.width, Terminal.hasColour)
            case .json: GraphJSON.render(picture)
            case .dot: GraphDot.render(picture)
            case .mermaid: GraphMermaid.render(picture)
            case .svg: GraphSVG.render(picture)
            case .html: GraphHTML.render(picture, timeline: planned.timeline)
            }
        try StandardOutput.write(Array(text.utf8))
    }

    private func show(_ diff: PlanDiff) throws -> Int32 {
        let text =
            command.format == .json ? PlanDiffJSON.render(diff) : PlanDiffText.render(diff, colour: Terminal.hasColour)
        try StandardOutput.write(Array(text.utf8))
        return command.check && diff.isWeaker ? 1 : 0
    }

    private func compare(
        _ survey: Survey, _ assumptions: Assumptions, _ report: inout DiagnosticReport
    ) throws -> Int32 {
        let comparison = Comparison(survey, assumptions)
        report.add(assumptions.unknown(in: survey, targets: comparison.targets))
        report.print()
        if report.hasErrors { return 2 }
        var text = command.format == .json ? ComparisonJSON.render(comparison) : ""
        if command.format != .json {
            text = ComparisonText.render(comparison, colour: Terminal.hasColour) + PlanText.assumed(comparison.assumed)
        }
        try StandardOutput.write(Array(text.utf8))
        return 0
    }

    private func show(_ comparison: LoadComparison) throws -> Int32 {
        switch command.format {
        case .text: try StandardOutput.write(Array(LoadText.render(comparison, width: Terminal.width).utf8))
        case .json: try StandardOutput.write(Array(LoadJSON.render(comparison).utf8))
        default: throw ValidationError("--replicas comes as text or json, not as \(command.format.rawValue)")
        }
        return 0
    }
}
