/// What is known about the text before one block of a source: lines ended, and scalars since the last line break.
struct LineMark: Sendable {
    var line: UInt32
    var column: Int32

    static let shift = 10

    /// The mark of a text's first block.
    static func first(_ bytes: UnsafeBufferPointer<UInt8>) -> LineMark {
        // A byte-order mark is one scalar that nobody sees as a column.
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        return LineMark(line: 0, column: hasMark ? -1 : 0)
    }

    static func build(_ bytes: UnsafeBufferPointer<UInt8>) -> (marks: [LineMark], breaks: Int) {
        var marks: [LineMark] = []
        marks.reserveCapacity((bytes.count >> shift) + 2)
        var column = Int(first(bytes).column)
        var line = 0
        var start = 0
        repeat {
            marks.append(LineMark(line: UInt32(clamping: line), column: Int32(clamping: column)))
            let end = min(start + (1 << shift), bytes.count)
            // Counting without branches lets the compiler vectorise; the exact column needs only the last line.
            var feeds = 0
            var returns = 0
            for index in start..<end {
                feeds &+= bytes[index] == Ascii.lineFeed ? 1 : 0
                returns &+= bytes[index] == Ascii.carriageReturn ? 1 : 0
            }
            var tail = start
            if feeds > 0 || returns > 0 {
                var lone = 0
                if returns > 0 {
                    for index in start..<end where isLoneReturn(bytes, index) { lone += 1 }
                }
                if feeds + lone > 0 {
                    line += feeds + lone
                    column = 0
                    tail = end
                    while tail > start, bytes[tail - 1] != Ascii.lineFeed, !isLoneReturn(bytes, tail - 1) { tail -= 1 }
                }
            }
            var scalars = 0
            for index in tail..<end { scalars &+= bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
            column += scalars
            start = end
        } while start < bytes.count
        // An offset equal to the count may open a block of its own.
        if bytes.count & ((1 << shift) - 1) == 0, bytes.count > 0 {
            marks.append(LineMark(line: UInt32(clamping: line), column: Int32(clamping: column)))
        }
        return (marks, line)
    }

    static func isLoneReturn(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        bytes[index] == Ascii.carriageReturn
            && !(index + 1 < bytes.count && bytes[index + 1] == Ascii.lineFeed)
    }
}
