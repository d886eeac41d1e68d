/// What the rotation needs to know of a serving certificate whose private key is at hand.
public struct LeafFacts: Hashable, Sendable {
    /// Which certificate.
    public var id: Fingerprint
    /// When it may be used.
    public var validity: Validity
    /// Its DNS names.
    public var names: Set<String>
    /// The CA certificate whose key verifies its signature, of those in the Secret and in the webhook configurations;
    /// `nil` when none does.
    public var issuer: Fingerprint?

    /// A serving certificate with these facts.
    public init(id: Fingerprint, validity: Validity, names: Set<String>, issuer: Fingerprint?) {
        self.id = id
        self.validity = validity
        self.names = names
        self.issuer = issuer
    }
}
