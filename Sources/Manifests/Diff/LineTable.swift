/// A text's lines as numbers: equal lines, and only these, have the same one.
struct LineTable {
    /// The number of each line.
    private(set) var ids: [Int32] = []
    /// Where each line begins, and after the last one the end of the text.
    private(set) var starts: [Int] = [0]

    /// Both texts by the same numbers. A last line without a line feed differs from the same one with it.
    static func tables(_ before: [UInt8], _ after: [UInt8]) -> (before: LineTable, after: LineTable) {
        before.withUnsafeBytes { before in
            after.withUnsafeBytes { after in
                var numbers: [Line: Int32] = [:]
                return (LineTable(before, &numbers), LineTable(after, &numbers))
            }
        }
    }

    private init(_ text: UnsafeRawBufferPointer, _ numbers: inout [Line: Int32]) {
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != Ascii.lineFeed { end += 1 }
            end = min(end + 1, text.count)
            let line = Line(bytes: UnsafeRawBufferPointer(rebasing: text[start..<end]))
            if let known = numbers[line] {
                ids.append(known)
            } else {
                let id = Int32(truncatingIfNeeded: numbers.count)
                numbers[line] = id
                ids.append(id)
            }
            starts.append(end)
            start = end
        }
    }

    /// Bytes that are hashed with the process's secret: a text made for it cannot make the table slow.
    private struct Line: Hashable {
        let bytes: UnsafeRawBufferPointer

        static func == (left: Line, right: Line) -> Bool {
            left.bytes.count == right.bytes.count && left.bytes.elementsEqual(right.bytes)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
    }
}
