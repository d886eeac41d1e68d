import ArgumentParser

/// `holdfast mesh`: what manifests say about the mesh.
struct MeshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh", abstract: "Read and change what manifests say about the service mesh.",
        subcommands: [MeshHoldCommand.self])
}
