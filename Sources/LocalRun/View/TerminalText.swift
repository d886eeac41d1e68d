import Glibc

/// Writing to a descriptor, and what a terminal can do.
enum TerminalText {
    /// Writes all of it, as far as anyone reads.
    static func write(_ text: String, to fd: Int32 = 1) {
        var text = text
        text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(fd, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                if count <= 0 { return }
                written += count
            }
        }
    }

    /// Removes what would move a terminal's cursor: a container's output must not draw over other lines.
    static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\t" }))
    }
}
