/// Numbered texts in one constant, a line each: an array of Strings would be built by code, line by line.
enum NameList {
    /// The line with this number, counted from 0; `nil` beyond the last.
    static func line(_ index: Int, of list: StaticString) -> ArraySlice<UInt8>? {
        guard index >= 0 else { return nil }
        var rest = list.withUTF8Buffer { ByteReader(Array($0)[...]) }
        for _ in 0..<index {
            guard rest.upTo(0x0A) != nil else { return nil }
        }
        return rest.upTo(0x0A) ?? rest.rest
    }

    /// The line with this number as text; the word and the number where there is none.
    static func text(_ number: Int, of list: StaticString, otherwise word: String) -> String {
        guard let line = line(number, of: list) else { return word + " \(number)" }
        return ASCII.string(line)
    }
}
