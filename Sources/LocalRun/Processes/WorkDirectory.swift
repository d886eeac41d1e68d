import Glibc

/// The files of one run.
enum WorkDirectory {
    /// Writes a new file.
    static func write(_ text: String, to path: String) throws(SystemError) {
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard fd >= 0 else { throw SystemError("write \(path)", errno) }
        TerminalText.write(text, to: fd)
        close(fd)
    }
}
