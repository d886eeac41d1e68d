#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Small files, such as a token or a certificate.
public enum FileBytes {
    /// No token or certificate bundle is larger.
    public static let limit = 1 << 20

    /// All of a file; `nil` when it cannot be read or is larger than ``limit``.
    public static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            var buffer = [UInt8](repeating: 0, count: 16 << 10)
            let count = buffer.withUnsafeMutableBytes { readChunk(file, $0) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes += buffer.prefix(count)
        }
        return nil
    }
}

/// `read` of the platform, whose name a method of that name would hide.
private func readChunk(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(file, buffer.baseAddress, buffer.count)
}
