#if canImport(Glibc)
    import Glibc
    private let systemWrite = Glibc.write
#else
    import Musl
    private let systemWrite = Musl.write
#endif

/// Where a container's log goes.
public enum StandardError {
    /// Writes a line in one call. What a pipe does not take at once is written after it; a broken one is nothing that a
    /// log could tell.
    public static func write(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
