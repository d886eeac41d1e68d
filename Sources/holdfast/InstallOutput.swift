import ArgumentParser
import CommandSupport
import Installation
import Manifests

/// What `install` and `uninstall` print.
enum InstallOutput {
    /// Says on standard error what is wrong with options, and what is left to do by hand; ends the command on errors.
    static func checked(_ options: InstallOptions) throws {
        var report = DiagnosticReport()
        report.add(options.check())
        report.print()
        if report.hasErrors { throw ExitCode(2) }
    }

    /// Writes objects to standard output.
    static func write(_ objects: [Value], _ format: InstallFormat) throws {
        let text = format == .json ? Installation.json(objects) : Installation.yaml(objects)
        try StandardOutput.write(Array(text.utf8))
    }
}
