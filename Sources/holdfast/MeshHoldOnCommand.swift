import ArgumentParser

/// `holdfast mesh hold on`.
struct MeshHoldOnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Hold applications until the proxy is ready: for the mesh, or for workloads.")

    @OptionGroup
    var options: MeshHoldOptions

    func run() throws { try options.run(isOn: true) }
}
