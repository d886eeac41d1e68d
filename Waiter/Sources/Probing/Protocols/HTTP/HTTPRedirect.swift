/// Where a `Location` header (RFC 9110 section 10.2.2) leads.
struct HTTPRedirect: Equatable {
    /// Without brackets and in lower case; `nil` when it stays where it is.
    var host: [UInt8]?
    /// `nil` when the location does not name a scheme.
    var isSecure: Bool?
    /// `nil` for the scheme's own.
    var port: UInt16?
    /// In origin-form, without the fragment.
    var path: [UInt8]
    /// The authority as it stands, for the Host header.
    var authority: [UInt8]?

    /// How many redirects are followed: as Go's client and so the kubelet.
    static let limit = 10

    /// Reads an absolute URL, `//host/path`, an absolute path or one relative to `base`; `nil` for anything else.
    init?(_ location: [UInt8], base: [UInt8]) {
        var rest = location[..<(location.firstIndex(of: 0x23) ?? location.endIndex)]
        if HTTPBytes.equalIgnoringCase(rest.prefix(8), Array("https://".utf8)[...]) {
            isSecure = true
            rest = rest.dropFirst(6)
        } else if HTTPBytes.equalIgnoringCase(rest.prefix(7), Array("http://".utf8)[...]) {
            isSecure = false
            rest = rest.dropFirst(5)
        }
        guard rest.starts(with: [0x2F, 0x2F]) else {
            // A scheme that is not HTTP has its colon before any slash.
            let colon = rest.firstIndex(of: 0x3A) ?? rest.endIndex
            let slash = rest.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.endIndex
            guard isSecure == nil, colon >= slash, !rest.isEmpty else { return nil }
            path = rest.first == 0x2F ? Array(rest) : HTTPRedirect.folder(base) + rest
            return
        }
        rest = rest.dropFirst(2)
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.endIndex
        let name = rest[..<end]
        guard !name.isEmpty, !name.contains(0x40) else { return nil }
        authority = Array(name)
        path = end == rest.endIndex ? [0x2F] : rest[end] == 0x3F ? [0x2F] + rest[end...] : Array(rest[end...])
        if let colon = name.lastIndex(of: 0x3A), name.last != 0x5D {
            guard let number = HTTPBytes.decimal(name[(colon + 1)...]), number > 0, number < 65536 else { return nil }
            port = UInt16(number)
        }
        host = HTTPRedirect.hostName(Array(name))
    }

    /// The host of an authority: without port and brackets, in lower case.
    static func hostName(_ authority: [UInt8]) -> [UInt8] {
        var name = authority[...]
        if let colon = name.lastIndex(of: 0x3A), name.last != 0x5D { name = name[..<colon] }
        if name.first == 0x5B, name.last == 0x5D { name = name.dropFirst().dropLast() }
        return name.map { HTTPBytes.lowercase($0) }
    }

    /// The path up to its last slash.
    private static func folder(_ path: [UInt8]) -> [UInt8] {
        let bare = path[..<(path.firstIndex(of: 0x3F) ?? path.endIndex)]
        guard let slash = bare.lastIndex(of: 0x2F) else { return [0x2F] }
        return Array(bare[...slash])
    }
}
