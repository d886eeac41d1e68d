extension RuleBook {
    /// About lifecycle hooks: HF2xx.
    static let hooks: [Rule] = [
        .hookHTTPGet,
        .hookOnLastContainer,
        .sleepHookTooLong,
        .hookFailsOpen,
        .hookWaitsForItself,
        .waitsForLaterContainer,
        .hookHidesThePod,
    ]
}
