/// Why a certificate was not taken. Nothing of the key is told.
public enum CertificateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The chain is no PEM with certificates.
    case unreadableChain
    /// The key is no PEM with a private key.
    case unreadableKey
    /// The key is not that of the chain's first certificate, or TLS refuses them (too short a key, for instance).
    case mismatch

    /// One sentence.
    public var description: String {
        switch self {
        case .unreadableChain: "the certificate chain is no PEM"
        case .unreadableKey: "the private key is no PEM"
        case .mismatch: "the private key does not fit the certificate"
        }
    }
}
