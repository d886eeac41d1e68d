import ArgumentParser
import LocalRun
import Manifests
import Rendering

extension RunOptions.ExitWhen: ExpressibleByArgument {}
extension RunOptions.Format: ExpressibleByArgument {}

/// A picture's form.
enum PictureFormat: String, ExpressibleByArgument, CaseIterable {
    case text, svg, html, json
}

/// `holdfast up`: runs pods as local processes.
struct UpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run the pods of manifests here, as processes, in the order in which a kubelet would.",
        discussion: """
            A container is its command, args, env and workingDir; images are not pulled. Probes, hooks and init \
            containers really run, and what is declared with holdfast.dev/ annotations is really held. Relative paths \
            count from the manifest's directory. Services' names lead to this machine.

            Ctrl-C stops everything in reverse order, twice kills. No process is left behind.

            Exit codes: 0 as asked for, 1 a pod failed, 2 usage or manifests that cannot be run, 124 out of time, \
            130 stopped by Ctrl-C.
            """)

    @Argument(
        help: "Manifests: files, directories with those below, globs, or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var files: [String]

    @Option(help: "Run only these workloads (name or kind/name; repeatable).")
    var only: [String] = []

    @Option(name: [.short, .long], help: "Set a variable in every container: NAME=VALUE (repeatable).")
    var env: [String] = []

    @Option(help: "How long the start may take, such as 90s; then up names what blocks and ends with 124.")
    var timeout: String?

    @Option(help: "End by itself when everything is ready, or when everything is done.")
    var exitWhen: RunOptions.ExitWhen?

    @Option(help: "Also write each container's output to POD.CONTAINER.log in this directory.", completion: .directory)
    var logDir: String?

    @Option(help: "How events are shown: auto (live on a terminal), plain, or json (one object a line).")
    var format: RunOptions.Format = .auto

    @Option(name: [.short, .customLong("output")], help: "The timeline at the end: text, svg, html or json.")
    var output: PictureFormat = .text

    @Option(
        help: "Write the timeline to this file (svg, html and json otherwise go to timeline.EXT).", completion: .file())
    var outputFile: String?

    @Option(help: "The waiter to use (default: beside holdfast, $HOLDFAST_WAITER, PATH).", completion: .file())
    var waiter: String?

    func run() throws {
        let session = try UpSession(self)
        let result = try session.run()
        if result.exitCode != 0 { throw ExitCode(result.exitCode) }
    }
}
