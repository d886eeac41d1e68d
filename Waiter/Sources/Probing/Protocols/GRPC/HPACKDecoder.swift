/// Reads the header blocks of one HTTP/2 connection (RFC 7541).
///
/// The blocks must come whole and in order, as each may refer to headers of those before it.
struct HPACKDecoder: Sendable {
    /// What HTTP/2 lets a peer use where no other size was announced, in bytes.
    static var tableLimit: Int { 4096 }
    /// One byte of a block may stand for a header of 4 KiB: what a connection's blocks expand to is limited too.
    static var expansionLimit: Int { 1 << 16 }

    /// The dynamic table, the newest header last.
    private(set) var entries: [HPACKField] = []
    private(set) var size = 0
    private var limit = tableLimit
    private var expanded = 0

    /// The block's headers; `nil` where it is malformed or expands too much. The decoder is of no use afterwards.
    mutating func decode(_ block: ArraySlice<UInt8>) -> [HPACKField]? {
        var reader = ByteReader(block)
        var fields: [HPACKField] = []
        while let first = reader.byte() {
            var decoded: HPACKField?
            if first & 0x80 != 0 {
                decoded = Self.integer(first, bits: 7, &reader).flatMap(field)
            } else if first & 0xE0 == 0x20 {
                guard fields.isEmpty, let limit = Self.integer(first, bits: 5, &reader), limit <= Self.tableLimit
                else { return nil }
                self.limit = limit
                makeRoom(0)
                continue
            } else {
                decoded = literal(first, &reader)
            }
            guard let decoded else { return nil }
            expanded += decoded.size
            guard expanded <= Self.expansionLimit else { return nil }
            fields.append(decoded)
        }
        return fields
    }

    /// The header with a number: of the static table, then of the dynamic table from the newest on.
    private func field(_ number: Int) -> HPACKField? {
        guard number > HPACKStaticTable.count else { return HPACKStaticTable.field(number) }
        let age = number - HPACKStaticTable.count
        return age <= entries.count ? entries[entries.count - age] : nil
    }

    private mutating func literal(_ first: UInt8, _ reader: inout ByteReader) -> HPACKField? {
        let isKept = first & 0x40 != 0
        guard let number = Self.integer(first, bits: isKept ? 6 : 4, &reader),
            let name = number == 0 ? Self.text(&reader) : field(number)?.name,
            let value = Self.text(&reader)
        else { return nil }
        let field = HPACKField(name: name, value: value)
        if isKept {
            makeRoom(field.size)
            if field.size <= limit {
                entries.append(field)
                size += field.size
            }
        }
        return field
    }

    /// Drops the oldest headers until this many bytes fit in, or none is left.
    private mutating func makeRoom(_ needed: Int) {
        while size + needed > limit, let oldest = entries.first {
            size -= oldest.size
            entries.removeFirst()
        }
    }

    /// A number that begins in the low bits of a byte (RFC 7541 section 5.1); `nil` where it has more than 29 bits.
    private static func integer(_ first: UInt8, bits: Int, _ reader: inout ByteReader) -> Int? {
        let mask = 1 << bits - 1
        let number = Int(first) & mask
        guard number == mask else { return number }
        guard let rest = LEB128.read(&reader), rest < 1 << 28 else { return nil }
        return number + Int(rest)
    }

    private static func text(_ reader: inout ByteReader) -> ArraySlice<UInt8>? {
        guard let first = reader.byte(), let count = integer(first, bits: 7, &reader), let bytes = reader.bytes(count)
        else { return nil }
        return first & 0x80 == 0 ? bytes : HPACKHuffman.decode(bytes)?[...]
    }
}
