import Probing

/// What all attempts of a wait share.
struct AttemptTools {
    /// How names become addresses.
    let names: Names
    /// The certificates.
    let trusts: TrustStore

    init(_ options: WaitOptions) {
        names = Names(overrides: options.resolve)
        trusts = TrustStore(common: options.tls)
    }
}
