/// Collects one line at a time, however the bytes are split.
struct HTTPLine: Sendable {
    enum Outcome {
        case more
        case line([UInt8])
        case tooLong
    }

    var bytes: [UInt8] = []
    /// How many bytes the last complete line took, with its end.
    var taken = 0

    /// Takes bytes up to a line feed; a carriage return before it is dropped, and may be absent (RFC 9112 section 2.2).
    ///
    /// A line longer than `limit`, end included, is too long; what did not fit stays in `rest`.
    mutating func take(_ rest: inout ArraySlice<UInt8>, limit: Int) -> Outcome {
        while let byte = rest.first {
            guard bytes.count < limit else { return .tooLong }
            rest.removeFirst()
            guard byte == 0x0A else {
                bytes.append(byte)
                continue
            }
            taken = bytes.count + 1
            if bytes.last == 0x0D { bytes.removeLast() }
            let line = bytes
            bytes = []
            return .line(line)
        }
        return .more
    }
}
