/// A status line and its header fields.
struct HTTPResponseHead: Sendable {
    /// How a body ends (RFC 9112 section 6.3).
    enum Framing {
        case length(Int)
        case chunked
        case untilClose
        case unreadable(String)
    }

    let status: Int
    let reason: [UInt8]
    var fields: [(name: [UInt8], value: [UInt8])] = []

    /// `status-line` of RFC 9112 section 4; the reason may be missing with its space, as some servers leave it out.
    init?(statusLine line: [UInt8]) {
        guard Self.isPlausible(line), line.count >= 12, HTTPBytes.isDigit(line[7]), line[8] == 0x20 else { return nil }
        guard let code = StatusSet.code(line[9..<12]) else { return nil }
        guard line.count == 12 || line[12] == 0x20 else { return nil }
        status = code
        reason = [UInt8](HTTPBytes.trim(line[12...]))
    }

    /// Whether a status line of HTTP/1.x may begin, or go on, like this.
    static func isPlausible(_ line: [UInt8]) -> Bool {
        let start = [UInt8]("HTTP/1.".utf8)
        return start.starts(with: line.prefix(start.count))
    }

    /// Adds a `field-line` of RFC 9112 section 5, or the continuation of one (section 5.2); false where it is neither.
    mutating func add(_ line: [UInt8]) -> Bool {
        guard !line.contains(0x00), !line.contains(0x0D) else { return false }
        if line.first == 0x20 || line.first == 0x09 {
            guard var field = fields.popLast() else { return false }
            field.value = [UInt8](HTTPBytes.trim((field.value + [0x20] + HTTPBytes.trim(line[...]))[...]))
            fields.append(field)
            return true
        }
        guard let colon = line.firstIndex(of: 0x3A), HTTPBytes.isToken(line[..<colon]) else { return false }
        fields.append((name: [UInt8](line[..<colon]), value: [UInt8](HTTPBytes.trim(line[(colon + 1)...]))))
        return true
    }

    func values(of name: ArraySlice<UInt8>) -> [[UInt8]] {
        var values: [[UInt8]] = []
        for field in fields where HTTPBytes.equalIgnoringCase(field.name[...], name) { values.append(field.value) }
        return values
    }

    /// All values of a field as one list (RFC 9110 section 5.3); nil where the field is absent.
    func list(_ name: String) -> [UInt8]? {
        let values = values(of: [UInt8](name.utf8)[...])
        return values.isEmpty ? nil : [UInt8](values.joined(separator: [0x2C, 0x20]))
    }

    /// Interim responses precede the answer (RFC 9110 section 15.2); 101 is the last one in HTTP.
    var isInterim: Bool { status < 200 && status != 101 }

    /// The rules of RFC 9112 section 6.3 in their order.
    func framing(method: HTTPRequest.Method) -> Framing {
        if method == .head || status < 200 || status == 204 || status == 304 { return .length(0) }
        let identity = [UInt8]("identity".utf8)[...]
        if let coding = list("Content-Encoding"), !HTTPBytes.equalIgnoringCase(coding[...], identity) {
            return .unreadable("the body cannot be read: its Content-Encoding is \(ShownText.quoted(coding[...]))")
        }
        if let coding = list("Transfer-Encoding"), !HTTPBytes.equalIgnoringCase(coding[...], identity) {
            if HTTPBytes.equalIgnoringCase(coding[...], [UInt8]("chunked".utf8)[...]) { return .chunked }
            return .unreadable("the body cannot be read: its Transfer-Encoding is \(ShownText.quoted(coding[...]))")
        }
        guard let lengths = list("Content-Length") else { return .untilClose }
        var length: Int?
        for item in lengths.split(separator: 0x2C, omittingEmptySubsequences: false) {
            // RFC 9110 section 8.6: equal repetitions are harmless, anything else is an error.
            guard let number = HTTPBytes.decimal(HTTPBytes.trim(item)), number == length ?? number else {
                return .unreadable("the body cannot be read: its Content-Length is \(ShownText.quoted(lengths[...]))")
            }
            length = number
        }
        return .length(length ?? 0)
    }
}
