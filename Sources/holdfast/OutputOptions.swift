import ArgumentParser

/// In which form manifests come out.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case same, yaml, json, patch, diff
}

/// Options that say where rewritten manifests go, and in which form.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "same (the format of each file), yaml, json, patch (JSON Patch per object) or diff.")
    var format: OutputFormat = .same

    @Flag(help: "Replace the files, each in one step.")
    var inPlace = false

    @Option(help: "Write the files below this directory instead.", completion: .directory)
    var outputDir: String?

    @Flag(help: "Write nothing, name what would change, and end with 1 when something would.")
    var check = false

    /// Whether any of them was given.
    var isGiven: Bool { format != .same || inPlace || outputDir != nil || check }

    func check(_ names: [String]) throws {
        if check, inPlace || outputDir != nil || format != .same {
            throw ValidationError("--check writes nothing: drop --in-place, --output-dir or -o")
        }
        if inPlace, outputDir != nil { throw ValidationError("--in-place and --output-dir exclude each other") }
        if inPlace || outputDir != nil {
            guard format != .patch, format != .diff else {
                throw ValidationError("-o \(format.rawValue) goes to standard output: drop --in-place or --output-dir")
            }
            guard !names.contains("-") else {
                throw ValidationError(
                    "standard input has no place to be written to: drop -, --in-place or --output-dir")
            }
        }
        if inPlace, format != .same {
            throw ValidationError("--in-place keeps each file's format: drop -o \(format.rawValue)")
        }
    }
}
