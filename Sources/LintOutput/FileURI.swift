/// Paths as URI references (RFC 3986).
enum FileURI {
    /// `a b/c.yaml` as `a%20b/c.yaml`; an absolute path with `file://` before it.
    static func reference(_ path: String) -> String {
        let encoded = encode(relativePath(path))
        return isAbsolute(path) ? "file://" + encoded : encoded
    }

    /// Without the `./` that says nothing: readers compare with paths that have none.
    static func relativePath(_ path: String) -> String {
        var bytes = Array(path.utf8)[...]
        while bytes.count > 2, bytes.starts(with: [0x2E, 0x2F]) {
            bytes = bytes.dropFirst(2).drop { $0 == 0x2F }
        }
        return bytes.isEmpty ? path : String(decoding: bytes, as: UTF8.self)
    }

    static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

    /// A colon too: `a:b.yaml` would have the scheme `a`.
    private static func encode(_ path: String) -> String {
        var result: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: result.append(byte)
            default:
                result.append(0x25)
                for digit in [byte >> 4, byte & 15] { result.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
