/// FNV-1a of 64 bits (http://www.isthe.com/chongo/tech/comp/fnv): no secret hangs on it, and it is the same in every run,
/// which `Hasher` is not.
package enum FNV {
    /// The hash as sixteen hexadecimal digits.
    package static func digits(_ bytes: some Sequence<UInt8>) -> String {
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
