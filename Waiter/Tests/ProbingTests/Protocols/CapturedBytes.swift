/// Bytes as they were captured from servers, written in hexadecimal.
enum CapturedBytes {
    /// The bytes of pairs of hexadecimal digits; anything else between them is left out.
    static func hex(_ text: String) -> [UInt8] {
        let nibbles = text.utf8.compactMap { digit -> UInt8? in
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x61...0x66: digit - 0x61 + 10
            default: nil
            }
        }
        return stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
