/// One well-formed UTF-8 sequence (RFC 3629 section 4: no surrogates, no overlong forms).
struct UTF8Unit {
    let scalar: UInt32
    let length: Int

    /// Reads the sequence that begins at `index`; nil where it is ill-formed or cut off.
    init?(_ bytes: ArraySlice<UInt8>, at index: Int) {
        guard index >= bytes.startIndex, index < bytes.endIndex else { return nil }
        let lead = bytes[index]
        let (count, least): (Int, UInt32)
        switch lead {
        case 0x00...0x7F: (count, least) = (1, 0)
        case 0xC2...0xDF: (count, least) = (2, 0x80)
        case 0xE0...0xEF: (count, least) = (3, 0x800)
        case 0xF0...0xF4: (count, least) = (4, 0x10000)
        default: return nil
        }
        guard bytes.endIndex - index >= count else { return nil }
        var value = count == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(count))
        for byte in bytes[(index + 1)..<(index + count)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return nil }
        (scalar, length) = (value, count)
    }

    /// Control, line-breaking and text-direction characters must not reach a terminal or a log unescaped.
    var isPrintable: Bool {
        switch scalar {
        case 0x00...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: false
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
        default: true
        }
    }
}
