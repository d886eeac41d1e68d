/// Whole numbers in groups of 7 bits, the lowest first: HPACK's (RFC 7541 section 5.1) and protocol buffers' varints.
enum LEB128 {
    /// The bytes of a number that is not negative.
    static func bytes(_ number: Int) -> [UInt8] {
        var rest = number
        var bytes: [UInt8] = []
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
        return bytes
    }

    /// The number at the front, of at most 10 bytes; bits beyond the 64th are dropped, as protocol buffers have it.
    static func read(_ reader: inout ByteReader) -> UInt64? {
        var value: UInt64 = 0
        for shift in 0..<10 {
            guard let byte = reader.byte() else { return nil }
            value |= UInt64(byte & 0x7F) << UInt64(7 * shift)
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }
}
