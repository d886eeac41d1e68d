import CPosix
import Probing

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

    /// The value of an environment variable.
    static func variable(_ name: String) -> String? {
        name.withCString { px_variable($0) }.map { string($0) }
    }

    /// A whole file of at most `limit` bytes, or its first `limit` bytes; nothing when it cannot be read.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        // As large as the file says, and larger only where it does not say (/proc): memory is counted in this program.
        let size = Int(path.withCString { px_file_size($0) })
        guard size >= 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: min(limit, size == 0 ? 4096 : size))
        let count = path.withCString { path in
            buffer.withUnsafeMutableBufferPointer { px_read_file(path, $0.baseAddress, Int64($0.count)) }
        }
        guard count >= 0 else { return nil }
        buffer.removeSubrange(Int(count)...)
        return buffer
    }

    /// A secret; empty when it is not there.
    static func secret(_ source: Credential.Source) -> [UInt8] {
        switch source {
        case .file(let path): read(path, limit: 65_536) ?? []
        case .variable(let name): Array((variable(name) ?? "").utf8)
        }
    }

    /// The names in a directory; empty when it cannot be read.
    static func names(in directory: String) -> [String] {
        var names: [String] = []
        let list = directory.withCString { px_open_directory($0) }
        guard let list else { return names }
        while let name = px_next_name(list) { names.append(string(name)) }
        px_close_directory(list)
        return names
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
