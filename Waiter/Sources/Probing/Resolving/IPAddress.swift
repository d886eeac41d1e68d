/// An IPv4 or IPv6 address without a scope (RFC 791, RFC 4291).
public enum IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 address as a number: 127.0.0.1 is 0x7F000001 (RFC 791).
    case v4(UInt32)
    /// An IPv6 address as its first and last eight bytes, each as a number (RFC 4291 2).
    case v6(high: UInt64, low: UInt64)

    /// The IPv4 loopback address, 127.0.0.1 (RFC 1122 3.2.1.3).
    public static let loopbackV4 = IPAddress.v4(0x7F00_0001)
    /// The IPv6 loopback address, ::1 (RFC 4291 2.5.3).
    public static let loopbackV6 = IPAddress.v6(high: 0, low: 1)

    /// Reads an address as written; nil for anything but the strict forms of ``init(ascii:)``.
    public init?(_ text: String) {
        self.init(ascii: Array(text.utf8)[...])
    }

    /// Reads four decimal numbers without leading zeros (RFC 6943 3.1.1, strict), or the IPv6 forms of RFC 4291 2.2,
    /// where `::` stands for at least one group and the last two groups may be an IPv4 address. No scope, no brackets.
    public init?(ascii text: ArraySlice<UInt8>) {
        guard text.count <= 45 else { return nil }
        if text.contains(0x3A) {
            guard let groups = IPAddress.groups(text) else { return nil }
            self = .v6(high: IPAddress.joined(groups[..<4]), low: IPAddress.joined(groups[4...]))
        } else {
            guard let number = IPAddress.dotted(text) else { return nil }
            self = .v4(number)
        }
    }

    /// Takes an address from its 4 or 16 bytes in network order (RFC 1035 3.4.1, RFC 3596 2.2); nil for other counts.
    public init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            self = .v6(
                high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    /// The 4 or 16 bytes in network order, as `sockaddr_in` and `sockaddr_in6` hold them (RFC 3493 3.2, 3.3).
    public var bytes: [UInt8] {
        switch self {
        case .v4(let number): (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
        case .v6(let high, let low):
            (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - 8 * ($0 & 7))) }
        }
    }

    /// Whether it is in 127.0.0.0/8 (RFC 1122 3.2.1.3), ::1 (RFC 4291 2.5.3), or an IPv4-mapped loopback address.
    public var isLoopback: Bool {
        switch self {
        case .v4(let number): number >> 24 == 127
        case .v6(let high, let low): high == 0 && (low == 1 || low >> 24 == 0xFFFF7F)
        }
    }

    /// The text form: dotted decimal, or the canonical IPv6 form of RFC 5952 4 (IPv4-mapped as in RFC 5952 5).
    public var description: String {
        guard case .v6(let high, let low) = self else { return IPAddress.dotted(bytes[...]) }
        let bytes = bytes
        if high == 0, low >> 32 == 0xFFFF { return "::ffff:" + IPAddress.dotted(bytes[12...]) }
        let groups = (0..<8).map { UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]) }
        let gap = IPAddress.longestZeroRun(groups)
        var text = ""
        var index = 0
        while index < 8 {
            if index == gap.lowerBound, !gap.isEmpty {
                text += "::"
                index = gap.upperBound
                continue
            }
            if index > 0, index != gap.upperBound || gap.isEmpty { text += ":" }
            text += String(groups[index], radix: 16)
            index += 1
        }
        return text
    }
}

extension IPAddress {
    static func dotted(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if !text.utf8.isEmpty { text += "." }
            text += byte.description
        }
        return text
    }

    static func dotted(_ text: ArraySlice<UInt8>) -> UInt32? {
        let fields = text.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard fields.count == 4 else { return nil }
        var number: UInt32 = 0
        for field in fields {
            guard field.count == 1 || field.count <= 3 && field.first != 0x30,
                let value = ResolverText.number(field, limit: 256), value < 256
            else { return nil }
            number = number << 8 | UInt32(value)
        }
        return number
    }

    static func joined(_ groups: ArraySlice<UInt16>) -> UInt64 {
        groups.reduce(0) { $0 << 16 | UInt64($1) }
    }

    static func group(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(digits.count) else { return nil }
        var value: UInt16 = 0
        for digit in digits {
            switch ResolverText.lowercased(digit) {
            case 0x30...0x39: value = value << 4 | UInt16(digit & 0x0F)
            case 0x61...0x66: value = value << 4 | UInt16((digit & 0x0F) + 9)
            default: return nil
            }
        }
        return value
    }

    /// The eight groups of an IPv6 address as written.
    static func groups(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        var groups: [UInt16] = []
        var gap: Int?
        var rest = text
        if ResolverText.equal(rest.prefix(2), "::") {
            gap = 0
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x3A) ?? rest.endIndex
            let field = rest[..<end]
            if end == rest.endIndex, field.contains(0x2E) {
                guard let number = dotted(field) as UInt32? else { return nil }
                groups += [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
                break
            }
            guard let value = group(field), groups.count < 8 else { return nil }
            groups.append(value)
            guard end < rest.endIndex else { break }
            rest = rest[end...].dropFirst()
            guard let next = rest.first else { return nil }
            if next == 0x3A {
                guard gap == nil else { return nil }
                gap = groups.count
                rest = rest.dropFirst()
            }
        }
        guard let gap else { return groups.count == 8 ? groups : nil }
        guard groups.count < 8 else { return nil }
        return groups[..<gap] + [UInt16](repeating: 0, count: 8 - groups.count) + groups[gap...]
    }

    /// The first longest run of at least two zero groups (RFC 5952 4.2).
    static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > max(longest.count, 1) {
                longest = start..<(index + 1)
            }
        }
        return longest
    }
}
