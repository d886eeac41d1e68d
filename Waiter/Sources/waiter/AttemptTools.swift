import Probing

/// What all attempts of a wait share.
struct AttemptTools {
    /// How names become addresses.
    let names: Names
    /// The certificates.
    let trusts: TrustStore
    /// Whether an attempt may go on until something changes: not where one waits for a target's end.
    let watches: Bool
    /// How often an attempt knocks where nobody answers; `nil` for once.
    let knockInterval: Int64?

    init(_ options: WaitOptions) {
        names = Names(overrides: options.resolve)
        trusts = TrustStore(common: options.tls)
        watches = !options.policy.inverted
        knockInterval = options.policy.knockInterval
    }
}
