import ArgumentParser
import CommandSupport
import Foundation
import Injection

/// What switching on and switching off have in common.
struct MeshHoldOptions: ParsableArguments {
    @OptionGroup
    var input: InputOptions

    @OptionGroup
    var output: OutputOptions

    @Option(help: "Only for this workload (name or kind/name; repeatable), by its annotation.")
    var workload: [String] = []

    func run(isOn: Bool) throws {
        try input.check()
        try output.check(input.names)
        var report = DiagnosticReport()
        var files = InputFiles()
        let sources = files.read(input.names, report: &report)
        let hold = MeshHold.set(isOn, workload.isEmpty ? .mesh : .workloads(workload), in: sources)
        report.add(hold.diagnostics)
        report.print()
        if report.hasErrors { throw ExitCode(2) }
        let code = try ManifestOutput(options: output, files: hold.files, inputs: files).write()
        if code != 0 { throw ExitCode(code) }
    }
}
