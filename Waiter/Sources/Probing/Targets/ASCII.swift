/// Text operations on bytes: what the waiter compares is ASCII, and Unicode tables would double its size.
enum ASCII {
    /// The byte in lower case.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// The byte in upper case.
    static func uppercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte
    }

    /// Whether the byte is `0` to `9`.
    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// The text in lower case.
    static func lowercased(_ text: String) -> String {
        string(text.utf8.map { lowercased($0) })
    }

    /// The bytes as text; what is not UTF-8 is replaced.
    static func string(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }

    /// A whole number without sign, at most 18 digits; nothing else around it.
    static func number(_ bytes: some Collection<UInt8>) -> Int64? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value
    }

    /// The pieces between separators; empty pieces are kept.
    static func split(_ bytes: [UInt8], at separator: UInt8) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var piece: [UInt8] = []
        for byte in bytes {
            if byte == separator {
                pieces.append(piece)
                piece = []
            } else {
                piece.append(byte)
            }
        }
        pieces.append(piece)
        return pieces
    }
}
