import ArgumentParser
import CommandSupport
import Foundation
import Injection
import Manifests
import Probing
import Rendering
import Startup

/// One call of `holdfast inject`: reads, rewrites, writes.
struct InjectSession {
    private let command: InjectCommand

    init(_ command: InjectCommand) {
        self.command = command
    }

    /// - Returns: the exit code.
    func run() async throws -> Int32 {
        try checkUsage()
        var report = DiagnosticReport()
        var files = InputFiles()
        let sources = files.read(command.krm ? ["-"] : command.input.names, report: &report)
        if command.krm { report.add(KRMFunction.check(sources)) }
        if report.hasErrors {
            report.print()
            return 2
        }
        let run =
            command.remove
            ? await InjectionRun.remove(sources) : await InjectionRun.inject(sources, try settings(&report))
        report.add(run.diagnostics)
        report.add(unknownNames(run))
        report.print()
        if report.hasErrors {
            StandardOutput.note("nothing was written")
            return 2
        }
        var output = ManifestOutput(options: command.output, files: run.files, inputs: files)
        if command.explain { output.explanation = explanation(run) }
        return try output.write()
    }

    private func checkUsage() throws {
        guard command.krm else {
            try command.input.check()
            if command.explain, command.output.isGiven {
                throw ValidationError("--explain writes no manifests: drop -o, --in-place, --output-dir or --check")
            }
            return try command.output.check(command.input.names)
        }
        let output = command.output
        guard !command.explain, !output.check else {
            throw ValidationError("--krm answers with a ResourceList: drop --explain or --check")
        }
        guard command.input.names.isEmpty, !output.inPlace, output.outputDir == nil, output.format == .same else {
            throw ValidationError(
                "--krm reads standard input and writes standard output: drop files, -o, --in-place and --output-dir")
        }
    }

    private func explanation(_ run: InjectionRun) -> String {
        if command.remove { return "\(run.removed) objects were put back\n" }
        if run.injected.isEmpty { return "nothing is declared: no annotation, policy or switch asks for an order\n" }
        return run.injected.map { pod in
            var text = ExplanationText.render(pod.title, at: pod.place, pod.holds, colour: Terminal.hasColour)
            for name in pod.templates { text += "  \(name) comes from a policy\n" }
            if !pod.isChanged { text += "  the manifest assures this already: nothing is changed\n" }
            if pod.isRewritten { text += "  its text is written anew; the original is kept in its status\n" }
            return text
        }.joined(separator: "\n")
    }

    private func unknownNames(_ run: InjectionRun) -> [Diagnostic] {
        run.unknown.names.map { name in
            Diagnostic(
                .error, "--only \(name): no workload has this name",
                cure: Suggestion.cure(for: name, among: run.unknown.known))
        }
    }

    // MARK: Settings

    private func settings(_ report: inout DiagnosticReport) throws -> InjectionSettings {
        var settings = InjectionSettings()
        let environment = ProcessInfo.processInfo.environment
        if let image = command.waiter.waiterImage ?? environment["HOLDFAST_WAITER_IMAGE"] { settings.image = image }
        settings.delivery = command.waiter.delivery
        settings.author = "holdfast \(Holdfast.version)"
        settings.only = command.declared.only
        if let namespace = command.cluster.namespace { settings.defaultNamespace = namespace }
        settings.cluster = try command.cluster.cluster()
        let declared = command.declared
        if let text = declared.strategy {
            settings.defaults.strategy = try OptionValue.read("--strategy") { () throws(UsageError) in
                try DeclarationReader.strategy(text)
            }
        }
        if let text = declared.timeout {
            settings.defaults.timeout = try OptionValue.read("--timeout") { () throws(UsageError) in
                try TimeText.parse(text)
            }
        }
        if let text = declared.onTimeout {
            settings.defaults.onTimeout = try OptionValue.read("--on-timeout") { () throws(UsageError) in
                try OnTimeout(text)
            }
        }
        for target in declared.waitFor {
            _ = try OptionValue.read("--wait-for") { () throws(UsageError) in try TargetParser.parse(target) }
        }
        guard !settings.image.isEmpty, !settings.image.contains(where: \.isWhitespace) else {
            throw ValidationError("--waiter-image \"\(settings.image)\" is no image; write REGISTRY/NAME:TAG")
        }
        settings.policies = declared.policies.policies(waitFor: declared.waitFor, &report)
        return settings
    }
}
