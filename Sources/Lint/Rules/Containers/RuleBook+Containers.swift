extension RuleBook {
    /// About sidecars, probes and deadlines: HF3xx.
    static let containers: [Rule] = [
        .sidecarWithoutStartupProbe,
        .sidecarProbePeriod,
        .sidecarInJob,
        .livenessKillsTheWait,
        .waitBeyondDeadline,
        .waitBeyondRelease,
    ]
}
