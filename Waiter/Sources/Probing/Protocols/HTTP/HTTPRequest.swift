/// One HTTP/1.1 request without a body, checked so that no part of it can inject another line.
public struct HTTPRequest: Equatable, Sendable {
    /// The methods that a probe may use: both are safe (RFC 9110 section 9.2.1).
    public enum Method: Sendable {
        /// `GET`, RFC 9110 section 9.3.1.
        case get
        /// `HEAD`, RFC 9110 section 9.3.2: the answer has no body.
        case head
    }

    /// What is wrong with the parts of a request; header indices count from 0.
    public enum Invalid: Error, Equatable, Sendable {
        /// The host is neither a name nor an address (RFC 3986 section 3.2.2).
        case host
        /// The host override is not `host[:port]` (RFC 9110 section 7.2).
        case hostOverride
        /// The path is not in origin-form (RFC 9112 section 3.2.1): it has spaces, `#`, or bytes beyond ASCII.
        case path
        /// A header's name is not a token (RFC 9110 section 5.1).
        case headerName(index: Int)
        /// A header's value has control characters (RFC 9110 section 5.5).
        case headerValue(index: Int)
        /// The header belongs to the connection or to the framing, which are not the caller's to choose.
        case reservedHeader(index: Int)
        /// There is more than one `Host` (RFC 9112 section 3.2).
        case repeatedHost

        /// The reason in words for a user; it shows neither names nor values.
        public var message: String {
            switch self {
            case .host: "the host is not a valid host name or address"
            case .hostOverride: "the Host header is not a valid host"
            case .path: "the path has characters that must be percent-encoded"
            case .headerName(let index): "header \(index + 1) has no valid name"
            case .headerValue(let index): "header \(index + 1) has control characters in its value"
            case .reservedHeader(let index): "header \(index + 1) cannot be set"
            case .repeatedHost: "there is more than one Host header"
            }
        }
    }

    /// The request's method.
    public let method: Method
    /// The value of the Host header.
    private(set) var authority: [UInt8]
    /// In origin-form (RFC 9112 section 3.2.1), with the query.
    private(set) var path: [UInt8]
    /// The header lines behind Host, each with its end.
    private var lines: [UInt8]

    /// The whole request as it goes over the wire (RFC 9112 section 2.1).
    public var bytes: [UInt8] { bytes(authorization: nil) }

    /// The same with a header Authorization, whose value has no control characters.
    func bytes(authorization: [UInt8]?) -> [UInt8] {
        var bytes = [UInt8]((method == .head ? "HEAD " : "GET ").utf8)
        bytes += path
        bytes += " HTTP/1.1\r\nHost: ".utf8
        bytes += authority
        bytes += "\r\n".utf8
        bytes += lines
        if let authorization {
            bytes += "Authorization: ".utf8
            bytes += authorization
            bytes += "\r\n".utf8
        }
        bytes += "Connection: close\r\n\r\n".utf8
        return bytes
    }

    /// The same request to where a redirect leads; `nil` where its path or host are not valid in a request.
    func redirected(to redirect: HTTPRedirect) -> HTTPRequest? {
        guard let path = try? Self.target(path: redirect.path) else { return nil }
        var request = self
        request.path = path
        if let authority = redirect.authority {
            guard Self.isHostField(authority) else { return nil }
            request.authority = authority
        }
        return request
    }

    /// Builds a request; nothing of it is decoded or encoded on the way.
    ///
    /// - Parameters:
    ///   - host: a name or an address; an IPv6 address with or without brackets, its zone is left out of `Host`.
    ///   - port: written into `Host` unless it is `defaultPort` (RFC 9110 section 4.2.3).
    ///   - path: the path with its query; an empty path means `/`.
    ///   - headers: sent in their order; `User-Agent` and `Accept` replace the defaults, `Host` is an override.
    ///   - hostOverride: the value of `Host` instead of the host and port.
    public init(
        method: Method = .get, host: String, port: UInt16, path: String = "/",
        headers: [(name: String, value: String)] = [], hostOverride: String? = nil, defaultPort: UInt16 = 80
    ) throws(Invalid) {
        var authority = try Self.authority(host: [UInt8](host.utf8)[...])
        if port != defaultPort { authority += ":\(port)".utf8 }
        var override: [UInt8]?
        if let hostOverride { override = [UInt8](hostOverride.utf8) }
        var defaults: [(name: String, value: String)] = [("User-Agent", "holdfast-waiter"), ("Accept", "*/*")]
        var lines: [UInt8] = []
        for index in headers.indices {
            let name = [UInt8](headers[index].name.utf8)
            let value = HTTPBytes.trim([UInt8](headers[index].value.utf8)[...])
            guard HTTPBytes.isToken(name[...]) else { throw .headerName(index: index) }
            guard value.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw .headerValue(index: index)
            }
            guard !Self.isReserved(name) else { throw .reservedHeader(index: index) }
            if Self.isNamed(name, "Host") {
                guard override == nil else { throw .repeatedHost }
                override = [UInt8](value)
                continue
            }
            defaults.removeAll { Self.isNamed(name, $0.name) }
            lines += name + [0x3A, 0x20] + value + [0x0D, 0x0A]
        }
        if let override {
            guard Self.isHostField(override) else { throw .hostOverride }
            authority = override
        }
        var first: [UInt8] = []
        for header in defaults { first += "\(header.name): \(header.value)\r\n".utf8 }
        self.method = method
        self.authority = authority
        self.path = try Self.target(path: [UInt8](path.utf8))
        self.lines = first + lines
    }

    static func isNamed(_ name: [UInt8], _ other: String) -> Bool {
        HTTPBytes.equalIgnoringCase(name[...], [UInt8](other.utf8)[...])
    }

    static func isReserved(_ name: [UInt8]) -> Bool {
        for reserved in ["Connection", "Content-Length", "Transfer-Encoding", "TE", "Upgrade", "Expect"]
        where isNamed(name, reserved) { return true }
        return false
    }

    /// `uri-host` of RFC 3986 section 3.2.2, as far as probes need it; an IPv6 address gets its brackets.
    static func authority(host: ArraySlice<UInt8>) throws(Invalid) -> [UInt8] {
        var bare = host
        let bracketed = bare.first == 0x5B && bare.last == 0x5D && bare.count > 2
        if bracketed { bare = bare.dropFirst().dropLast() }
        guard bare.contains(0x3A) else {
            guard !bracketed, !bare.isEmpty, bare.allSatisfy({ isNameByte($0) }) else { throw .host }
            return [UInt8](bare)
        }
        if let zone = bare.firstIndex(of: 0x25) {
            guard bare[(zone + 1)...].allSatisfy({ isNameByte($0) }) else { throw .host }
            bare = bare[..<zone]
        }
        let isAddress = bare.allSatisfy { HTTPBytes.hexDigit($0) != nil || $0 == 0x3A || $0 == 0x2E }
        guard isAddress, bare.count >= 2 else { throw .host }
        return [0x5B] + bare + [0x5D]
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        HTTPBytes.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
    }

    static func isHostField(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { isNameByte($0) || $0 == 0x3A || $0 == 0x5B || $0 == 0x5D }
    }

    /// `origin-form` of RFC 9112 section 3.2.1; an empty path becomes `/` (RFC 9110 section 4.2.3).
    static func target(path: [UInt8]) throws(Invalid) -> [UInt8] {
        guard path.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 }) else { throw .path }
        guard let first = path.first else { return [0x2F] }
        if first == 0x3F { return [0x2F] + path }
        guard first == 0x2F else { throw .path }
        return path
    }
}
