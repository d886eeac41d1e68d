import ShellScript

/// Takes parts out of a shell script together with what separates them from the rest.
enum ScriptCut {
    /// The script without the ranges (of bytes); `nil` when what is left is nothing, or no script.
    static func removing(_ ranges: [Range<Int>], from script: String) -> String? {
        var bytes = Array(script.utf8)
        for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) {
            guard range.upperBound <= bytes.count else { return nil }
            bytes.removeSubrange(widened(range, in: bytes))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(where: { !isBlank($0) && $0 != newline }) else { return nil }
        return text
    }

    /// With the separator behind it, or, at the end of the script, the one before it.
    private static func widened(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var end = range.upperBound
        while end < bytes.count, isBlank(bytes[end]) { end += 1 }
        var start = range.lowerBound
        if bytes[end...].contains(where: { !isBlank($0) && $0 != newline }) {
            let isLine = bytes[end] == newline
            end += bytes[end...].starts(with: and) ? 2 : (bytes[end] == semicolon || isLine ? 1 : 0)
            while end < bytes.count, isBlank(bytes[end]) { end += 1 }
            // A line of its own goes with its indentation, and the next one keeps its.
            if isLine {
                while end > 0, isBlank(bytes[end - 1]) { end -= 1 }
                while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
            }
            return start..<end
        }
        while start > 0, isBlank(bytes[start - 1]) || bytes[start - 1] == newline { start -= 1 }
        if start >= 2, Array(bytes[start - 2..<start]) == and { start -= 2 }
        if start >= 1, bytes[start - 1] == semicolon { start -= 1 }
        while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
        return start..<end
    }

    private static let newline = UInt8(ascii: "\n")
    private static let semicolon = UInt8(ascii: ";")
    private static let and = [UInt8(ascii: "&"), UInt8(ascii: "&")]

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
