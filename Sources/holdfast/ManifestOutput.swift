import ArgumentParser
import CommandSupport
import Injection
import Manifests

/// Writes rewritten manifests where they were asked for, in the form that was asked for.
struct ManifestOutput {
    let options: OutputOptions
    let files: [RewrittenFile]
    /// Knows when the files were read, and from where.
    let inputs: InputFiles
    /// Goes to standard output instead of the manifests.
    var explanation: String?

    /// - Returns: the exit code: 1 when `--check` found something that would change.
    func write() throws -> Int32 {
        if options.check {
            let changed = files.filter(\.isChanged)
            for file in changed { print(file.source.name) }
            return changed.isEmpty ? 0 : 1
        }
        if options.inPlace {
            try ReplacedFiles(files: files, inputs: inputs).write()
        } else if let directory = options.outputDir {
            try StandardOutput.failing { () throws(OutputError) in
                let paths = try inputs.outputPaths(of: files.map(\.source.name))
                let entries = zip(paths, files).map { (path: $0, bytes: converted($1)) }
                try OutputFiles.writeTree(directory: directory, entries: entries)
            }
            StandardOutput.note("\(files.count) files are in \(directory)")
        }
        if let explanation {
            try StandardOutput.write(Array(explanation.utf8))
        } else if !options.inPlace, options.outputDir == nil {
            try StandardOutput.write(text())
        }
        return 0
    }

    private func text() -> [UInt8] {
        switch options.format {
        case .diff: return ReplacedFiles(files: files, inputs: inputs).diff()
        case .patch: return Array((PatchList.text(files) + "\n").utf8)
        case .json: return FormatConversion.json(files.map { ($0.bytes, $0.source.name) })
        case .same, .yaml: return ManifestStream.join(files.map(converted))
        }
    }

    private func converted(_ file: RewrittenFile) -> [UInt8] {
        switch options.format {
        case .yaml: FormatConversion.yaml(file.bytes, name: file.source.name)
        case .json: FormatConversion.json(file.bytes, name: file.source.name)
        case .same, .patch, .diff: file.bytes
        }
    }
}
