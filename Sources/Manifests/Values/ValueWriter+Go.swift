extension ValueWriter {
    /// One line of JSON with `&`, `<` and `>` as escapes, as Go's encoder writes it: what goes to the API server.
    ///
    /// The `test` of a JSON patch compares texts as they are written there (evanphx/json-patch), and the server's own come
    /// out of that encoder: `a && b` written plainly is never what the server has.
    public static func goJSON(_ value: Value) -> [UInt8] {
        var bytes: [UInt8] = []
        // They stand in strings only. The line separators that Go escapes too, `flow` escapes anyway.
        for byte in flow(value, isJSON: true).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "\\u0026".utf8
            case UInt8(ascii: "<"): bytes += "\\u003c".utf8
            case UInt8(ascii: ">"): bytes += "\\u003e".utf8
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
