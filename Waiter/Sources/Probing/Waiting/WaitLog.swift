/// What the waiter writes, as text or as JSON: one line an event.
public enum WaitLog {
    /// A report as a line, without a newline.
    public static func line(_ report: WaitReport, targets: [Target], format: LogFormat) -> String {
        switch report {
        case .waiting(let index, let reason):
            let name = targets[index].name
            return line(format, "waiting", name, text("waiting for \(name): \(reason)"), reason)
        case .ready(let index, let after, let attempts):
            let name = targets[index].name
            let text = text("ready \(name) after \(TimeText.format(after)), \(count(attempts))")
            return line(format, "ready", name, text, nil, after, attempts)
        case .proceeding(let index, let after, let reason):
            let name = targets[index].name
            let text = text("going on without \(name) after \(TimeText.format(after)) (on-timeout: proceed): \(reason)")
            return line(format, "proceeding", name, text, reason, after)
        case .blocking(let index, let after, let reason):
            let name = targets[index].name
            let text = text("still waiting for \(name) after \(TimeText.format(after)) (on-timeout: block): \(reason)")
            return line(format, "blocking", name, text, reason, after)
        case .timedOut(let index, let after, let attempts, let reason):
            let name = targets[index].name
            let text = text(
                "timed out after \(TimeText.format(after)), \(count(attempts)), waiting for \(name): \(reason)")
            return line(format, "timed-out", name, text, reason, after, attempts)
        case .never(let index, let reason):
            let name = targets[index].name
            return line(format, "never", name, text("\(name) can never become ready: \(reason)"), reason)
        }
    }

    /// A message that is about no target.
    public static func line(_ format: LogFormat, event: String, _ message: String) -> String {
        line(format, event, nil, message, nil)
    }

    private static func count(_ attempts: Int) -> String {
        attempts == 1 ? "1 attempt" : text("\(attempts) attempts")
    }

    private static func line(
        _ format: LogFormat, _ event: String, _ target: String?, _ text: String, _ reason: String?,
        _ after: Milliseconds? = nil, _ attempts: Int? = nil
    ) -> String {
        guard format == .json else { return "waiter: " + oneLine(text) }
        var json = "{\"event\":" + quoted(event)
        if let target { json += ",\"target\":" + quoted(target) }
        if let after { json += ",\"afterMilliseconds\":\(after)" }
        if let attempts { json += ",\"attempts\":\(attempts)" }
        if let reason { json += ",\"reason\":" + quoted(reason) }
        return json + ",\"message\":" + quoted(text) + "}"
    }

    /// A name or a reason may carry a decoded line feed: it must not make a second line.
    static func oneLine(_ text: String) -> String {
        ASCII.string(text.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 })
    }

    /// A JSON string (RFC 8259 section 7).
    static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        return ASCII.string(bytes + [UInt8(ascii: "\"")])
    }
}
