/// Reads the parts of a message within its bounds (RFC 1035 4.1).
struct DNSReader {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func byte() throws(DNSResponseError) -> UInt8 {
        guard position < bytes.count else { throw .malformed }
        position += 1
        return bytes[position - 1]
    }

    mutating func word() throws(DNSResponseError) -> UInt16 {
        let high = try byte()
        return try UInt16(high) << 8 | UInt16(byte())
    }

    mutating func take(_ count: Int) throws(DNSResponseError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw .malformed }
        position += count
        return bytes[(position - count)..<position]
    }

    /// A name, compressed or not (RFC 1035 4.1.4). Every pointer must lead to before the part it ends, so none loops.
    mutating func name() throws(DNSResponseError) -> DNSName {
        var wire: [UInt8] = []
        var partStart = position
        var pointers = 0
        var end: Int?
        while true {
            let length = try byte()
            switch length {
            case 0:
                position = end ?? position
                return DNSName(wire: wire + [0])
            case 1...63:
                guard wire.count + Int(length) + 2 <= 255 else { throw .malformed }
                wire.append(length)
                wire += try take(Int(length)).map { ResolverText.lowercased($0) }
            case 0xC0...:
                let target = try Int(length & 0x3F) << 8 | Int(byte())
                pointers += 1
                guard target < partStart, pointers < 128 else { throw .malformed }
                end = end ?? position
                partStart = target
                position = target
            default: throw .malformed
            }
        }
    }
}
