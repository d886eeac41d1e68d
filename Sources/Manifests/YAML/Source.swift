/// A named text, kept byte for byte, that can say on which line a byte lies.
public final class Source: Sendable {
    /// The name used in messages, usually a path.
    public let name: String
    /// The text exactly as read, byte-order mark and line endings included.
    public let bytes: [UInt8]

    /// In bytes: below it lines are counted when somebody asks.
    private static let small = 4096

    // One mark for every 1024 bytes instead of one per line: less than a hundredth of the text, and a look-up
    // never scans further than one block, even in a JSON text of a single line.
    let marks: [LineMark]
    /// How many line breaks the text holds; for a small text, about how many.
    let breaks: Int
    /// The line of the file that the text begins on, from 1: more than 1 for a part of a file.
    public let firstLine: Int

    /// Creates a source from bytes; the bytes are checked only when they are parsed.
    ///
    /// For the part of a file that begins on another line, locations are those in the file.
    public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
        self.name = name
        self.bytes = bytes
        self.firstLine = firstLine
        if bytes.count < Source.small {
            // Most of these are parsed and never asked: a look-up may scan all of it.
            marks = [bytes.withUnsafeBufferPointer { LineMark.first($0) }]
            breaks = bytes.count / 16
        } else {
            let built = bytes.withUnsafeBufferPointer { LineMark.build($0) }
            marks = built.marks
            breaks = built.breaks
        }
    }

    /// Creates a source from a string.
    public convenience init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The line and column of a byte; an offset outside the text is moved to its nearest end.
    public func location(ofByte offset: Int) -> Location {
        let end = min(max(offset, 0), bytes.count)
        let block = min(end >> LineMark.shift, marks.count - 1)
        guard block >= 0 else { return Location(line: firstLine, column: 1) }
        let mark = marks[block]
        var line = Int(mark.line)
        var column = Int(mark.column)
        var index = block << LineMark.shift
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == Ascii.lineFeed || (byte == Ascii.carriageReturn && !startsWithLineFeed(at: index)) {
                line += 1
                column = 0
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return Location(line: line + firstLine, column: max(column, 0) + 1)
    }

    private func startsWithLineFeed(at index: Int) -> Bool {
        index < bytes.count && bytes[index] == Ascii.lineFeed
    }
}
