extension ValueWriter {
    /// One line of JSON with `&`, `<`, `>` and two line separators as escapes, as Go's encoder writes it: what goes to the API server.
    ///
    /// The `test` of a JSON patch compares texts as they are written there (evanphx/json-patch), and the server's own come
    /// out of that encoder: `a && b` written plainly is never what the server has.
    public static func goJSON(_ value: Value) -> [UInt8] {
        let text = Array(flow(value, isJSON: true).utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        // All of them stand in strings only.
        for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "&"): bytes += "\\u0026".utf8
            case UInt8(ascii: "<"): bytes += "\\u003c".utf8
            case UInt8(ascii: ">"): bytes += "\\u003e".utf8
            case 0xA8, 0xA9:
                // U+2028 and U+2029 are E2 80 A8 and E2 80 A9: line ends for JavaScript.
                guard index >= 2, text[index - 1] == 0x80, text[index - 2] == 0xE2 else { fallthrough }
                bytes.removeLast(2)
                bytes += (byte == 0xA8 ? "\\u2028" : "\\u2029").utf8
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
