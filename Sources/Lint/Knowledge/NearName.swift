import Manifests

/// Whether a name is another one with a slip of the pen in it.
enum NearName {
    /// `did you mean "config-server"?`; `nil` when none of the names is near.
    ///
    /// Nearer than for other words: the names of one system are often alike on purpose (udm-nudm and udr-nudr, redis-1 and
    /// redis-2), so that only a letter too many, too few, in the wrong order, or wrong in a long word is a slip.
    static func cure(for name: String, among known: [String]) -> String? {
        known.first { isSlip(Array(name.utf8), Array($0.utf8)) }.map { "did you mean \"\($0)\"?" }
    }

    private static func isSlip(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count > 4, other.count > 4, one != other, one.first == other.first else { return false }
        var start = 0
        while start < min(one.count, other.count), one[start] == other[start] { start += 1 }
        var end = 0
        while end < min(one.count, other.count) - start, one[one.count - 1 - end] == other[other.count - 1 - end] {
            end += 1
        }
        let (left, right) = (Array(one[start..<(one.count - end)]), Array(other[start..<(other.count - end)]))
        guard !(left + right).contains(where: { (0x30...0x39).contains($0) }) else { return false }
        if left.count + right.count == 1 { return true }
        if left.count == 2, right.count == 2 { return left[0] == right[1] && left[1] == right[0] }
        // In the middle of a long word: a single letter is often a name of its own (shard-a).
        guard left.count == 1, right.count == 1, one.count > 7, left != [0x2D], right != [0x2D] else { return false }
        let before = one[..<start].reversed().prefix { $0 != 0x2D }.count
        let after = one[(one.count - end)...].prefix { $0 != 0x2D }.count
        return before > 1 && after > 0 && before + after > 4
    }
}
