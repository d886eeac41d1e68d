import Manifests

/// Objects as JSON for the API server.
enum RequestBody {
    /// As Go's encoder writes it, with `&`, `<` and `>` as escapes: the `test` of a JSON patch compares texts as they are
    /// written (evanphx/json-patch), and the server's own come out of that encoder.
    static func bytes(_ value: Value) -> [UInt8] {
        var bytes: [UInt8] = []
        // They stand in strings only.
        for byte in ValueWriter.flow(value, isJSON: true).utf8 {
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
