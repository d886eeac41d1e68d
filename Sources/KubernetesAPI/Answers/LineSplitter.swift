/// Splits a stream of bytes into lines: pieces in, lines out. However the stream is cut, the lines are the same.
///
/// A watch is one JSON object a line (Kubernetes API Concepts, "Efficient detection of changes").
public struct LineSplitter: Sendable {
    /// The longest line in bytes, without its line break.
    public let limit: Int

    private var rest: [UInt8] = []

    /// A splitter at the beginning of a line.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Takes the next bytes and gives the lines that are complete with them, without line breaks; empty ones are left out.
    ///
    /// Throws ``APIFailure/tooLarge(_:)`` as soon as a line is longer than the limit, whether it is complete or not.
    public mutating func take(_ chunk: [UInt8]) throws(APIFailure) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var begin = chunk.startIndex
        while let end = chunk[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            try check(end - begin)
            // Most lines come in one piece: without a rest nothing is copied twice.
            let line = rest.isEmpty ? Array(chunk[begin..<end]) : rest + chunk[begin..<end]
            rest = []
            if !line.isEmpty { lines.append(line) }
            begin = end + 1
        }
        try check(chunk.count - begin)
        rest += chunk[begin...]
        return lines
    }

    /// The last line, when the stream has ended without a line break behind it.
    public mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }

    private func check(_ more: Int) throws(APIFailure) {
        if rest.count + more > limit { throw .tooLarge("a line of more than \(limit) bytes") }
    }
}
