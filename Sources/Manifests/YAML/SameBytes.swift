/// Compares parts of texts.
enum SameBytes {
    /// Whether two parts have the same bytes.
    static func `in`(_ left: [UInt8], _ leftRange: Range<Int>, _ right: [UInt8], _ rightRange: Range<Int>) -> Bool {
        guard leftRange.count == rightRange.count else { return false }
        return left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                let (left, right) = (left[leftRange], right[rightRange])
                return areEqual(UnsafeRawBufferPointer(rebasing: left), UnsafeRawBufferPointer(rebasing: right))
            }
        }
    }

    /// Eight bytes at a time: a comparison that can end at any byte is not vectorised.
    private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= left.count {
            let one = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard one == right.loadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
            index += 8
        }
        while index < left.count {
            guard left[index] == right[index] else { return false }
            index += 1
        }
        return true
    }
}
