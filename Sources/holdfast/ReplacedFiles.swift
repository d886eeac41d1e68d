import CommandSupport
import Injection
import Manifests

/// Rewritten files in the originals' places, or the difference that this would make.
struct ReplacedFiles {
    let files: [RewrittenFile]
    /// Knows when the files were read, and from where.
    let inputs: InputFiles

    /// Replaces what has changed, each file in one step. After a failure says what was written before.
    func write() throws {
        let changed = files.filter(\.isChanged)
        for (index, file) in changed.enumerated() {
            do throws(OutputError) {
                try OutputFiles.replace(
                    path: file.source.name, bytes: file.bytes, stamp: inputs.stamps[file.source.name])
            } catch {
                let written = changed[..<index].map(\.source.name)
                StandardOutput.note(
                    "\(index) of \(changed.count) files were written" + (index > 0 ? ": " : "")
                        + written.joined(separator: ", "))
                try StandardOutput.fail(error)
            }
        }
        StandardOutput.note("\(changed.count) of \(files.count) files changed")
    }

    /// A unified diff of all of them.
    func diff() -> [UInt8] {
        // Paths that lead out of the current directory are not ones that patch takes.
        let names = (try? inputs.outputPaths(of: files.map(\.source.name))) ?? files.map(\.source.name)
        return zip(files, names).flatMap { file, path in
            let isInside = !file.source.name.hasPrefix("/") && !file.source.name.contains("..")
            let name = isInside ? file.source.name : path
            return UnifiedDiff.text(file.source.bytes, file.bytes, from: "a/" + name, to: "b/" + name)
        }
    }
}
