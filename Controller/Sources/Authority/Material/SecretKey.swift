/// The keys of the Secret, and of cert-manager's Secret mounted as a directory.
public enum SecretKey: String, Hashable, Sendable, CaseIterable {
    /// The bundle that API servers trust. Its FIRST certificate is the one whose key is `ca.key`, so a new CA is put in
    /// front; the others are on their way out.
    case authority = "ca.crt"
    /// The private key of the bundle's first certificate. cert-manager has none.
    case authorityKey = "ca.key"
    /// The serving certificate, then certificates between it and its CA, if any.
    case certificate = "tls.crt"
    /// The private key of the first certificate of `tls.crt`.
    case key = "tls.key"
}
