/// The record types that can be asked for (RFC 1035 3.2.2, RFC 3596 2.1, RFC 2782).
public enum DNSRecordType: UInt16, Sendable {
    /// An IPv4 address (RFC 1035 3.4.1).
    case a = 1
    /// The name that this name is an alias of (RFC 1035 3.3.1).
    case cname = 5
    /// Text (RFC 1035 3.3.14).
    case txt = 16
    /// An IPv6 address (RFC 3596 2.2).
    case aaaa = 28
    /// Where a service is (RFC 2782).
    case srv = 33

    /// Reads a type's name, such as `AAAA`, letter case ignored (RFC 1035 2.3.3).
    public init?(_ text: String) {
        let name = ResolverText.lowercased(text.utf8)
        if ResolverText.equal(name, "a") {
            self = .a
        } else if ResolverText.equal(name, "cname") {
            self = .cname
        } else if ResolverText.equal(name, "txt") {
            self = .txt
        } else if ResolverText.equal(name, "aaaa") {
            self = .aaaa
        } else if ResolverText.equal(name, "srv") {
            self = .srv
        } else {
            return nil
        }
    }

    /// The type's name as in RFC 1035 3.2.2.
    public var name: String {
        switch self {
        case .a: "A"
        case .cname: "CNAME"
        case .txt: "TXT"
        case .aaaa: "AAAA"
        case .srv: "SRV"
        }
    }

    var isAddress: Bool {
        self == .a || self == .aaaa
    }
}

/// What is asked: records of one type at one name, in the class IN (RFC 1035 4.1.2).
public struct DNSQuestion: Hashable, Sendable {
    /// The name asked about (RFC 1035 4.1.2 QNAME).
    public let name: DNSName
    /// The type asked for (RFC 1035 4.1.2 QTYPE).
    public let type: DNSRecordType

    /// Makes a question (RFC 1035 4.1.2).
    public init(name: DNSName, type: DNSRecordType) {
        self.name = name
        self.type = type
    }

    /// A query message that asks for recursion (RFC 1035 4.1), with an EDNS(0) record that allows
    /// answers of 1232 bytes over UDP if `edns` is set (RFC 6891 6.1.2).
    public func query(id: UInt16, edns: Bool) -> [UInt8] {
        var message: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xFF), 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, edns ? 1 : 0]
        message += name.wire
        message += [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xFF), 0, 1]
        if edns { message += [0, 0, 41, 0x04, 0xD0, 0, 0, 0, 0, 0, 0] }
        return message
    }
}
