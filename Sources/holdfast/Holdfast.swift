import ArgumentParser
import Foundation

/// The command line.
@main
struct Holdfast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holdfast",
        abstract: "Start-up order for Kubernetes that is real.",
        discussion: """
            A container starts when what it needs is ready, and never because of luck or a `sleep 30`.

              holdfast up shop.yaml                        run the pods of shop.yaml here, in their order
              holdfast up --exit-when ready -o svg FILE…   the same, until ready, with a picture at the end
              holdfast inject -f shop.yaml                 the manifests with their order built in
              holdfast inject --explain -f shop.yaml       what is chosen, why, and what it guarantees
              holdfast lint manifests/                     what makes pods start by luck, and what to write instead
              holdfast plan manifests/                     who waits for whom, how surely, and for how long
              holdfast migrate -o diff manifests/          hand-written waits as declarations
              holdfast mesh hold status manifests/         where Istio holds applications for its proxy
              holdfast install | kubectl apply -f -        every pod of a cluster, as it is created
              holdfast status                              whether that works, and who slipped through
            """,
        version: version,
        subcommands: [
            UpCommand.self, InjectCommand.self, LintCommand.self, PlanCommand.self, MigrateCommand.self,
            MeshCommand.self, InstallCommand.self, UninstallCommand.self, StatusCommand.self,
        ])

    /// This program's version.
    static let version = "0.1.0"

    /// As the library's own, except that usage errors end with 2, as scripts expect of every command of Holdfast.
    static func main() async {
        var type: any ParsableCommand.Type = Holdfast.self
        do {
            var command = try parseAsRoot()
            type = Swift.type(of: command)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            FileHandle.standardError.write(Data((message(for: error, of: type) + "\n").utf8))
            Foundation.exit(2)
        }
    }

    /// The library knows a subcommand's own name only, which nobody can call.
    private static func message(for error: any Error, of type: any ParsableCommand.Type) -> String {
        let message = type.fullMessage(for: error)
        guard let path = path(to: type, from: Holdfast.self), let name = path.last, path.count > 1 else {
            return message
        }
        let whole = path.joined(separator: " ")
        return message.replacing("Usage: \(name) ", with: "Usage: \(whole) ")
            .replacing("See '\(name) ", with: "See '\(whole) ")
    }

    private static func path(to type: any ParsableCommand.Type, from root: any ParsableCommand.Type) -> [String]? {
        let name = root.configuration.commandName ?? "holdfast"
        if root == type { return [name] }
        for subcommand in root.configuration.subcommands {
            if let path = path(to: type, from: subcommand) { return [name] + path }
        }
        return nil
    }
}
