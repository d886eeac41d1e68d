/// Which certificate: the SHA-256 of its DER bytes in lower-case hexadecimal digits. The text is all that is compared,
/// so tests may use any.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    /// 64 hexadecimal digits for real certificates.
    public var text: String

    /// A fingerprint with this text.
    public init(_ text: String) {
        self.text = text
    }

    /// The first twelve digits, enough for a log line.
    public var description: String {
        String(text.prefix(12))
    }
}
