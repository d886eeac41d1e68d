import ArgumentParser
import CommandSupport
import Injection
import Manifests
import Migration

/// `holdfast migrate`: turns hand-written waits into declarations.
struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Turn hand-written waits into declarations with the same meaning.",
        discussion: """
            Loops around curl, wget, nc, nslookup, pg_isready, mysqladmin, redis-cli and kubectl, wait-for-it, \
            dockerize, wait4x, k8s-wait-for and OpenKruise's launch priorities become holdfast.dev/ annotations; \
            depends_on of a Compose file becomes StartupPolicy objects. Says where the meaning was wrong. What cannot \
            be taken over with the same meaning stays as it is, and is named.

              holdfast migrate -o diff manifests/           show what would change
              holdfast migrate --in-place manifests/        rewrite files where they are
              holdfast migrate shop.yaml | holdfast inject -f - | kubectl apply -f -
              holdfast migrate compose.yaml > policies.yaml

            The annotations do nothing by themselves: holdfast inject, or the controller, carries them out.

            Exit codes: 0 done, 1 something would change (--check), 2 usage or manifests that cannot be read.
            """)

    @OptionGroup
    var input: InputOptions

    @OptionGroup
    var output: OutputOptions

    @Option(help: "The label by which the pods of a Compose file's services are known.")
    var composeLabel = "io.kompose.service"

    func run() throws {
        try input.check()
        try output.check(input.names)
        var report = DiagnosticReport()
        var files = InputFiles()
        let sources = files.read(input.names, report: &report)
        let run = MigrationRun(sources, label: composeLabel)
        report.add(run.diagnostics)
        report.print()
        if report.hasErrors {
            StandardOutput.note("nothing was written")
            throw ExitCode(2)
        }
        var result = run.files
        if !run.policies.isEmpty {
            guard !output.inPlace, output.outputDir == nil, !output.check else {
                throw ValidationError(
                    "a Compose file becomes policies, which have no file yet: drop --in-place, --output-dir or --check")
            }
            // Policies are new: what they differ from is nothing.
            result.append(
                RewrittenFile(source: Source(name: "policies.yaml", text: ""), bytes: Array(run.policies.utf8)))
        }
        StandardOutput.note(
            run.migrated == 0
                ? "no hand-written wait was found that can be declared"
                : "\(run.migrated) \(run.migrated == 1 ? "wait is" : "waits are") declared now")
        let code = try ManifestOutput(options: output, files: result, inputs: files).write()
        if code != 0 { throw ExitCode(code) }
    }
}
