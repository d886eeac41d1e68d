/// What one webhook configuration tells the API server to trust. One per configuration that exists; where the webhooks
/// of a configuration differ, they are one view each.
public struct ConfigurationView: Hashable, Sendable {
    /// How the caller tells it from others, for example `mutating/holdfast-controller`.
    public var name: String
    /// The CA certificates of its `caBundle` in order; empty when there is none or it cannot be read.
    public var bundle: [Fingerprint]
    /// Since when this process has seen exactly this bundle in it; `Sightings` keeps count.
    public var since: Moment

    /// A configuration as it was seen.
    public init(name: String, bundle: [Fingerprint], since: Moment) {
        self.name = name
        self.bundle = bundle
        self.since = since
    }
}
