import Glibc

/// Writes what containers print into a file each: `POD.CONTAINER.log`.
final class RunLog {
    private let directory: String
    private var files: [String: Int32] = [:]

    /// Makes the directory. Throws when that cannot be done.
    init(directory: String) throws(SystemError) {
        self.directory = directory
        if mkdir(directory, 0o777) != 0, errno != EEXIST { throw SystemError("make \(directory)", errno) }
    }

    func write(_ event: RunEvent) {
        guard event.kind == .output || event.kind == .errorOutput else { return }
        let name = "\(event.pod).\(event.container).log"
        let fd = files[name] ?? open("\(directory)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        files[name] = fd
        var line = event.text + "\n"
        line.withUTF8 { bytes in _ = Glibc.write(fd, bytes.baseAddress, bytes.count) }
    }
}
