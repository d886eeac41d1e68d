import Probing

/// How a pod waits.
public enum WaitingMethod: Equatable, Sendable {
    /// The shell loop: an attempt at once, then a pause of this length after each that failed. No spread.
    case fixed(interval: Duration)
    /// The same with a pause before the first attempt, the same for all pods.
    case fixedWithStartDelay(interval: Duration, delay: Duration)
    /// `pilot-agent wait` with its defaults: pauses of 500 ms, the first before the first attempt.
    case pilotAgent
    /// The waiter, with its own schedule: `.waiter(.remote)`, `.waiter(.loopback)`, or one limited by `--max-interval`.
    case waiter(Schedule)
    /// A sleep of this length, whatever the dependency does.
    case sleep(Duration)
    /// One request that is answered when the dependency is ready. Refused, it is made again after a second.
    case watch
}
