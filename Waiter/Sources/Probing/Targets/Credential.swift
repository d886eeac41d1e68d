/// Where a secret for an HTTP server is: never the secret itself, which every process list would show.
public struct Credential: Equatable, Sendable {
    /// How it is sent (RFC 7617, RFC 6750).
    public enum Scheme: Equatable, Sendable {
        /// `user:password`, in base64.
        case basic
        /// A token as it is.
        case bearer
    }

    /// Where it is read from, anew at every attempt: tokens are rotated.
    public enum Source: Equatable, Sendable {
        /// A file; line feeds at its end are not part of it.
        case file(String)
        /// An environment variable.
        case variable(String)
    }

    /// How it is sent.
    public var scheme: Scheme
    /// Where it is read from.
    public var source: Source

    /// The value of the Authorization header; `nil` when the secret is empty or has control characters, which would
    /// end the header.
    public func header(_ secret: [UInt8]) -> [UInt8]? {
        var bytes = secret[...]
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        switch scheme {
        case .basic: return Array("Basic ".utf8) + Base64.encode(bytes)
        case .bearer: return Array("Bearer ".utf8) + bytes
        }
    }
}
