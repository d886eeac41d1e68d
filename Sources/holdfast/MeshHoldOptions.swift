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
        var stamps = FileStamps()
        let sources = InputFiles.read(input.names, report: &report, stamps: &stamps)
        let hold = MeshHold.set(isOn, workload.isEmpty ? .mesh : .workloads(workload), in: sources)
        report.add(hold.diagnostics)
        report.print()
        if report.hasErrors { throw ExitCode(2) }
        let code = try ManifestOutput(options: output, files: hold.files, stamps: stamps).write()
        if code != 0 { throw ExitCode(code) }
    }
}
