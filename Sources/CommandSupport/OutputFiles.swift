import Foundation

/// Writes files so that after a failure at any point either the old content or the new one is there, whole.
public enum OutputFiles {
    /// Puts new content in a file's place, or makes the file.
    ///
    /// Permissions, owner and group stay. Behind a symbolic link, the file that it leads to is replaced. Other hard
    /// links keep the old content; ACLs and extended attributes are lost, as with `sed -i`. A kill in the middle can
    /// leave a hidden `.holdfast-*` file beside the untouched original.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - bytes: Its new content.
    ///   - stamp: What the file looked like when it was read (`InputFiles.stamps`). When it looks otherwise now,
    ///     `OutputError.changed` is thrown. The moment between this check and the renaming is left open: no file
    ///     system has a way to close it.
    public static func replace(path: String, bytes: [UInt8], stamp: FileStamp? = nil) throws(OutputError) {
        let target = try resolve(path)
        var original: FileInfo?
        do throws(SystemError) {
            original = try FileInfo(target)
        } catch {
            guard error.code == ENOENT else { throw failure(path, error) }
        }
        if let original {
            guard original.kind == .file else { throw .notAFile(path: path) }
            // A renaming asks the directory only, and would go over a file that its owner made read-only.
            guard faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) == 0 else { throw failure(path, .last) }
        }
        // For the owner only until it has the original's permissions: a Secret is no one else's business. A new file
        // gets what the process's mask leaves.
        let mode: mode_t = original == nil ? 0o666 : 0o600
        var temporary = try TemporaryFile(beside: target, reportedAs: path, mode: mode)
        do throws(OutputError) {
            try temporary.fill(bytes, like: original)
            // As late as can be: the writing down to the disk takes the longest.
            try check(path, target, stamp)
            try temporary.rename(to: target)
        } catch {
            temporary.remove()
            throw error
        }
    }

    /// Writes bytes to an open descriptor, all of them, however often the system takes only some.
    ///
    /// A reader that has gone throws `closedPipe` instead of ending the process with SIGPIPE. The signal's
    /// disposition stays as it is: children would inherit a change.
    public static func writeAll(fd: Int32, _ bytes: [UInt8]) throws(OutputError) {
        let name = fd == 1 ? "<stdout>" : fd == 2 ? "<stderr>" : "<descriptor \(fd)>"
        do throws(SystemError) {
            try PipeSignal.withoutIt { () throws(SystemError) in try DescriptorWriter.write(bytes, to: fd) }
        } catch {
            if error.code == EPIPE { throw .closedPipe }
            throw failure(name, error)
        }
    }

    static func failure(_ path: String, _ error: SystemError, _ what: String = "cannot be written") -> OutputError {
        .system(path: path, what: what, reason: error.text)
    }

    /// Where a path leads: a file's real path, or the path itself when there is nothing yet.
    private static func resolve(_ path: String) throws(OutputError) -> String {
        if let real = realpath(path, nil) {
            defer { free(real) }
            return String(cString: real)
        }
        let error = SystemError.last
        guard error.code == ENOENT else { throw failure(path, error) }
        if (try? FileInfo(unfollowed: path)) != nil {
            throw .system(path: path, what: "cannot be written", reason: "the symbolic link leads to nothing")
        }
        return path
    }

    private static func check(_ path: String, _ target: String, _ stamp: FileStamp?) throws(OutputError) {
        guard let stamp else { return }
        // Gone counts as well: whoever removed it did not want it back.
        guard (try? FileInfo(target))?.stamp == stamp else { throw .changed(path: path) }
    }
}
