/// What the driver of a ``WaitMachine`` has to do.
public enum WaitAction: Equatable, Sendable {
    /// Begin an attempt at the target with this index; it may take until `deadline`.
    case attempt(Int, deadline: Milliseconds)
    /// Drop the attempt that runs at this target: its answer is no longer of interest.
    case abandon(Int)
    /// Tell the user.
    case report(WaitReport)
    /// The wait is over; nothing follows.
    case finish(WaitOutcome)
}

/// How a wait ended.
public enum WaitOutcome: Equatable, Sendable {
    /// What was asked for holds.
    case ready
    /// It can never hold; the text names the target and why.
    case never(String)
    /// The deadline passed; the text names the targets and their last errors.
    case timedOut(String)
}

/// A line for the user: only when something changed, never at every attempt.
public enum WaitReport: Equatable, Sendable {
    /// An attempt failed for another reason than the one before it.
    case waiting(target: Int, reason: String)
    /// The target holds.
    case ready(target: Int, after: Milliseconds, attempts: Int)
    /// The target's deadline passed and the wait goes on without it.
    case proceeding(target: Int, after: Milliseconds, reason: String)
    /// The target's deadline passed and the wait stays.
    case blocking(target: Int, after: Milliseconds, reason: String)
    /// The target's deadline passed, or its attempts are used up.
    case timedOut(target: Int, after: Milliseconds, attempts: Int, reason: String)
    /// The target can never be ready.
    case never(target: Int, reason: String)
}
