/// Takes numbers and pieces off the front of bytes from outside; never beyond their end.
///
/// Every function returns `nil`, and takes nothing, where there are not enough bytes.
struct ByteReader: Sendable {
    /// What is left.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var count: Int { rest.count }
    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? {
        rest.popFirst()
    }

    /// The next `count` bytes.
    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= rest.count else { return nil }
        let taken = rest.prefix(count)
        rest = rest.dropFirst(count)
        return taken
    }

    /// An unsigned number of 1 to 8 bytes, the most significant first.
    mutating func bigEndian(_ width: Int) -> UInt64? {
        guard let taken = bytes(width) else { return nil }
        return taken.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// An unsigned number of 1 to 8 bytes, the least significant first.
    mutating func littleEndian(_ width: Int) -> UInt64? {
        guard let taken = bytes(width) else { return nil }
        return taken.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func int16() -> Int16? { bigEndian(2).map { Int16(truncatingIfNeeded: $0) } }
    mutating func int32() -> Int32? { bigEndian(4).map { Int32(truncatingIfNeeded: $0) } }

    /// The bytes up to a byte, which is taken too and not returned.
    mutating func upTo(_ end: UInt8) -> ArraySlice<UInt8>? {
        guard let index = rest.firstIndex(of: end) else { return nil }
        let taken = rest[..<index]
        rest = rest[(index + 1)...]
        return taken
    }
}

/// Puts numbers together as bytes for the wire.
enum Bytes {
    /// The `width` low bytes of a number, the most significant first.
    static func bigEndian(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// The `width` low bytes of a number, the least significant first.
    static func littleEndian(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
