/// Moves lines to the left or right.
enum Reindent {
    /// Every line that has text, and every blank one that is longer than its indentation, moves by so many columns; a
    /// line that has fewer blanks than it would lose keeps those that it has.
    static func shift(_ bytes: [UInt8], by columns: Int) -> [UInt8] {
        guard columns != 0 else { return bytes }
        var result: [UInt8] = []
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != Ascii.lineFeed { end += 1 }
            end = min(end + 1, bytes.count)
            let line = bytes[start..<end]
            let blanks = line.prefix { $0 == Ascii.space }.count
            let isBlank = blanks == line.count || Ascii.isBreak(line[start + blanks])
            if columns > 0 {
                if !isBlank || blanks > 0 { result.appendBlanks(columns) }
                result += line
            } else {
                result += line.dropFirst(min(blanks, -columns))
            }
            start = end
        }
        return result
    }
}
