import ArgumentParser
import CommandSupport
import Foundation
import Injection
import LocalRun
import Manifests
import Probing
import Rendering
import Startup

/// One call of `holdfast up`: reads, plans, runs, draws.
struct UpSession {
    private let command: UpCommand

    init(_ command: UpCommand) throws {
        self.command = command
    }

    func run() throws -> RunResult {
        var report = DiagnosticReport()
        var files = InputFiles()
        let sources = files.read(command.files, report: &report)
        let set = ManifestSet(sources)
        report.add(set.diagnostics)
        let tools = try LocalTools(waiter: command.waiter)
        defer { tools.remove() }
        let pods = plan(set, tools, &report)
        report.print()
        if report.hasErrors { throw ExitCode(2) }
        guard !pods.isEmpty else {
            throw ValidationError("there is nothing to run: no workload in the manifests matches")
        }
        let names = ServiceHosts.read(set)
        var rest = DiagnosticReport()
        rest.add(names.diagnostics)
        rest.print()
        var options = try options(tools)
        options.title = command.files.joined(separator: " ")
        let runner = try runner(pods, names.hosts, options)
        let result = runner.run()
        try draw(runner.timeline(result))
        if result.exitCode != 0 { FileHandle.standardError.write(Data("holdfast: \(result.message)\n".utf8)) }
        return result
    }

    private func runner(
        _ pods: [(held: HeldPod, plan: StartupPlan)], _ hosts: String, _ options: RunOptions
    ) throws -> LocalRunner {
        do throws(RunFailure) {
            return try LocalRunner(pods, hosts: hosts, options: options)
        } catch {
            throw ValidationError(error.message)
        }
    }

    private func plan(
        _ set: ManifestSet, _ tools: LocalTools, _ report: inout DiagnosticReport
    ) -> [(held: HeldPod, plan: StartupPlan)] {
        let (mesh, meshDiagnostics) = IstioMesh.read(set.objects)
        report.add(meshDiagnostics)
        var pods: [(held: HeldPod, plan: StartupPlan)] = []
        let wanted = set.workloads.filter { workload in
            command.only.isEmpty || command.only.contains(where: workload.isNamed)
        }
        for name in command.only where !set.workloads.contains(where: { $0.isNamed(name) }) {
            report.add([
                Diagnostic(
                    .error, "--only \(name): no workload has this name",
                    cure: Suggestion.cure(for: name, among: set.workloads.map(\.name)))
            ])
        }
        for workload in wanted {
            let (pod, podDiagnostics) = PodReader.read(workload)
            report.add(podDiagnostics)
            guard let pod else { continue }
            report.add(PodChecks.check(pod, environment: command.env))
            let places = WaiterTools(
                waiter: tools.waiter, stateDirectory: tools.stateDirectory(workload.title), hasContainerLog: false)
            if InjectedPodReader.isInjected(pod), let plan = StartupPlanner.plan(pod, Declaration()).plan {
                // What is declared was built in by inject: it is run as it stands.
                pods.append((InjectedPodReader.read(pod, tools: places), plan))
                continue
            }
            let (declaration, declarationDiagnostics) = DeclarationReader.read(pod, mesh: mesh)
            report.add(declarationDiagnostics)
            if declarationDiagnostics.contains(where: { $0.severity == .error }) { continue }
            let (plan, planDiagnostics) = StartupPlanner.plan(pod, declaration)
            report.add(planDiagnostics)
            guard let plan else { continue }
            let held = PodHolder.hold(plan, tools: places)
            report.add(held.diagnostics)
            pods.append((held, plan))
        }
        return pods
    }

    private func options(_ tools: LocalTools) throws -> RunOptions {
        var options = RunOptions()
        options.only = command.only
        options.exitWhen = command.exitWhen
        options.logDirectory = command.logDir
        options.format = command.format
        options.waiter = tools.waiter
        options.workDirectory = tools.directory
        options.isTerminal = Terminal.isThere
        options.colour = Terminal.hasColour
        for text in command.env {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--env \(text): write NAME=VALUE")
            }
            options.environment.append((String(text[..<equals]), String(text[text.index(after: equals)...])))
        }
        options.timeout = try timeout()
        let environment = ProcessInfo.processInfo.environment
        let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        options.baseEnvironment = [("PATH", tools.directory + "/bin:" + path)]
        for name in ["HOME", "LANG", "TMPDIR", "USER"] {
            if let value = environment[name] { options.baseEnvironment.append((name, value)) }
        }
        return options
    }

    private func timeout() throws -> Duration? {
        guard let text = command.timeout else { return nil }
        do throws(UsageError) {
            let time = try TimeText.parse(text)
            return time == 0 ? nil : .milliseconds(time)
        } catch {
            throw ValidationError("--timeout: \(error.message); \(error.cure)")
        }
    }

    private func draw(_ timeline: Timeline) throws {
        let text: String
        switch command.output {
        case .text:
            text = TimelineText.render(timeline, width: 110, colour: Terminal.hasColour && command.outputFile == nil)
        case .svg: text = TimelineSVG.render(timeline)
        case .html: text = TimelineHTML.render(timeline)
        case .json: text = TimelineJSON.render(timeline)
        }
        if command.output == .text, command.outputFile == nil {
            if command.format != .json { print(text, terminator: text.hasSuffix("\n") ? "" : "\n") }
            return
        }
        let file = command.outputFile ?? "timeline.\(command.output == .text ? "txt" : command.output.rawValue)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        FileHandle.standardError.write(Data("holdfast: the timeline is in \(file)\n".utf8))
    }
}
