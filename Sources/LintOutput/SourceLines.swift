import Manifests
import Rendering

/// The lines of files, to quote them under a finding.
struct SourceLines {
    /// A line, or the part of a long one, as a terminal shows it.
    struct Excerpt: Equatable {
        /// The text, nothing in it that a terminal would obey.
        var text: String
        /// How many columns stand before the place.
        var indent: Int
    }

    /// JSON often is one line: more than this is not quoted, in scalars before and behind the place.
    private static let reach = (before: 60, behind: 100)

    private struct File {
        var bytes: [UInt8]
        /// Where each line begins.
        var starts: [Int]
        /// The place that was looked up last: findings come in order, and in JSON many of them on one long line.
        var last = (place: Location(line: 0, column: 1), byte: 0)
    }

    private let sources: [String: Source]
    /// Only files with findings are looked through.
    private var files: [String: File] = [:]

    init(_ sources: [Source]) {
        self.sources = Dictionary(sources.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The line of a place; `nil` when there is none.
    mutating func excerpt(_ name: String, _ place: Location) -> Excerpt? {
        guard let file = file(name), place.line >= 1, place.line <= file.starts.count else { return nil }
        let bytes = file.bytes
        var start = file.starts[place.line - 1]
        var end = place.line < file.starts.count ? file.starts[place.line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        // A byte-order mark is no column.
        if start == 0, bytes[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        guard start < end else { return nil }
        var known = (column: 1, byte: start)
        if file.last.place.line == place.line, file.last.place.column <= place.column {
            known = (file.last.place.column, file.last.byte)
        }
        let middle = Self.forward(from: known.byte, to: end, by: place.column - known.column, bytes)
        // Behind the line's end columns and bytes part.
        if middle < end { files[name]?.last = (place, middle) }
        let first = Self.backward(from: middle, to: start, by: Self.reach.before, bytes)
        let last = Self.forward(from: middle, to: end, by: Self.reach.behind, bytes)
        func text(_ range: Range<Int>) -> String { LineText.plain(String(decoding: bytes[range], as: UTF8.self)) }
        let head = (first > start ? "…" : "") + text(first..<middle)
        return Excerpt(
            text: head + text(middle..<last) + (last < end ? "…" : ""), indent: DisplayWidth.columns(of: head))
    }

    private mutating func file(_ name: String) -> File? {
        if let known = files[name] { return known }
        guard let source = sources[name] else { return nil }
        var file = File(bytes: source.bytes, starts: [0])
        for index in source.bytes.indices where Self.isBreak(source.bytes, index) { file.starts.append(index + 1) }
        files[name] = file
        return file
    }

    /// As `Source.location` counts: LF, CRLF, or CR alone.
    private static func isBreak(_ bytes: [UInt8], _ index: Int) -> Bool {
        if bytes[index] == 0x0A { return true }
        return bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
    }

    private static func forward(from start: Int, to end: Int, by scalars: Int, _ bytes: [UInt8]) -> Int {
        var index = start
        var left = scalars
        while index < end, left > 0 {
            index += 1
            while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
            left -= 1
        }
        return index
    }

    private static func backward(from end: Int, to start: Int, by scalars: Int, _ bytes: [UInt8]) -> Int {
        var index = end
        var left = scalars
        while index > start, left > 0 {
            index -= 1
            while index > start, bytes[index] & 0xC0 == 0x80 { index -= 1 }
            left -= 1
        }
        return index
    }
}
