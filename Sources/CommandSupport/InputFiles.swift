import Foundation
import Manifests

/// Reads the manifests that a command line names: files, directories, globs, and `-` for standard input.
public struct InputFiles {
    /// The name of standard input in messages.
    public static let standardInputName = "<stdin>"
    /// The largest file that is read, in bytes.
    public static let limit = 256 << 20

    /// The stamps of the regular files that were read, by `Source.name`: for `OutputFiles.replace`.
    public private(set) var stamps: [String: FileStamp] = [:]
    /// The directories that were named or in which what was named is, for `outputPaths`.
    private(set) var roots: [String] = []

    private let standardInput: Int32
    private let standardError: Int32
    private let limit: Int
    private var seen: Set<FileIdentity> = []
    private var hasReadStandardInput = false

    /// Files of this process.
    public init() {
        self.init(standardInput: 0, standardError: 2)
    }

    init(standardInput: Int32, standardError: Int32, limit: Int = Self.limit) {
        self.standardInput = standardInput
        self.standardError = standardError
        self.limit = limit
    }

    /// Reads what the names stand for, in their order, and each file once, whatever the number of its names.
    ///
    /// - Of a directory, the files that end with `.yaml`, `.yml` or `.json` are read in the order of their paths'
    ///   bytes, with those of the directories below if `recursive`. Hidden files and directories are left out.
    ///   Symbolic links are followed, each directory once.
    /// - A name that does not exist and has `*`, `?` or `[` in it is a glob; `**` crosses directories.
    /// - What cannot be read is reported as an error with its path; the rest is still read.
    public mutating func read(
        _ names: [String], recursive: Bool = true, report: inout DiagnosticReport
    ) -> [Source] {
        var sources: [Source] = []
        for name in names {
            if name == "-" {
                readStandardInput(&sources, &report)
                continue
            }
            do throws(SystemError) {
                let info = try FileInfo(name)
                roots.append(info.kind == .directory ? name : PathText.parent(name))
                take(name, info, recursive, &sources, &report)
            } catch {
                let isAbsent = error.code == ENOENT || error.code == ENOTDIR
                let isGlob = isAbsent && GlobExpansion.isPattern(name)
                if isGlob, (try? FileInfo(unfollowed: name)) == nil {
                    expand(name, recursive, &sources, &report)
                } else {
                    report.add([unreadable(name, error)])
                }
            }
        }
        return sources
    }

    private mutating func take(
        _ name: String, _ info: FileInfo, _ recursive: Bool, _ sources: inout [Source], _ report: inout DiagnosticReport
    ) {
        guard info.kind == .directory else {
            readFile(name, info, &sources, &report)
            return
        }
        let walk = DirectoryWalk(name, recursive: recursive, wants: PathText.isManifest)
        report.add(walk.diagnostics)
        if walk.files.isEmpty, walk.diagnostics.isEmpty {
            report.add([
                Diagnostic(
                    .error, "there is no manifest in the directory",
                    cure: "a manifest ends with .yaml, .yml or .json; hidden files and directories are left out",
                    file: name)
            ])
        }
        for path in walk.files { readFile(path, nil, &sources, &report) }
    }

    private mutating func expand(
        _ pattern: String, _ recursive: Bool, _ sources: inout [Source], _ report: inout DiagnosticReport
    ) {
        let expansion = GlobExpansion(pattern)
        report.add(expansion.diagnostics)
        roots.append(expansion.root)
        var hasMatched = false
        for path in expansion.paths {
            do throws(SystemError) {
                let info = try FileInfo(path)
                if info.kind == .file, expansion.isOpenEnded, !PathText.isManifest(path) { continue }
                hasMatched = true
                take(path, info, recursive, &sources, &report)
            } catch {
                hasMatched = true
                report.add([unreadable(path, error)])
            }
        }
        if !hasMatched, expansion.diagnostics.isEmpty {
            report.add([
                Diagnostic(
                    .error, "no manifest matches the pattern",
                    cure: "* ? and [a-z] stay within a directory, ** crosses directories; {a,b} is for the shell",
                    file: pattern)
            ])
        }
    }

    private mutating func readStandardInput(_ sources: inout [Source], _ report: inout DiagnosticReport) {
        guard !hasReadStandardInput else {
            report.add([Diagnostic(.error, "standard input can be read only once", cure: "write - only once")])
            return
        }
        hasReadStandardInput = true
        // Without a word, a forgotten redirection looks as if the command hung.
        if isatty(standardInput) == 1 {
            let hint = "holdfast: reading manifests from the terminal; end with Ctrl-D\n"
            try? OutputFiles.writeAll(fd: standardError, Array(hint.utf8))
        }
        read(standardInput, Self.standardInputName, &sources, &report)
    }

    private mutating func readFile(
        _ name: String, _ info: FileInfo?, _ sources: inout [Source], _ report: inout DiagnosticReport
    ) {
        // Before it is opened: a named pipe would wait for a second writer.
        if let info, seen.contains(info.stamp.identity) { return }
        do throws(SystemError) {
            let descriptor = try FileBytes.open(name)
            defer { close(descriptor) }
            read(descriptor, name, &sources, &report)
        } catch {
            report.add([unreadable(name, error)])
        }
    }

    private mutating func read(
        _ descriptor: Int32, _ name: String, _ sources: inout [Source], _ report: inout DiagnosticReport
    ) {
        // A file that cannot be read is new each time: its message comes once because the report keeps it once.
        if let identity = (try? FileInfo(descriptor: descriptor))?.stamp.identity, !seen.insert(identity).inserted {
            return
        }
        do throws(FileBytes.Failure) {
            let (bytes, info) = try FileBytes.read(descriptor, limit: limit)
            // Standard input may be a regular file, but its name is not to be written to.
            if info.kind == .file, name != Self.standardInputName { stamps[name] = info.stamp }
            sources.append(Source(name: name, bytes: bytes))
        } catch {
            switch error {
            case .system(let error): report.add([unreadable(name, error)])
            case .tooLong:
                report.add([
                    Diagnostic(.error, "there are more than \(limit) bytes", cure: "split the file", file: name)
                ])
            case .changed:
                report.add([
                    Diagnostic(
                        .error, "changed while it was read", cure: "run again when nothing writes to it", file: name)
                ])
            }
        }
    }

    private func unreadable(_ name: String, _ error: SystemError) -> Diagnostic {
        guard error.code == ENOENT else {
            return Diagnostic(.error, "cannot be read: \(error.text)", file: name)
        }
        guard (try? FileInfo(unfollowed: name)) == nil else {
            return Diagnostic(.error, "the symbolic link leads to nothing", file: name)
        }
        return Diagnostic(.error, "there is no such file", cure: "check the path", file: name)
    }
}
