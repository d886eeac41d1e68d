import Foundation

/// A new file that is going to take another's place.
struct TemporaryFile {
    private let path: String
    /// The name for messages: nobody knows the temporary one.
    private let shown: String
    private var descriptor: Int32

    /// Makes it in the same directory: a renaming does not cross file systems.
    init(beside target: String, reportedAs shown: String, mode: mode_t) throws(OutputError) {
        self.shown = shown
        var attempts = 0
        while true {
            // A name of its own rather than the target's with an ending: that may already have the longest length.
            let name = ".holdfast-" + String(UInt64.random(in: 0 ... .max), radix: 16)
            let path = PathText.join(PathText.parent(target), name)
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            if descriptor >= 0 {
                self.path = path
                self.descriptor = descriptor
                return
            }
            let failure = SystemError.last
            attempts += 1
            if failure.code == EINTR || failure.code == EEXIST, attempts < 100 { continue }
            throw .system(
                path: shown, what: "no file can be made in its directory", reason: failure.text)
        }
    }

    /// Writes the content down to the disk, and takes over owner and permissions.
    mutating func fill(_ bytes: [UInt8], like original: FileInfo?) throws(OutputError) {
        do throws(SystemError) {
            try DescriptorWriter.write(bytes, to: descriptor)
        } catch {
            throw OutputFiles.failure(shown, error)
        }
        if let original {
            // Before the permissions: a change of owner takes the set-id bits away.
            try keepOwner(of: original)
            guard fchmod(descriptor, original.mode) == 0 else {
                throw OutputFiles.failure(shown, .last, "its permissions cannot be kept")
            }
        }
        // Otherwise a power failure after the renaming leaves an empty file under the name.
        while fsync(descriptor) != 0 {
            let failure = SystemError.last
            if failure.code == EINTR { continue }
            // A file system that has no such thing.
            if failure.code == EINVAL || failure.code == ENOTSUP { break }
            throw OutputFiles.failure(shown, failure)
        }
        let open = descriptor
        descriptor = -1
        // NFS tells of a full disk only here. After EINTR it is closed all the same (Linux).
        if close(open) != 0, errno != EINTR { throw OutputFiles.failure(shown, .last) }
    }

    /// Takes the other's place.
    mutating func rename(to target: String) throws(OutputError) {
        guard Foundation.rename(path, target) == 0 else { throw OutputFiles.failure(shown, .last) }
        // The renaming itself may be lost by a power failure, but no content.
        let directory = open(PathText.parent(target), O_RDONLY | O_CLOEXEC)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    /// Removes it, after a failure.
    mutating func remove() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unlink(path)
    }

    private func keepOwner(of original: FileInfo) throws(OutputError) {
        var info: FileInfo
        do throws(SystemError) {
            info = try FileInfo(descriptor: descriptor)
        } catch {
            throw OutputFiles.failure(shown, error)
        }
        if info.owner == original.owner, info.group == original.group { return }
        guard fchown(descriptor, original.owner, original.group) == 0 else {
            throw OutputFiles.failure(shown, .last, "its owner and group cannot be kept")
        }
    }
}
