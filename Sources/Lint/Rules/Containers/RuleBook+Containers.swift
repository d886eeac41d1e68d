extension RuleBook {
    /// About sidecars, probes and deadlines: HF3xx.
    static let containers: [Rule] = [
        .sidecarProbePeriod,
        .livenessKillsTheWait,
        .waitBeyondDeadline,
        .waitBeyondRelease,
    ]
}
