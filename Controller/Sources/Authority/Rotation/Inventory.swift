/// What was found in the Secret, as far as it decides what to do next. No keys and no certificates, so that decisions
/// are tested without making any. `SecretMaterial.inventory` makes it from a real Secret.
public struct Inventory: Hashable, Sendable {
    /// The CA certificates of `ca.crt`, in its order. The first one signs.
    public var bundle: [AuthorityFacts]
    /// Whether `ca.key` is readable and belongs to the bundle's first certificate.
    public var canSign: Bool
    /// The serving certificate; `nil` when `tls.crt` or `tls.key` is missing or broken, or they do not belong together.
    public var leaf: LeafFacts?
    /// Since when this process has seen this very serving certificate in the Secret; `Sightings` keeps count.
    public var leafSince: Moment

    /// What was found. The default is an empty or missing Secret.
    public init(
        bundle: [AuthorityFacts] = [], canSign: Bool = false, leaf: LeafFacts? = nil,
        leafSince: Moment = Moment(seconds: 0)
    ) {
        self.bundle = bundle
        self.canSign = canSign
        self.leaf = leaf
        self.leafSince = leafSince
    }
}
