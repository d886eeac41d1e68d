import Foundation

extension OutputFiles {
    /// Writes files below a directory, making directories as needed.
    ///
    /// Everything that can be known before is checked before anything is written: paths that would lead out of the
    /// directory (`..`, absolute ones, symbolic links inside it), two entries for one file, a file where a directory
    /// has to be and the other way round. Each file is atomic, the whole is not: after a failure the entries before it
    /// are written.
    public static func writeTree(
        directory: String, entries: [(path: String, bytes: [UInt8])]
    ) throws(OutputError) {
        var files: [String: String] = [:]
        var parents: [String: String] = [:]
        for entry in entries {
            let parts = try checked(entry.path)
            let path = parts.joined(separator: "/")
            if let first = files.updateValue(entry.path, forKey: path) {
                throw .collision(path: PathText.join(directory, path), first: first, second: entry.path)
            }
            for count in 1..<parts.count { parents[parts[..<count].joined(separator: "/")] = entry.path }
        }
        for (path, entry) in files.sorted(by: { PathText.precedes($0.key, $1.key) }) {
            if let other = parents[path] {
                throw .collision(path: PathText.join(directory, path), first: entry, second: other)
            }
        }
        let root = directory.isEmpty ? "." : directory
        try expect(root, .directory, mayBeLink: true)
        let folders = parents.keys.sorted(by: PathText.precedes)
        for folder in folders { try expect(PathText.join(root, folder), .directory) }
        for path in files.keys.sorted(by: PathText.precedes) { try expect(PathText.join(root, path), .file) }

        try make(root)
        // A parent is a prefix of its children, and so comes before them.
        for folder in folders { try make(PathText.join(root, folder)) }
        for entry in entries {
            let path = PathText.components(entry.path).filter { $0 != "." }.joined(separator: "/")
            try replace(path: PathText.join(root, path), bytes: entry.bytes)
        }
    }

    private static func checked(_ path: String) throws(OutputError) -> [String] {
        if PathText.isAbsolute(path) { throw .badPath(path: path, reason: "not a path below the output directory") }
        if path.utf8.contains(0) { throw .badPath(path: path, reason: "a path cannot hold a zero byte") }
        let parts = PathText.components(path).filter { $0 != "." }
        if parts.contains("..") { throw .badPath(path: path, reason: "leads out of the output directory") }
        if parts.isEmpty || path.utf8.last == UInt8(ascii: "/") {
            throw .badPath(path: path, reason: "not a file's path")
        }
        return parts
    }

    /// Nothing may stand at a path but what is meant for it.
    private static func expect(_ path: String, _ kind: FileInfo.Kind, mayBeLink: Bool = false) throws(OutputError) {
        let info: FileInfo
        do throws(SystemError) {
            info = try mayBeLink ? FileInfo(path) : FileInfo(unfollowed: path)
        } catch {
            // Below a directory that is not there yet, nothing is. A file in its place was found before.
            if error.code == ENOENT || error.code == ENOTDIR { return }
            throw failure(path, error)
        }
        if info.kind == kind { return }
        let reason =
            switch info.kind {
            case .link: "a symbolic link, which may lead out of the output directory"
            case .directory: "a directory, where a file is to be written"
            case .file: "a file, where a directory is needed"
            case .other: "neither a file nor a directory"
            }
        throw .badPath(path: path, reason: reason)
    }

    private static func make(_ directory: String) throws(OutputError) {
        if (try? FileInfo(directory))?.kind == .directory { return }
        let parent = PathText.parent(directory)
        if parent != directory { try make(parent) }
        guard mkdir(directory, 0o777) != 0 else { return }
        let failure = SystemError.last
        // Somebody else was faster.
        if failure.code == EEXIST, (try? FileInfo(directory))?.kind == .directory { return }
        throw self.failure(directory, failure, "the directory cannot be made")
    }
}
