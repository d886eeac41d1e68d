// Name resolution as values: bytes and times in, actions out. Nothing here opens a file or a socket.

// MARK: - ResolverText

/// Helpers over raw bytes, so that no Unicode tables are needed.
enum ResolverText {
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { lowercased($0) }
    }

    static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    static func equal(_ bytes: some Sequence<UInt8>, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes.elementsEqual($0) }
    }

    /// A decimal number without a sign, at most `limit` (larger ones count as `limit`).
    static func number(_ digits: some Collection<UInt8>, limit: Int) -> Int? {
        guard !digits.isEmpty else { return nil }
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = min(value * 10 + Int(digit & 0x0F), limit)
        }
        return value
    }

    /// At most `limit` bytes of a file, without the line that the limit cuts.
    static func wholeLines(_ bytes: [UInt8], limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        let kept = bytes.prefix(limit)
        return Array(kept[..<(kept.lastIndex(of: 0x0A) ?? kept.startIndex)])
    }
}

/// The lines of a file, one after the other, without copying it.
struct ResolverLines: Sequence, IteratorProtocol {
    var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        let line = rest[..<end]
        rest = rest[end...].dropFirst()
        return line
    }
}

// MARK: - IPAddress

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

// MARK: - HostsFile

/// The names of a hosts file (hosts(5)): an address, then its names, one line each, `#` begins a comment.
public struct HostsFile: Sendable {
    /// How much of a file is read; lines beyond are ignored (a limit of this program, hosts(5) names none).
    public static let sizeLimit = 1 << 20

    let bytes: [UInt8]

    /// Takes the file as it is (hosts(5)); an empty array stands for a missing file. Bad lines are ignored on lookup.
    public init(_ bytes: [UInt8] = []) {
        self.bytes = ResolverText.wholeLines(bytes, limit: HostsFile.sizeLimit)
    }

    /// The addresses of a name in the order of the file, without repetitions, letter case ignored (hosts(5)).
    ///
    /// `localhost` and names below it are always 127.0.0.1 and ::1, whatever the file says (RFC 6761 6.3).
    public func lookup(_ name: String) -> [IPAddress] {
        var wanted = ResolverText.lowercased(name.utf8)
        if wanted.last == 0x2E { wanted.removeLast() }
        guard !wanted.isEmpty else { return [] }
        if ResolverText.equal(wanted, "localhost") || ResolverText.equal(wanted.suffix(10), ".localhost") {
            return [.loopbackV4, .loopbackV6]
        }
        var found: [IPAddress] = []
        for line in ResolverLines(bytes) {
            let words = line.prefix { $0 != 0x23 }.split(whereSeparator: ResolverText.isSpace)
            guard words.dropFirst().contains(where: { $0.elementsEqual(wanted) { ResolverText.lowercased($0) == $1 } }),
                let first = words.first, let address = IPAddress(ascii: first), !found.contains(address)
            else { continue }
            found.append(address)
        }
        return found
    }
}

// MARK: - ResolverConfiguration

/// What resolv.conf(5) says about name servers and the search list.
public struct ResolverConfiguration: Sendable {
    /// The name servers in the order to ask them; 127.0.0.1 where none is given, at most three (resolv.conf(5)).
    public let nameServers: [IPAddress]
    /// The search list, without trailing dots; `.` stands for the root (resolv.conf(5) `search`, `domain`).
    public let search: [String]
    /// How many dots make a name be tried as it is first (resolv.conf(5) `ndots`, 0 to 15, default 1).
    public let ndots: Int
    /// How long one name server may take, in seconds (resolv.conf(5) `timeout`, 1 to 30, default 5).
    public let timeout: Int
    /// How many rounds over the name servers are made (resolv.conf(5) `attempts`, 1 to 5, default 2).
    public let attempts: Int
    /// Whether TCP is used from the start (resolv.conf(5) `use-vc`).
    public let usesTCP: Bool

    /// How much of a file is read (a limit of this program, resolv.conf(5) names none).
    public static let sizeLimit = 1 << 16
    /// How many search domains are kept: resolv.conf(5) has no limit since glibc 2.26, Kubernetes allows 32.
    public static let searchLimit = 32

    /// Takes the values given, brought into the ranges of resolv.conf(5).
    public init(
        nameServers: [IPAddress] = [], search: [String] = [], ndots: Int = 1, timeout: Int = 5, attempts: Int = 2,
        usesTCP: Bool = false
    ) {
        self.nameServers = nameServers.isEmpty ? [.loopbackV4] : Array(nameServers.prefix(3))
        self.search = Array(search.prefix(ResolverConfiguration.searchLimit))
        self.ndots = min(max(ndots, 0), 15)
        self.timeout = min(max(timeout, 1), 30)
        self.attempts = min(max(attempts, 1), 5)
        self.usesTCP = usesTCP
    }

    /// Reads a file (resolv.conf(5)): keywords in the first column, the last `search` or `domain` counts, lines and
    /// options that are unknown or malformed (also name servers with a scope) are ignored. `rotate` has no effect.
    public init(parsing bytes: [UInt8]) {
        var servers: [IPAddress] = []
        var search: [String] = []
        var options = ResolverOptions()
        for line in ResolverLines(ResolverText.wholeLines(bytes, limit: ResolverConfiguration.sizeLimit)) {
            guard let first = line.first, !ResolverText.isSpace(first) else { continue }
            let words = line.split(whereSeparator: ResolverText.isSpace).prefix { $0.first != 0x23 && $0.first != 0x3B }
            guard let keyword = words.first, words.count > 1 else { continue }
            let values = words.dropFirst()
            if ResolverText.equal(keyword, "nameserver") {
                servers += values.prefix(1).compactMap { IPAddress(ascii: $0) }
            } else if ResolverText.equal(keyword, "search") {
                search = values.compactMap { ResolverConfiguration.searchDomain($0) }
            } else if ResolverText.equal(keyword, "domain") {
                search = values.prefix(1).compactMap { ResolverConfiguration.searchDomain($0) }
            } else if ResolverText.equal(keyword, "options") {
                for value in values { options.read(value) }
            }
        }
        self.init(
            nameServers: servers, search: search, ndots: options.ndots, timeout: options.timeout,
            attempts: options.attempts, usesTCP: options.usesTCP)
    }

    /// The absolute names to try for a name, in order and without trailing dots (resolv.conf(5) `ndots`, `search`).
    ///
    /// A name with a trailing dot is only itself. Otherwise, with at least `ndots` dots it comes before the search
    /// list, with fewer after it; a `.` in the search list stands for the name itself in that place, as in glibc.
    public func candidates(for name: String) -> [String] {
        if name.utf8.last == 0x2E { return [ResolverText.text(name.utf8.dropLast())] }
        let isFirst = name.utf8.reduce(0) { $0 + ($1 == 0x2E ? 1 : 0) } >= ndots
        var names: [String] = isFirst ? [name] : []
        var isThere = isFirst
        for domain in search {
            let isRoot = ResolverText.equal(domain.utf8, ".")
            if !isRoot {
                names.append(name + "." + domain)
            } else if !isThere {
                names.append(name)
                isThere = true
            }
        }
        return isThere ? names : names + [name]
    }
}

extension ResolverConfiguration {
    static func searchDomain(_ word: ArraySlice<UInt8>) -> String? {
        if ResolverText.equal(word, ".") { return "." }
        return (try? DNSName(ResolverText.text(word)))?.description
    }
}

/// The options of resolv.conf(5) while they are read; a later one replaces an earlier one.
struct ResolverOptions {
    var ndots = 1
    var timeout = 5
    var attempts = 2
    var usesTCP = false

    mutating func read(_ option: ArraySlice<UInt8>) {
        if ResolverText.equal(option, "use-vc") { usesTCP = true }
        guard let colon = option.firstIndex(of: 0x3A),
            let value = ResolverText.number(option[colon...].dropFirst(), limit: 1000)
        else { return }
        let key = option[..<colon]
        if ResolverText.equal(key, "ndots") { ndots = value }
        if ResolverText.equal(key, "timeout") { timeout = value }
        if ResolverText.equal(key, "attempts") { attempts = value }
    }
}

// MARK: - DNSName

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

// MARK: - DNSQuestion

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

// MARK: - DNSReader

/// Reads the parts of a message within its bounds (RFC 1035 4.1).
struct DNSReader {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func byte() throws(DNSResponseError) -> UInt8 {
        guard position < bytes.count else { throw .malformed }
        position += 1
        return bytes[position - 1]
    }

    mutating func word() throws(DNSResponseError) -> UInt16 {
        let high = try byte()
        return try UInt16(high) << 8 | UInt16(byte())
    }

    mutating func take(_ count: Int) throws(DNSResponseError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw .malformed }
        position += count
        return bytes[(position - count)..<position]
    }

    /// A name, compressed or not (RFC 1035 4.1.4). Every pointer must lead to before the part it ends, so none loops.
    mutating func name() throws(DNSResponseError) -> DNSName {
        var wire: [UInt8] = []
        var partStart = position
        var pointers = 0
        var end: Int?
        while true {
            let length = try byte()
            switch length {
            case 0:
                position = end ?? position
                return DNSName(wire: wire + [0])
            case 1...63:
                guard wire.count + Int(length) + 2 <= 255 else { throw .malformed }
                wire.append(length)
                wire += try take(Int(length)).map { ResolverText.lowercased($0) }
            case 0xC0...:
                let target = try Int(length & 0x3F) << 8 | Int(byte())
                pointers += 1
                guard target < partStart, pointers < 128 else { throw .malformed }
                end = end ?? position
                partStart = target
                position = target
            default: throw .malformed
            }
        }
    }
}

// MARK: - DNSResponse

/// Why bytes are no answer to a query (RFC 1035 4.1).
public enum DNSResponseError: Error, Equatable, Sendable {
    /// Not a response to this query: another id or question, or not even a header (RFC 5452 9.1).
    case unrelated
    /// A response to this query that breaks the format of RFC 1035 4.1, or has too many records.
    case malformed
}

/// How a name server answered (RFC 1035 4.1.1 RCODE, RFC 6891 6.1.3).
public enum DNSResponseCode: Equatable, Sendable {
    /// The query was answered (RFC 1035 code 0).
    case noError
    /// The server did not understand the query (RFC 1035 code 1).
    case formatError
    /// SERVFAIL: the server could not process the query (RFC 1035 code 2).
    case serverFailure
    /// NXDOMAIN: the name does not exist (RFC 1035 code 3).
    case nameError
    /// The server does not support this kind of query (RFC 1035 code 4).
    case notImplemented
    /// The server does not want to answer (RFC 1035 code 5).
    case refused
    /// Another code (RFC 6895 2.3).
    case other(UInt16)

    init(_ code: UInt16) {
        switch code {
        case 0: self = .noError
        case 1: self = .formatError
        case 2: self = .serverFailure
        case 3: self = .nameError
        case 4: self = .notImplemented
        case 5: self = .refused
        default: self = .other(code)
        }
    }

    /// Whether servers may leave out the question, as they do when they did not read or process the query.
    var needsNoQuestion: Bool {
        switch self {
        case .formatError, .serverFailure, .notImplemented, .refused: true
        case .noError, .nameError, .other: false
        }
    }
}

/// The content of a resource record (RFC 1035 3.2.1 RDATA).
public enum DNSRecord: Hashable, Sendable {
    /// An address, of a record A or AAAA (RFC 1035 3.4.1, RFC 3596 2.2).
    case address(IPAddress)
    /// The target of a CNAME (RFC 1035 3.3.1).
    case alias(DNSName)
    /// The target of an SRV record; the root as its name says that the service is not offered (RFC 2782).
    case service(target: DNSName, port: UInt16, priority: UInt16, weight: UInt16)
    /// The strings of a TXT record, joined (RFC 1035 3.3.14).
    case text([UInt8])
}

/// The answer to one query (RFC 1035 4.1).
public struct DNSResponse: Equatable, Sendable {
    /// How many records of all sections a message may have (a limit of this program).
    public static let recordLimit = 4096
    /// How many aliases are followed inside an answer (a limit of this program).
    public static let aliasLimit = 16

    /// How the server answered (RFC 1035 4.1.1 RCODE, with the upper bits of RFC 6891 6.1.3).
    public let code: DNSResponseCode
    /// Whether the message was cut and is to be asked for over TCP (RFC 1035 4.1.1 TC, RFC 7766 5).
    public let isTruncated: Bool
    /// The records of the type asked for, at the name or where its aliases lead (RFC 1034 3.6.2); none if truncated.
    public let answers: [DNSRecord]

    /// Reads the response to a query (RFC 1035 4.1): the id and the question must be those sent (RFC 5452 9.1).
    public init(_ bytes: [UInt8], id: UInt16, question: DNSQuestion) throws(DNSResponseError) {
        var reader = DNSReader(bytes)
        guard bytes.count >= 12, try reader.word() == id else { throw .unrelated }
        let flags = try reader.word()
        guard flags & 0xF800 == 0x8000 else { throw .unrelated }
        var counts: [Int] = []
        for _ in 0..<4 { counts.append(Int(try reader.word())) }
        let code = DNSResponseCode(flags & 0x0F)
        isTruncated = flags & 0x0200 != 0
        let needsNoQuestion = code.needsNoQuestion || isTruncated
        guard counts[0] == 1 && reader.skip(question) || counts[0] == 0 && needsNoQuestion else { throw .unrelated }
        guard !isTruncated else {
            self.code = code
            answers = []
            return
        }
        let (inAnswer, others) = (counts[1], counts[2] + counts[3])
        guard inAnswer + others <= DNSResponse.recordLimit else { throw .malformed }
        var records: [DNSOwnedRecord] = []
        for _ in 0..<inAnswer {
            if let record = try reader.record(of: question.type) { records.append(record) }
        }
        var upperCode: UInt16 = 0
        for _ in 0..<others { upperCode = try reader.skipRecord() ?? upperCode }
        self.code = upperCode == 0 ? code : DNSResponseCode(upperCode << 4 | flags & 0x0F)
        answers = DNSResponse.follow(question, in: records)
    }

    /// The records at the end of the chain of aliases (RFC 1034 3.6.2), in whatever order the server sent them.
    static func follow(_ question: DNSQuestion, in records: [DNSOwnedRecord]) -> [DNSRecord] {
        var owner = question.name
        for _ in 0...aliasLimit {
            let here = records.filter { $0.owner == owner }
            let found = here.filter { $0.type == question.type.rawValue }
            guard found.isEmpty else { return found.map { $0.record } }
            guard case .alias(let target)? = here.first?.record else { return [] }
            owner = target
        }
        return []
    }
}

/// A record with the name that it belongs to.
struct DNSOwnedRecord {
    let owner: DNSName
    let type: UInt16
    let record: DNSRecord
}

extension DNSReader {
    /// Reads over the question section if it is this one question.
    mutating func skip(_ question: DNSQuestion) -> Bool {
        guard let name = try? name(), let type = try? word(), let kind = try? word() else { return false }
        return name == question.name && type == question.type.rawValue && kind == 1
    }

    /// The fields before the data of a record (RFC 1035 4.1.3).
    mutating func head() throws(DNSResponseError) -> (owner: DNSName, type: UInt16, kind: UInt16, upperCode: UInt16) {
        let owner = try name()
        let (type, kind) = try (word(), word())
        let upperCode = try word() >> 8
        _ = try word()
        return (owner, type, kind, upperCode)
    }

    /// Reads over a record; the upper bits of the response code if it is the EDNS(0) one (RFC 6891 6.1.3).
    mutating func skipRecord() throws(DNSResponseError) -> UInt16? {
        let head = try head()
        _ = try take(Int(word()))
        return head.type == 41 ? head.upperCode : nil
    }

    /// A record of the answer section; nil if it is neither of the type wanted nor an alias.
    mutating func record(of wanted: DNSRecordType) throws(DNSResponseError) -> DNSOwnedRecord? {
        let head = try head()
        let count = Int(try word())
        let data = try take(count)
        let end = position
        guard head.kind == 1, let type = DNSRecordType(rawValue: head.type), type == wanted || type == .cname else {
            return nil
        }
        position = data.startIndex
        let record: DNSRecord
        switch type {
        case .a, .aaaa:
            guard count == (type == .a ? 4 : 16), let address = IPAddress(bytes: data) else { throw .malformed }
            record = .address(address)
            position = end
        case .cname: record = .alias(try name())
        case .srv:
            let (priority, weight, port) = try (word(), word(), word())
            record = .service(target: try name(), port: port, priority: priority, weight: weight)
        case .txt:
            var text: [UInt8] = []
            while position < end { text += try take(Int(byte())) }
            record = .text(text)
        }
        guard position == end else { throw .malformed }
        return DNSOwnedRecord(owner: head.owner, type: head.type, record: record)
    }
}

// MARK: - DNSChannel

/// One socket of a lookup: a query has its own one for each server and transport, so that its source port is
/// its own (RFC 5452 9.2) and two queries in flight do not share a connection tracking entry.
public struct DNSChannel: Hashable, Sendable {
    /// How a message travels (RFC 1035 4.2).
    public enum Transport: Sendable {
        /// One datagram for a message (RFC 1035 4.2.1).
        case udp
        /// A stream, where a message follows its length in two bytes (RFC 1035 4.2.2).
        case tcp
    }

    /// The name server's index in the configuration (resolv.conf(5) `nameserver`).
    public let server: Int
    /// The query's number within the lookup: one for each name of the search list and type (resolv.conf(5) `search`).
    public let query: Int
    /// How the message travels (RFC 1035 4.2).
    public let transport: Transport

    /// Names a channel (RFC 1035 4.2).
    public init(server: Int, query: Int, transport: Transport) {
        self.server = server
        self.query = query
        self.transport = transport
    }
}

// MARK: - DNSQuery

/// Why a server gave no usable answer.
enum DNSFailure: Equatable {
    case silent
    case unreachable
    case brokenStream
    case malformed
    case serverFailure
    case refused
    case code(UInt16)

    init(_ code: DNSResponseCode) {
        switch code {
        case .serverFailure: self = .serverFailure
        case .refused: self = .refused
        case .other(let code): self = .code(code)
        case .formatError: self = .code(1)
        case .notImplemented: self = .code(4)
        case .noError, .nameError: self = .malformed
        }
    }

    func reason(_ address: IPAddress) -> String {
        let server = "the name server " + address.description
        return switch self {
        case .silent: server + " did not answer"
        case .unreachable: server + " cannot be reached"
        case .brokenStream: server + " did not answer over TCP"
        case .malformed: server + " sent a malformed answer"
        case .serverFailure: "SERVFAIL from " + server
        case .refused: server + " refused to answer"
        case .code(let code): server + " answered with the error code " + code.description
        }
    }
}

/// Where one query stands: which server is asked how, until when, or what came of it.
struct DNSQuery {
    enum Result {
        case records([DNSRecord])
        case noData
        case noName
        case failed(DNSFailure)
    }

    let question: DNSQuestion
    let number: Int
    let id: UInt16
    let firstTransport: DNSChannel.Transport
    var server = 0
    var round = 0
    var transport: DNSChannel.Transport
    var usesEDNS = true
    /// The servers that need not be asked again.
    var isOut: [Bool]
    var expires: Int64 = 0
    var stream: [UInt8] = []
    var result: Result?

    init(question: DNSQuestion, number: Int, id: UInt16, configuration: ResolverConfiguration) {
        self.question = question
        self.number = number
        self.id = id
        firstTransport = configuration.usesTCP ? .tcp : .udp
        transport = firstTransport
        isOut = [Bool](repeating: false, count: configuration.nameServers.count)
    }

    var channel: DNSChannel {
        DNSChannel(server: server, query: number, transport: transport)
    }

    var records: [DNSRecord] {
        if case .records(let records)? = result { records } else { [] }
    }

    /// Collects a stream until its first message is whole (RFC 1035 4.2.2, RFC 7766 8).
    mutating func message(adding bytes: [UInt8]) -> [UInt8]? {
        stream += bytes
        guard stream.count >= 2 else { return nil }
        let count = Int(stream[0]) << 8 | Int(stream[1])
        guard stream.count >= count + 2 else { return nil }
        return Array(stream[2..<(count + 2)])
    }

    /// Goes on to the next server, in the next round if need be; false if none is left.
    mutating func advance(rounds: Int) -> Bool {
        transport = firstTransport
        repeat {
            server += 1
            if server == isOut.count {
                server = 0
                round += 1
            }
            guard round < rounds else { return false }
        } while isOut[server]
        return true
    }
}

// MARK: - DNSLookup

/// One lookup of one name, for one or more record types at once, as a state machine without I/O.
///
/// The driver carries out the actions, reports what happens on the channels with the time of a monotonic clock in
/// milliseconds, and calls ``timeout(now:)`` when the last timer set is due. After an action `finish` all channels are
/// closed; before, those that are not ``isOpen(_:)`` may be. Addresses and hosts(5) are the driver's to look at first.
public struct DNSLookup: Sendable {
    /// What came of a lookup (RFC 2308 2).
    public enum Outcome: Equatable, Sendable {
        /// The records found, in the order of the types asked for, then as the server sent them (RFC 1035 4.1.3).
        case records([DNSRecord])
        /// The name does not exist or has no such records, says a name server (RFC 2308 2.1, 2.2); why, in words.
        case notFound(String)
        /// No name server could say (RFC 1035 4.1.1 RCODE, resolv.conf(5) `timeout`); why, in words.
        case failed(String)

        /// Compares texts byte by byte, which needs no Unicode tables (RFC 2308 2 for the cases).
        public static func == (left: Outcome, right: Outcome) -> Bool {
            switch (left, right) {
            case (.records(let left), .records(let right)): left == right
            case (.notFound(let left), .notFound(let right)): left.utf8.elementsEqual(right.utf8)
            case (.failed(let left), .failed(let right)): left.utf8.elementsEqual(right.utf8)
            case (.records, _), (.notFound, _), (.failed, _): false
            }
        }
    }

    /// What the driver is to do.
    public enum Action: Equatable, Sendable {
        /// Send a datagram to port 53 over the channel's connected socket, which is opened if need be (RFC 1035 4.2.1).
        case sendUDP(DNSChannel, [UInt8])
        /// Connect to port 53, close an earlier connection of the same channel, and send the bytes, which begin with
        /// their length (RFC 1035 4.2.2).
        case openTCP(DNSChannel, [UInt8])
        /// Call ``DNSLookup/timeout(now:)`` at this time; replaces the timer before (resolv.conf(5) `timeout`).
        case setTimer(at: Int64)
        /// The lookup is over (RFC 2308 2).
        case finish(Outcome)
    }

    /// How long an answer for one address family waits for the other one, in milliseconds (RFC 8305 3).
    public static let resolutionDelay: Int64 = 50

    let name: String
    let types: [DNSRecordType]
    let configuration: ResolverConfiguration
    let deadline: Int64
    let candidates: [DNSName]
    let ids: [UInt16]
    var candidate = 0
    var queries: [DNSQuery] = []
    var delayEnd: Int64?
    var timer: Int64?
    var serverFailure: String?
    var nameWithoutData: DNSName?
    var isFinished = false

    /// Prepares a lookup; throws for a text that can never be a name (RFC 1035 2.3.4, RFC 1123 2.1).
    ///
    /// The names to try follow resolv.conf(5) `search` and `ndots`; those that become too long are left out.
    /// Query ids are drawn from `generator`, which must not be predictable (RFC 5452 9.2).
    public init(
        name: String, types: [DNSRecordType] = [.aaaa, .a], configuration: ResolverConfiguration, deadline: Int64,
        using generator: inout some RandomNumberGenerator
    ) throws(DNSNameError) {
        _ = try DNSName(name)
        var distinct: [DNSRecordType] = []
        for type in types.isEmpty ? [.aaaa, .a] : types where !distinct.contains(type) { distinct.append(type) }
        let candidates = configuration.candidates(for: name).compactMap { try? DNSName($0) }
        var ids: [UInt16] = []
        for _ in 0..<(candidates.count * distinct.count) { ids.append(generator.next()) }
        self.name = name
        self.types = distinct
        self.configuration = configuration
        self.deadline = deadline
        self.candidates = candidates
        self.ids = ids
    }

    /// Asks the first name server about the first name of the search list (resolv.conf(5) `nameserver`, `search`).
    public mutating func start(now: Int64) -> [Action] {
        guard queries.isEmpty, !isFinished else { return [] }
        guard now < deadline else { return finish(.failed("there was no time left to look up " + name)) }
        var actions: [Action] = []
        ask(now: now, &actions)
        return proceed(actions, now: now)
    }

    /// Takes a datagram, or the next bytes of a stream however they are split (RFC 1035 4.2, RFC 7766 8).
    ///
    /// Datagrams that do not answer the query are ignored (RFC 5452 9.1). A late answer of an earlier server counts.
    public mutating func receive(_ bytes: [UInt8], on channel: DNSChannel, now: Int64) -> [Action] {
        guard let index = openQuery(channel) else { return [] }
        var actions: [Action] = []
        if channel.transport == .udp {
            take(bytes, index, channel, now: now, &actions)
        } else if let message = queries[index].message(adding: bytes) {
            take(message, index, channel, now: now, &actions)
        }
        return proceed(actions, now: now)
    }

    /// The channel cannot be opened or used, or its stream ended early; the next server is asked (RFC 1035 7.2).
    public mutating func failed(on channel: DNSChannel, now: Int64) -> [Action] {
        guard let index = openQuery(channel), queries[index].channel == channel else { return [] }
        var actions: [Action] = []
        let failure: DNSFailure = channel.transport == .udp ? .unreachable : .brokenStream
        leave(channel.server, index, failure, now: now, &actions)
        return proceed(actions, now: now)
    }

    /// The timer is due: the next server is asked (resolv.conf(5) `timeout`), or the lookup ends with what there is
    /// (RFC 8305 3). Harmless when early.
    public mutating func timeout(now: Int64) -> [Action] {
        guard !isFinished, !queries.isEmpty else { return [] }
        timer = nil
        var actions: [Action] = []
        if now < deadline {
            for index in queries.indices where queries[index].result == nil && queries[index].expires <= now {
                leave(queries[index].server, index, .silent, now: now, &actions)
            }
        }
        return proceed(actions, now: now)
    }

    /// Whether the lookup still listens to a channel; the driver may close it if not (RFC 1035 7.3).
    public func isOpen(_ channel: DNSChannel) -> Bool {
        openQuery(channel) != nil
    }
}

// MARK: - DNSLookup steps

extension DNSLookup {
    func openQuery(_ channel: DNSChannel) -> Int? {
        guard !isFinished, configuration.nameServers.indices.contains(channel.server),
            let index = queries.firstIndex(where: { $0.number == channel.query }), queries[index].result == nil,
            channel.transport == .udp || channel == queries[index].channel
        else { return nil }
        return index
    }

    /// Begins the queries for the present name of the search list.
    mutating func ask(now: Int64, _ actions: inout [Action]) {
        queries = []
        delayEnd = nil
        for (index, type) in types.enumerated() {
            let number = candidate * types.count + index
            let question = DNSQuestion(name: candidates[candidate], type: type)
            queries.append(
                DNSQuery(question: question, number: number, id: ids[number], configuration: configuration))
            send(index, now: now, &actions)
        }
    }

    mutating func send(_ index: Int, now: Int64, _ actions: inout [Action]) {
        queries[index].expires = min(now &+ Int64(configuration.timeout) * 1000, deadline)
        queries[index].stream = []
        let query = queries[index]
        let message = query.question.query(id: query.id, edns: query.usesEDNS)
        switch query.transport {
        case .udp: actions.append(.sendUDP(query.channel, message))
        case .tcp:
            let length = [UInt8(message.count >> 8), UInt8(message.count & 0xFF)]
            actions.append(.openTCP(query.channel, length + message))
        }
    }

    /// Takes one whole message.
    mutating func take(
        _ message: [UInt8], _ index: Int, _ channel: DNSChannel, now: Int64, _ actions: inout [Action]
    ) {
        let query = queries[index]
        let response: DNSResponse
        do throws(DNSResponseError) {
            response = try DNSResponse(message, id: query.id, question: query.question)
        } catch {
            if error == .unrelated && channel.transport == .udp { return }
            return leave(channel.server, index, .malformed, now: now, &actions)
        }
        let isCurrent = channel == query.channel
        switch response.code {
        case _ where response.isTruncated && channel.transport == .udp:
            guard isCurrent else { return }
            queries[index].transport = .tcp
            send(index, now: now, &actions)
        case _ where response.isTruncated: leave(channel.server, index, .malformed, now: now, &actions)
        case .noError: queries[index].result = response.answers.isEmpty ? .noData : .records(response.answers)
        case .nameError: queries[index].result = .noName
        case .formatError, .notImplemented, .other(16):
            // A server from before EDNS, or of another version: ask it without (RFC 6891 6.1.3, 7).
            guard isCurrent, query.usesEDNS else { fallthrough }
            queries[index].usesEDNS = false
            send(index, now: now, &actions)
        case .serverFailure, .refused, .other:
            leave(channel.server, index, DNSFailure(response.code), now: now, &actions)
        }
    }

    /// Gives up on a server for a query and asks the next one. Only silence is worth another round.
    mutating func leave(
        _ server: Int, _ index: Int, _ failure: DNSFailure, now: Int64, _ actions: inout [Action]
    ) {
        if failure != .silent { queries[index].isOut[server] = true }
        guard server == queries[index].server else { return }
        if queries[index].advance(rounds: configuration.attempts) {
            send(index, now: now, &actions)
        } else {
            queries[index].server = server
            queries[index].result = .failed(failure)
        }
    }

    /// Ends the name at hand or the lookup when it is time to, and sets the timer otherwise.
    mutating func proceed(_ actions: [Action], now: Int64) -> [Action] {
        var actions = actions
        while queries.allSatisfy({ $0.result != nil }) || isTimeUp(now: now) {
            if let outcome = conclude(now: now, &actions) { return finish(outcome) }
        }
        var next = min(deadline, delayEnd ?? deadline)
        for query in queries where query.result == nil { next = min(next, query.expires) }
        if timer != next {
            timer = next
            actions.append(.setTimer(at: next))
        }
        return actions
    }

    /// Whether the deadline or the resolution delay (RFC 8305 3) is over; the latter begins with the first address.
    mutating func isTimeUp(now: Int64) -> Bool {
        if delayEnd == nil, types.allSatisfy({ $0.isAddress }), queries.contains(where: { !$0.records.isEmpty }) {
            delayEnd = now &+ DNSLookup.resolutionDelay
        }
        return now >= min(deadline, delayEnd ?? deadline)
    }

    /// The outcome, or nil after the queries for the next name of the search list have begun.
    ///
    /// As in glibc, SERVFAIL for one name of the search list does not end the search, other failures do.
    mutating func conclude(now: Int64, _ actions: inout [Action]) -> Outcome? {
        let records = queries.flatMap { $0.records }
        guard records.isEmpty else { return .records(records) }
        for query in queries {
            let server = configuration.nameServers[query.server]
            switch query.result {
            case nil: return .failed(DNSFailure.silent.reason(server))
            case .failed(.serverFailure)?: serverFailure = serverFailure ?? DNSFailure.serverFailure.reason(server)
            case .failed(let failure)?: return .failed(failure.reason(server))
            case .noData?: nameWithoutData = nameWithoutData ?? query.question.name
            case .noName?, .records?: break
            }
        }
        candidate += 1
        if candidate < candidates.count, now < deadline {
            ask(now: now, &actions)
            return nil
        }
        if let serverFailure { return .failed(serverFailure) }
        if candidate < candidates.count { return .failed("there was no time left to look up " + name) }
        guard let nameWithoutData else { return .notFound("the name " + name + " does not exist") }
        var names = ""
        for type in types { names += (names.utf8.isEmpty ? "" : " or ") + type.name }
        return .notFound("the name " + nameWithoutData.description + " has no " + names + " record")
    }

    mutating func finish(_ outcome: Outcome) -> [Action] {
        isFinished = true
        return [.finish(outcome)]
    }
}
