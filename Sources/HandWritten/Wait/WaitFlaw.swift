/// What is wrong with a hand-written wait.
public enum WaitFlaw: String, CaseIterable, Sendable {
    /// It never gives up, and nobody is told.
    case noDeadline
    /// 404 and 500 count as ready.
    case statusIgnored
    /// An attempt may hang for ever, or for minutes: curl, wget and nc have no limit of their own.
    case noAttemptLimit
    /// An open port is not a service that is ready.
    case portOnly
    /// A name that resolves is not a service that is ready.
    case nameOnly
    /// Too long or too short, and wrong on a slow day.
    case fixedDelay
    /// When it gives up, what follows runs all the same.
    case failsOpen
    /// A Job that has failed is waited for as if it still ran.
    case failedJobNeverEnds
    /// The check cannot succeed as it is written (`nc -z "db:80"`).
    case cannotSucceed
    /// It asks again without a pause.
    case noPause
    /// It takes any certificate.
    case certificateIgnored
}
