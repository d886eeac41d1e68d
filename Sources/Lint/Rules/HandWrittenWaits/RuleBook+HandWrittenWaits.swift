extension RuleBook {
    /// About waits that somebody wrote by hand: HF1xx.
    static let handWrittenWaits: [Rule] = []
}
