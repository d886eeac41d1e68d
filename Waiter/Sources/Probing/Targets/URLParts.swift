/// The parts of `//[user@]host[:port][/path][?query]` (RFC 3986 section 3).
struct URLParts {
    /// Without the brackets of an IPv6 address; percent-decoded.
    var host: String
    var port: UInt16?
    /// From the first `/` to the end, with the query, still encoded; empty when there is none.
    var path: String

    /// The host as it stands in a URL.
    var shownHost: String { host.utf8.contains(UInt8(ascii: ":")) ? "[" + host + "]" : host }

    init(_ rest: [UInt8], of text: String) throws(UsageError) {
        let slash = UInt8(ascii: "/")
        var bytes = rest[...]
        if bytes.starts(with: [slash, slash]) { bytes = bytes.dropFirst(2) }
        let end = bytes.firstIndex { $0 == slash || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
        var authority = bytes[..<end]
        path = ASCII.string(bytes[end...])
        guard !authority.contains(UInt8(ascii: "@")) else {
            throw TargetParser.carriesUser
        }
        if authority.first == UInt8(ascii: "[") {
            guard let close = authority.firstIndex(of: UInt8(ascii: "]")),
                IPAddress(ASCII.string(authority[authority.startIndex + 1..<close])) != nil
            else {
                throw UsageError(
                    "\"\(text)\" has no IPv6 address in its brackets", cure: "write such as tcp://[::1]:8080")
            }
            host = ASCII.string(authority[authority.startIndex + 1..<close])
            authority = authority[(close + 1)...]
            if authority.isEmpty { return }
            guard authority.first == UInt8(ascii: ":") else {
                throw UsageError("\"\(text)\" has something after its brackets", cure: "write [ADDRESS]:PORT")
            }
        } else {
            let colon = authority.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
            guard let decoded = PercentCoding.decode(authority[..<colon]) else { throw TargetParser.badPercent(text) }
            host = ASCII.string(decoded)
            authority = authority[colon...]
        }
        guard !host.isEmpty else {
            throw UsageError("\"\(text)\" has no host", cure: "write the name of the service after //")
        }
        guard !authority.isEmpty else { return }
        guard let number = ASCII.number(authority.dropFirst()), number > 0, number <= 65535 else {
            throw UsageError(
                "\"\(ASCII.string(authority.dropFirst()))\" in \"\(text)\" is not a port",
                cure: "write a number from 1 to 65535")
        }
        port = UInt16(truncatingIfNeeded: number)
    }
}
