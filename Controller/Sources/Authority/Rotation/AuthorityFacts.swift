/// What the rotation needs to know of a CA certificate in the bundle.
public struct AuthorityFacts: Hashable, Sendable {
    /// Which certificate.
    public var id: Fingerprint
    /// When it may be used.
    public var validity: Validity

    /// A CA certificate with these facts.
    public init(id: Fingerprint, validity: Validity) {
        self.id = id
        self.validity = validity
    }
}
