/// The shell's patterns, as far as `*` and `?` go.
enum Glob {
    static func fits(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
        var at = text.startIndex
        var want = 0
        // Where the last `*` was, to let it take one byte more.
        var star: (want: Int, at: Int)?
        while at < text.endIndex {
            if want < pattern.count, pattern[want] == UInt8(ascii: "*") {
                star = (want, at)
                want += 1
            } else if want < pattern.count, pattern[want] == UInt8(ascii: "?") || pattern[want] == text[at] {
                want += 1
                at += 1
            } else if let last = star {
                star = (last.want, last.at + 1)
                want = last.want + 1
                at = last.at + 1
            } else {
                return false
            }
        }
        return pattern[want...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
