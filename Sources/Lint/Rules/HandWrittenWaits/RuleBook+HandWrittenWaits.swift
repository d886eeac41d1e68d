extension RuleBook {
    /// About waits that somebody wrote by hand: HF1xx.
    static let handWrittenWaits: [Rule] = [
        .sleepAsOrder,
        .waitWithoutDeadline,
        .statusIgnored,
        .noAttemptLimit,
        .portIsNotReady,
        .nameIsNotReady,
        .tcpCheckInMesh,
        .waitFailsOpen,
        .failedJobNeverEnds,
        .waitCannotSucceed,
        .busyWait,
        .certificateIgnored,
    ]
}
