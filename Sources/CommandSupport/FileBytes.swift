import Foundation

/// Reads whole files.
enum FileBytes {
    /// Why a file's bytes are not there.
    enum Failure: Error, Equatable {
        case system(SystemError)
        case tooLong
        /// Its size or time moved while it was read: the bytes may be half old and half new.
        case changed
    }

    /// Opens for reading. The opening of a named pipe waits for its writer, as `<(…)` needs.
    static func open(_ path: String) throws(SystemError) -> Int32 {
        while true {
            let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { throw .last }
        }
    }

    /// Everything to the end, at most `limit` bytes, and the stamp if it is a regular file.
    static func read(_ descriptor: Int32, limit: Int) throws(Failure) -> (bytes: [UInt8], info: FileInfo) {
        let before = try info(descriptor)
        let isFile = before.kind == .file
        if isFile, before.stamp.size > limit { throw .tooLong }
        var bytes: [UInt8] = []
        // The size is a hint only: files in /proc have none, and a pipe never has.
        if isFile { bytes.reserveCapacity(Int(before.stamp.size)) }
        // Most manifests are small, and there may be ten thousand of them.
        let step = isFile ? min(max(Int(before.stamp.size) + 1, 4096), 256 << 10) : 256 << 10
        var chunk = [UInt8](repeating: 0, count: step)
        while true {
            let count = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { break }
            if count < 0 {
                let failure = SystemError.last
                if failure.code == EINTR { continue }
                if failure.code == EAGAIN {
                    // Somebody at the other end of a terminal or pipe may have made it non-blocking for all of us.
                    wait(descriptor, for: Int16(POLLIN))
                    continue
                }
                throw .system(failure)
            }
            if bytes.count + count > limit { throw .tooLong }
            bytes += chunk[..<count]
        }
        if isFile, try info(descriptor).stamp != before.stamp { throw .changed }
        return (bytes, before)
    }

    /// Blocks until a non-blocking descriptor can go on.
    static func wait(_ descriptor: Int32, for events: Int16) {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        _ = poll(&entry, 1, -1)
    }

    private static func info(_ descriptor: Int32) throws(Failure) -> FileInfo {
        do throws(SystemError) { return try FileInfo(descriptor: descriptor) } catch { throw .system(error) }
    }
}
