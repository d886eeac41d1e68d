import ArgumentParser
import CommandSupport
import Foundation
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
            let changed = files.filter(\.isChanged)
            for (index, file) in changed.enumerated() {
                do throws(OutputError) {
                    try OutputFiles.replace(
                        path: file.source.name, bytes: file.bytes, stamp: inputs.stamps[file.source.name])
                } catch {
                    let written = changed[..<index].map(\.source.name)
                    note(
                        "\(index) of \(changed.count) files were written" + (index > 0 ? ": " : "")
                            + written.joined(separator: ", "))
                    try fail(error)
                }
            }
            note("\(changed.count) of \(files.count) files changed")
        } else if let directory = options.outputDir {
            try failing { () throws(OutputError) in
                let paths = try inputs.outputPaths(of: files.map(\.source.name))
                let entries = zip(paths, files).map { (path: $0, bytes: converted($1)) }
                try OutputFiles.writeTree(directory: directory, entries: entries)
            }
            note("\(files.count) files are in \(directory)")
        }
        if let explanation {
            try standardOutput(Array(explanation.utf8))
        } else if !options.inPlace, options.outputDir == nil {
            try standardOutput(text())
        }
        return 0
    }

    private func text() -> [UInt8] {
        switch options.format {
        case .diff:
            // Paths that lead out of the current directory are not ones that patch takes.
            let names = (try? inputs.outputPaths(of: files.map(\.source.name))) ?? files.map(\.source.name)
            return zip(files, names).flatMap { file, path in
                let isInside = !file.source.name.hasPrefix("/") && !file.source.name.contains("..")
                let name = isInside ? file.source.name : path
                return UnifiedDiff.text(file.source.bytes, file.bytes, from: "a/" + name, to: "b/" + name)
            }
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

    private func standardOutput(_ bytes: [UInt8]) throws {
        do throws(OutputError) {
            try OutputFiles.writeAll(fd: 1, bytes)
        } catch {
            // Whoever read the other end has seen enough.
            if error == .closedPipe { throw ExitCode(141) }
            try fail(error)
        }
    }

    private func failing(_ body: () throws(OutputError) -> Void) throws {
        do throws(OutputError) {
            try body()
        } catch {
            try fail(error)
        }
    }

    private func fail(_ error: OutputError) throws -> Never {
        var report = DiagnosticReport()
        report.add([error.diagnostic])
        report.print()
        throw ExitCode(2)
    }

    private func note(_ text: String) {
        FileHandle.standardError.write(Data("holdfast: \(text)\n".utf8))
    }
}
