import X509

extension Certificate.SerialNumber {
    /// Twenty bytes are the most there may be, the number must be positive (RFC 5280, 4.1.2.2), and 64 random bits the
    /// least that is wise: sixteen bytes of which the first bit is clear and the second set, so that none is short.
    static func random(using generator: inout some RandomNumberGenerator) -> Self {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word: UInt64 = generator.next()
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        bytes[0] = bytes[0] & 0x7F | 0x40
        return Self(bytes: bytes)
    }
}
