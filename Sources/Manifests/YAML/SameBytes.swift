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

    /// Whether a part of a text is this string.
    @inline(__always)
    static func spells(_ string: String, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        // Most differ in length, which is known without looking at the bytes.
        guard string.utf8.count == range.count else { return false }
        let isSame = string.utf8.withContiguousStorageIfAvailable { string in
            let part = UnsafeBufferPointer(rebasing: bytes[range])
            return areEqual(UnsafeRawBufferPointer(string), UnsafeRawBufferPointer(part))
        }
        return isSame ?? string.utf8.elementsEqual(bytes[range])
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
