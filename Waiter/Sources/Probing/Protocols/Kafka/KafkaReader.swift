/// Takes Kafka's types off the front of an answer, and remembers if it was too short for one.
///
/// What was not there reads as 0, so that a run of fields needs one check at its end.
struct KafkaReader {
    private var reader: ByteReader
    /// Whether something was not there, or had a length that makes no sense.
    private(set) var isMalformed = false

    init(_ bytes: ArraySlice<UInt8>) {
        reader = ByteReader(bytes)
    }

    /// A signed number of 1 to 4 bytes.
    @inline(never)
    mutating func number(_ width: Int) -> Int {
        var value: Int32 = 0
        for byte in bytes(width) {
            value = value << 8 | Int32(byte)
        }
        // A narrow number gets its sign from its first byte.
        let shift = 32 - 8 * Int32(width)
        return Int((value << shift) >> shift)
    }

    /// The next `count` bytes, or none.
    @inline(never)
    @discardableResult
    mutating func bytes(_ count: Int) -> ArraySlice<UInt8> {
        if let taken = reader.bytes(count) { return taken }
        isMalformed = true
        return []
    }

    /// A text with its length in front; -1 is none.
    @discardableResult
    mutating func text() -> ArraySlice<UInt8> {
        let length = number(2)
        return length == -1 ? [] : bytes(length)
    }

    /// A list of numbers of 4 bytes.
    mutating func skipNumbers() {
        let count = number(4)
        // An answer has far fewer bytes than this, and the product must fit where Int has 32 bits.
        bytes((0..<1 << 24).contains(count) ? count * 4 : -1)
    }
}
