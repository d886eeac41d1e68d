/// What a path leads to in a JSON text.
public enum JSONValue: Equatable, Sendable {
    /// The path leads nowhere.
    case missing
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it is written.
    case number([UInt8])
    /// A string's decoded content in UTF-8.
    case string([UInt8])
    /// An array.
    case array
    /// An object.
    case object
}

/// Finds one value in a JSON text (RFC 8259) while it checks all of the text.
public struct JSONPathReader: Sendable {
    /// Why there is no value.
    public enum Failure: Error, Equatable, Sendable {
        /// The text breaks a rule of RFC 8259 at this byte offset.
        case notJSON(offset: Int)
        /// Arrays and objects nest deeper than ``JSONPathReader/depthLimit`` (RFC 8259 section 9 allows a limit).
        case tooDeep
    }

    /// How deep arrays and objects may nest.
    public static var depthLimit: Int { 64 }

    let bytes: [UInt8]
    let steps: [JSONPath.Step]
    var index = 0
    var found = JSONValue.missing

    /// The value at a path; of repeated names the last one counts (RFC 8259 section 4 leaves that open).
    ///
    /// A byte order mark at the start is ignored (RFC 8259 section 8.1), unpaired surrogates in escapes are
    /// replaced by U+FFFD (section 8.2).
    public static func value(at path: JSONPath, in body: [UInt8]) throws(Failure) -> JSONValue {
        var reader = JSONPathReader(bytes: body, steps: path.steps)
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
        try reader.readValue(depth: 0, matched: 0)
        reader.skipSpace()
        guard reader.index == body.count else { throw reader.failure }
        return reader.found
    }

    init(bytes: [UInt8], steps: [JSONPath.Step]) {
        self.bytes = bytes
        self.steps = steps
    }

    var failure: Failure { .notJSON(offset: index) }
    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    /// Reads one value; `matched` counts the steps that led to it, nil where it is not on the path.
    mutating func readValue(depth: Int, matched: Int?) throws(Failure) {
        skipSpace()
        guard let first = current else { throw failure }
        let value: JSONValue
        switch first {
        case 0x7B, 0x5B:
            guard depth < Self.depthLimit else { throw .tooDeep }
            index += 1
            if matched == steps.count { found = first == 0x7B ? .object : .array }
            let inner = matched == steps.count ? nil : matched
            if first == 0x7B {
                try readMembers(depth: depth + 1, matched: inner)
            } else {
                try readElements(depth: depth + 1, matched: inner)
            }
            return
        case 0x22: value = .string(try readString(keep: matched == steps.count))
        case 0x74: value = try readLiteral("true", .bool(true))
        case 0x66: value = try readLiteral("false", .bool(false))
        case 0x6E: value = try readLiteral("null", .null)
        default: value = .number([UInt8](try readNumber()))
        }
        if matched == steps.count { found = value }
    }

    /// The rest of an object (RFC 8259 section 4).
    mutating func readMembers(depth: Int, matched: Int?) throws(Failure) {
        var wanted: [UInt8]?
        if let matched, case .name(let name) = steps[matched] { wanted = name }
        skipSpace()
        if skip(0x7D) { return }
        repeat {
            skipSpace()
            guard current == 0x22 else { throw failure }
            let name = try readString(keep: wanted != nil)
            skipSpace()
            guard skip(0x3A) else { throw failure }
            let next = name == wanted ? matched.map { $0 + 1 } : nil
            if next != nil { found = .missing }
            try readValue(depth: depth, matched: next)
            skipSpace()
        } while skip(0x2C)
        guard skip(0x7D) else { throw failure }
    }

    /// The rest of an array (RFC 8259 section 5).
    mutating func readElements(depth: Int, matched: Int?) throws(Failure) {
        var wanted: Int?
        if let matched, case .index(let number) = steps[matched] { wanted = number }
        skipSpace()
        if skip(0x5D) { return }
        var number = 0
        repeat {
            try readValue(depth: depth, matched: number == wanted ? matched.map { $0 + 1 } : nil)
            number += 1
            skipSpace()
        } while skip(0x2C)
        guard skip(0x5D) else { throw failure }
    }

    /// `true`, `false` and `null` (RFC 8259 section 3).
    mutating func readLiteral(_ text: String, _ value: JSONValue) throws(Failure) -> JSONValue {
        for byte in text.utf8 {
            guard skip(byte) else { throw failure }
        }
        return value
    }

    /// A number (RFC 8259 section 6).
    mutating func readNumber() throws(Failure) -> ArraySlice<UInt8> {
        let start = index
        _ = skip(0x2D)
        if !skip(0x30) { try readDigits() }
        if skip(0x2E) { try readDigits() }
        if skip(0x65) || skip(0x45) {
            if !skip(0x2B) { _ = skip(0x2D) }
            try readDigits()
        }
        return bytes[start..<index]
    }

    mutating func readDigits() throws(Failure) {
        guard let byte = current, HTTPBytes.isDigit(byte) else { throw failure }
        while let byte = current, HTTPBytes.isDigit(byte) { index += 1 }
    }

    /// A string (RFC 8259 section 7), decoded only where it is wanted.
    mutating func readString(keep: Bool) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        index += 1
        while let byte = current, byte != 0x22 {
            if byte == 0x5C {
                index += 1
                let scalar = try readEscape()
                if keep { content += scalar.utf8 }
                continue
            }
            guard byte >= 0x20, let unit = UTF8Unit(bytes[...], at: index) else { throw failure }
            if keep { content += bytes[index..<(index + unit.length)] }
            index += unit.length
        }
        guard skip(0x22) else { throw failure }
        return content
    }

    /// What stands behind a backslash.
    mutating func readEscape() throws(Failure) -> Unicode.Scalar {
        guard let byte = current else { throw failure }
        switch byte {
        case 0x22, 0x5C, 0x2F: index += 1
        case 0x62: return escape(0x08)
        case 0x66: return escape(0x0C)
        case 0x6E: return escape(0x0A)
        case 0x72: return escape(0x0D)
        case 0x74: return escape(0x09)
        case 0x75:
            index += 1
            return try readUnicodeEscape()
        default: throw failure
        }
        return Unicode.Scalar(byte)
    }

    mutating func escape(_ byte: UInt8) -> Unicode.Scalar {
        index += 1
        return Unicode.Scalar(byte)
    }

    mutating func readUnicodeEscape() throws(Failure) -> Unicode.Scalar {
        let high = try readHex()
        if (0xD800...0xDBFF).contains(high), bytes[index...].starts(with: [0x5C, 0x75]) {
            let behindHigh = index
            index += 2
            let low = try readHex()
            if (0xDC00...0xDFFF).contains(low) {
                return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
            }
            // The second escape stands for itself.
            index = behindHigh
        }
        return Unicode.Scalar(high) ?? "\u{FFFD}"
    }

    mutating func readHex() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = HTTPBytes.hexDigit(byte) else { throw failure }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
