/// A point in time or a length of it, in milliseconds of the monotonic clock.
///
/// A plain integer, because `Duration` is 128 bits wide and formats itself through code that the waiter has no room for.
public typealias Milliseconds = Int64

/// Lengths of time as users write and read them.
public enum TimeText {
    /// Reads `5m`, `1m30s`, `500ms`, `1.5s`, `2h`, or `0`. A number without a unit is refused: seconds and
    /// milliseconds are both usual, and a wait that is a thousand times too long is found out too late.
    public static func parse(_ text: String) throws(UsageError) -> Milliseconds {
        let bytes = Array(text.utf8)
        if bytes == [UInt8(ascii: "0")] { return 0 }
        var total: Milliseconds = 0
        var position = 0
        while position < bytes.count {
            let numberStart = position
            while position < bytes.count, ASCII.isDigit(bytes[position]) { position += 1 }
            guard let whole = ASCII.number(bytes[numberStart..<position]), whole < 1_000_000_000 else {
                throw invalid(text)
            }
            var thousandths: Int64 = 0
            if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
                position += 1
                var scale: Int64 = 100
                let fractionStart = position
                while position < bytes.count, ASCII.isDigit(bytes[position]) {
                    thousandths += Int64(bytes[position] - UInt8(ascii: "0")) * scale
                    scale /= 10
                    position += 1
                }
                if position == fractionStart { throw invalid(text) }
            }
            let unitStart = position
            while position < bytes.count, !ASCII.isDigit(bytes[position]) { position += 1 }
            let unit: Int64
            switch ASCII.string(bytes[unitStart..<position]) {
            case "ms": unit = 1
            case "s": unit = 1000
            case "m": unit = 60_000
            case "h": unit = 3_600_000
            default: throw invalid(text)
            }
            total += whole * unit + thousandths * unit / 1000
            // A hundred thousand years: far from an overflow, here and where it is added to the time.
            guard total < 1 << 52 else { throw invalid(text) }
        }
        if bytes.isEmpty { throw invalid(text) }
        return total
    }

    /// `850ms`, `3.2s`, `1m30s`, `2h5m`: two units at most, as precise as a reader needs.
    public static func format(_ time: Milliseconds) -> String {
        if time < 0 { return "-" + format(time == .min ? .max : -time) }
        if time < 1000 { return text("\(time)ms") }
        if time < 60_000 {
            let tenths = time / 100
            return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
        }
        let seconds = time / 1000
        if seconds < 3600 {
            return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds / 60)m\(seconds % 60)s"
        }
        let minutes = seconds / 60
        return minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(minutes % 60)m"
    }

    private static func invalid(_ text: String) -> UsageError {
        UsageError("\"\(text)\" is not a length of time", cure: "write it with a unit, such as 500ms, 30s, 5m or 1h30m")
    }
}
