import CPosix
import Probing

/// The waiter's own lines: to standard error, so that standard output stays the command's.
struct Console {
    var format: LogFormat

    func report(_ report: WaitReport, targets: [Target]) {
        guard format != .quiet else { return }
        Console.write(WaitLog.line(report, targets: targets, format: format) + "\n", to: 2)
    }

    func say(event: String, _ message: String) {
        guard format != .quiet else { return }
        Console.write(WaitLog.line(format, event: event, message) + "\n", to: 2)
    }

    /// An error is said in every format, also when quiet.
    func fail(_ message: String) {
        Console.write(WaitLog.line(format == .json ? .json : .text, event: "error", message) + "\n", to: 2)
    }

    /// Writes all of it; a reader that went away is no reason to stop waiting.
    static func write(_ text: String, to fd: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var written: Int64 = 0
            while written < Int64(bytes.count), let base = bytes.baseAddress {
                let count = px_write(fd, base + Int(written), Int64(bytes.count) - written)
                if count <= 0 { return }
                written += count
            }
        }
    }
}
