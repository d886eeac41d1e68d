import Glibc

/// A file of this machine.
enum HostFile {
    /// At most `limit` bytes as text; empty when it cannot be read.
    static func read(_ path: String, limit: Int) -> String {
        let fd = open(path, O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return "" }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = Glibc.read(fd, &bytes, limit)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
