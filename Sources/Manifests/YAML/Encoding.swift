/// The check that a text is UTF-8 without control characters, made once so that later stages need no checks.
enum Encoding {
    struct Fault {
        var message: String
        var cure: String?
        var offset: Int
    }

    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Fault? {
        let count = bytes.count
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index < count {
            // Eight bytes at a time while all are ASCII; a byte below 0x20 (mostly line breaks) is looked at alone.
            if index + 8 <= count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let high = word & 0x8080_8080_8080_8080
                let low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
                if high == 0, low == 0 {
                    index += 8
                    continue
                }
                // The first interesting byte: the lowest one of a little-endian word.
                index += (high | low).littleEndian.trailingZeroBitCount >> 3
            }
            let byte = bytes[index]
            if byte < 0x80 {
                if byte < 0x20, byte != Ascii.lineFeed, byte != Ascii.carriageReturn, byte != Ascii.tab {
                    return control(byte, at: index)
                }
                index += 1
                continue
            }
            let length = sequenceLength(bytes, index)
            if length == 0 {
                let isUTF16 = index == 0 && (byte == 0xFE || byte == 0xFF)
                return Fault(
                    message: isUTF16 ? "the text is UTF-16, not UTF-8" : "invalid UTF-8 byte \(hex(byte))",
                    cure: "save the file as UTF-8", offset: index)
            }
            index += length
        }
        return nil
    }

    static func control(_ byte: UInt8, at offset: Int) -> Fault {
        let name = byte == 0 ? "NUL byte" : "control character \(hex(byte))"
        return Fault(
            message: "\(name) in the text", cure: "remove it, or write it as an escape in double quotes",
            offset: offset)
    }

    static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    /// The length of the well-formed sequence at an index, or 0: over-long forms and surrogates are ill-formed.
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        func continuation(_ distance: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + distance < bytes.count && allowed.contains(bytes[index + distance])
        }
        let lead = bytes[index]
        switch lead {
        case 0xC2...0xDF:
            return continuation(1) ? 2 : 0
        case 0xE0...0xEF:
            let second: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
            return continuation(1, second) && continuation(2) ? 3 : 0
        case 0xF0...0xF4:
            let second: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
            return continuation(1, second) && continuation(2) && continuation(3) ? 4 : 0
        default:
            return 0
        }
    }
}
