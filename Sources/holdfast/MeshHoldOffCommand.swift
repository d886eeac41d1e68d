import ArgumentParser

/// `holdfast mesh hold off`.
struct MeshHoldOffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "off",
        abstract: "Do not hold applications: for the mesh, or for workloads against the mesh's setting.")

    @OptionGroup
    var options: MeshHoldOptions

    func run() throws { try options.run(isOn: false) }
}
