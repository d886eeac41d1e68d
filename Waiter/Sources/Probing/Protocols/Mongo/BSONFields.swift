/// Goes through the fields of one BSON document (bsonspec.org, 1.1) without going into those that it holds.
///
/// A document inside is skipped by its length, so depth costs nothing.
struct BSONFields {
    struct Field {
        let type: UInt8
        let name: ArraySlice<UInt8>
        /// The value's bytes: of a text without its length, which is in front, and its NUL.
        let value: ArraySlice<UInt8>

        /// Whether a number or truth value is not zero. Servers send `ok: 1` as one of four types.
        var isTrue: Bool {
            switch type {
            case 0x01, 0x08, 0x10, 0x12: value.contains { $0 != 0 }
            default: false
            }
        }

        func isNamed(_ other: StaticString) -> Bool {
            other.withUTF8Buffer { name.elementsEqual($0) }
        }
    }

    var reader: ByteReader
    /// Whether all fields were read and the document ended where its length says.
    private(set) var isComplete = false

    /// The document at the start of the bytes; nil where they are shorter than it claims to be.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = ByteReader(bytes)
        guard let length = reader.littleEndian(4), length >= 5, length <= UInt64(bytes.count),
            let content = reader.bytes(Int(length) - 4)
        else { return nil }
        self.reader = ByteReader(content)
    }

    /// The next field; nil at the end and where the document is malformed.
    mutating func next() -> Field? {
        guard let type = reader.byte() else { return nil }
        if type == 0 {
            isComplete = reader.isEmpty
            return nil
        }
        guard let name = reader.upTo(0), let value = value(type) else { return nil }
        return Field(type: type, name: name, value: value)
    }

    private mutating func value(_ type: UInt8) -> ArraySlice<UInt8>? {
        switch type {
        case 0x01, 0x09, 0x11, 0x12: return reader.bytes(8)
        // Text, code and symbol.
        case 0x02, 0x0D, 0x0E: return text()
        // A document, an array, and code with its scope: their length counts itself.
        case 0x03, 0x04, 0x0F:
            guard let length = reader.littleEndian(4), length >= 5 else { return nil }
            return reader.bytes(Int(length) - 4)
        // Binary: its length counts neither itself nor the subtype.
        case 0x05:
            guard let length = reader.littleEndian(4) else { return nil }
            return reader.byte() == nil ? nil : reader.bytes(Int(length))
        case 0x06, 0x0A, 0x7F, 0xFF: return reader.bytes(0)
        case 0x07: return reader.bytes(12)
        case 0x08: return reader.bytes(1)
        case 0x0B: return reader.upTo(0) == nil ? nil : reader.upTo(0)
        case 0x0C: return text() == nil ? nil : reader.bytes(12)
        case 0x10: return reader.bytes(4)
        case 0x13: return reader.bytes(16)
        default: return nil
        }
    }

    private mutating func text() -> ArraySlice<UInt8>? {
        guard let length = reader.littleEndian(4), length >= 1 else { return nil }
        return reader.bytes(Int(length))?.dropLast()
    }
}
