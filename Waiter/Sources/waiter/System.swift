import CPosix

/// Small conveniences over the C shim.
enum System {
    /// The monotonic clock.
    static var now: Int64 { px_now() }

    /// Words for a negative error number, in lower case as the waiter's lines are.
    static func errorText(_ code: Int32) -> String {
        var bytes = Array(string(px_error_text(code)).utf8)
        if let first = bytes.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") { bytes[0] = first | 0x20 }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func string(_ pointer: UnsafePointer<CChar>) -> String {
        String(cString: pointer)
    }

    /// The variables that begin with `WAITER_`.
    static var waiterEnvironment: [(name: String, value: String)] {
        var variables: [(name: String, value: String)] = []
        var index: Int32 = 0
        while let pointer = px_environment(index) {
            index += 1
            let bytes = Array(string(pointer).utf8)
            guard bytes.starts(with: "WAITER_".utf8), let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else {
                continue
            }
            variables.append(
                (
                    String(decoding: bytes[..<equals], as: UTF8.self),
                    String(decoding: bytes[(equals + 1)...], as: UTF8.self)
                ))
        }
        return variables
    }

    /// At most `limit` bytes of a file; nothing when it cannot be read.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = path.withCString { path in
            buffer.withUnsafeMutableBufferPointer { px_read_file(path, $0.baseAddress, Int64(limit)) }
        }
        guard count >= 0 else { return nil }
        buffer.removeSubrange(Int(count)...)
        return buffer
    }

    /// Calls `body` with the words as C wants them: an array of C strings that ends in NULL.
    static func withArguments(
        _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    ) -> Int32 {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for word in words {
            starts.append(bytes.count)
            for byte in word.utf8 { bytes.append(CChar(bitPattern: byte)) }
            bytes.append(0)
        }
        return bytes.withUnsafeMutableBufferPointer { buffer -> Int32 in
            var pointers: [UnsafeMutablePointer<CChar>?] = []
            for start in starts { pointers.append(buffer.baseAddress.map { $0 + start }) }
            pointers.append(nil)
            return pointers.withUnsafeBufferPointer { list -> Int32 in
                guard let base = list.baseAddress else { return -1 }
                return body(base)
            }
        }
    }
}
