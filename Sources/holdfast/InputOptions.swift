import ArgumentParser

/// Options that name manifests.
struct InputOptions: ParsableArguments {
    @Argument(
        help: "Manifests: files, directories, globs, or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var files: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: "The same, as kubectl has it (repeatable).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var filenames: [String] = []

    /// All of them, in the order of their kinds.
    var names: [String] { files + filenames }

    func check() throws {
        guard names.isEmpty else { return }
        throw ValidationError("name manifests: files, directories, globs, or - for standard input")
    }
}
