#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The process's memory, as Linux tells it.
public enum ResidentMemory {
    /// Bytes in memory now; `nil` where `/proc` is not there.
    public static func bytes() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let length = read(file, &text, text.count)
        guard length > 0 else { return nil }
        // "size resident shared …", pages (proc(5)).
        let fields = text[..<length].split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return nil }
        return pages * sysconf(CInt(_SC_PAGESIZE))
    }
}
