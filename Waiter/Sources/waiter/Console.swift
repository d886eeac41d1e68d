import CPosix
import Probing

/// The waiter's own lines: to standard error, so that standard output stays the command's.
struct Console {
    let format: LogFormat
    /// Where the lines go.
    private let output: Int32

    /// Of a hook nobody sees the output: its lines go where those of the container's main process go, if they may.
    init(_ options: WaitOptions) {
        format = options.log
        let container = options.isHook ? px_open_container_errors() : -1
        output = container >= 0 ? container : 2
    }

    func report(_ report: WaitReport, targets: [Target]) {
        guard format != .quiet else { return }
        Console.write(WaitLog.line(report, targets: targets, format: format) + "\n", to: output)
    }

    func say(event: String, _ message: String) {
        guard format != .quiet else { return }
        Console.write(WaitLog.line(format, event: event, message) + "\n", to: output)
    }

    /// An error is said in every format, also when quiet.
    func fail(_ message: String) {
        Console.write(WaitLog.line(format == .json ? .json : .text, event: "error", message) + "\n", to: output)
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
