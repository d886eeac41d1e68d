/// Decides what happens to the certificates: a function of what was found and of the time, nothing else.
///
/// What it keeps to: at every moment the serving certificate of every replica is signed by a CA that every API server
/// trusts, also while replicas and API servers see changes up to `settling` seconds late. So a new CA first joins the
/// bundle, signs only when every configuration has had it for the settling time, and the old one leaves only when every
/// replica has had the new serving certificate for the settling time. Where nothing works, nothing can be broken: then
/// all is made at once.
public struct CertificateRotation: Sendable {
    /// Names and times.
    public var settings: RotationSettings

    /// A rotation with these names and times.
    public init(settings: RotationSettings) {
        self.settings = settings
    }

    /// What to do now.
    ///
    /// - Parameters:
    ///   - inventory: what the Secret has.
    ///   - configurations: the webhook configurations that exist.
    ///   - served: the certificate this process serves from memory, if any; only asked when the Secret has none that works,
    ///     so that a Secret deleted by mistake costs no admission.
    ///   - now: the time.
    public func decide(
        _ inventory: Inventory, configurations: [ConfigurationView], served: LeafFacts? = nil, now: Moment
    ) -> RotationDecision {
        RotationCase(
            settings: settings, inventory: inventory, configurations: configurations, served: served, now: now
        ).decision
    }
}
