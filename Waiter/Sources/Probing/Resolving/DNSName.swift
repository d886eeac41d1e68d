/// Why a text can never be a name to look up (RFC 1035 2.3.4, RFC 1123 2.1).
public enum DNSNameError: Error, Equatable, Sendable {
    /// There is nothing to look up.
    case empty
    /// Two dots follow one another, or the name begins with one (RFC 1035 2.3.1).
    case emptyLabel
    /// A part between dots has more than 63 characters (RFC 1035 2.3.4).
    case labelTooLong
    /// The name has more than 253 characters (RFC 1035 2.3.4: 255 bytes as sent).
    case nameTooLong
    /// Something else than letters, digits, `-` and `_` (RFC 1123 2.1, RFC 2782 for `_`); IDNs need their `xn--` form.
    case badCharacter

    /// The rule of RFC 1035 or RFC 1123 that is broken, in words for a user.
    public var reason: String {
        switch self {
        case .empty: "the name is empty"
        case .emptyLabel: "the name has an empty part between dots"
        case .labelTooLong: "a part of the name is longer than 63 characters"
        case .nameTooLong: "the name is longer than 253 characters"
        case .badCharacter: "the name has a character other than letters, digits, '-', '_' and '.'"
        }
    }
}

/// An absolute domain name, compared without regard to letter case (RFC 1035 2.3.3, RFC 4343).
public struct DNSName: Hashable, Sendable, CustomStringConvertible {
    /// Labels with their lengths, in lower case, ended by an empty one (RFC 1035 3.1).
    let wire: [UInt8]

    init(wire: [UInt8]) {
        self.wire = wire
    }

    /// Checks a name as a user writes it, with or without the trailing dot (RFC 1035 2.3.4, RFC 1123 2.1).
    public init(_ text: String) throws(DNSNameError) {
        var bytes = ResolverText.lowercased(text.utf8)
        if bytes.last == 0x2E { bytes.removeLast() }
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= 253 else { throw .nameTooLong }
        var wire: [UInt8] = []
        for label in bytes.split(separator: 0x2E, omittingEmptySubsequences: false) {
            guard !label.isEmpty else { throw .emptyLabel }
            guard label.count <= 63 else { throw .labelTooLong }
            for byte in label {
                switch byte {
                case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: continue
                default: throw .badCharacter
                }
            }
            wire.append(UInt8(label.count))
            wire += label
        }
        self.wire = wire + [0]
    }

    /// The name without its trailing dot, other bytes than visible ASCII as `\DDD` (RFC 1035 5.1); `.` for the root.
    public var description: String {
        var text: [UInt8] = []
        var rest = wire[...]
        while let count = rest.popFirst(), count > 0 {
            if !text.isEmpty { text.append(0x2E) }
            for byte in rest.prefix(Int(count)) {
                switch byte {
                case 0x2E, 0x5C: text += [0x5C, byte]
                case 0x21...0x7E: text.append(byte)
                default: text += [0x5C, 0x30 + byte / 100, 0x30 + byte / 10 % 10, 0x30 + byte % 10]
                }
            }
            rest = rest.dropFirst(Int(count))
        }
        return text.isEmpty ? "." : ResolverText.text(text)
    }
}
