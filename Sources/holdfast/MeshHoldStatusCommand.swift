import ArgumentParser
import CommandSupport
import Injection

/// `holdfast mesh hold status`.
struct MeshHoldStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Which workloads are held for the proxy, and what decides it.")

    @OptionGroup
    var input: InputOptions

    func run() throws {
        try input.check()
        var report = DiagnosticReport()
        var files = InputFiles()
        let sources = files.read(input.names, report: &report)
        let (lines, diagnostics) = MeshHoldStatus.read(sources)
        report.add(diagnostics)
        report.print()
        if report.hasErrors { throw ExitCode(2) }
        let width = lines.map(\.workload.count).max() ?? 0
        for line in lines {
            var text = line.workload.padding(toLength: width, withPad: " ", startingAt: 0)
            text += line.isOn ? "  on   " : "  off  "
            text += line.decidedBy
            if let place = line.place, let location = place.location { text += " (\(place.file):\(location.line))" }
            print(text)
        }
    }
}
