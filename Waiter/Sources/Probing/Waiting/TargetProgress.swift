/// How far the wait for one target has come.
struct TargetProgress: Equatable, Sendable {
    enum State: Equatable, Sendable {
        /// The next attempt is due at this time.
        case due(Milliseconds)
        /// An attempt runs.
        case attempting
        /// It holds, or the wait goes on without it.
        case satisfied
        /// It never will, or its time is up.
        case lost
    }

    var state: State
    var schedule: Schedule
    /// When the last attempt was due.
    var lastDue: Milliseconds
    /// When the wait for it ends; `nil` for never.
    var deadline: Milliseconds?
    var onTimeout: OnTimeout
    var attempts = 0
    /// Successes in a row.
    var successes = 0
    /// Why the last attempt failed.
    var reason: String?

    /// It can never hold: not lost by time or by the number of attempts.
    var isNever = false
    /// That the wait stays has been said.
    var isBlocking = false

    var isOpen: Bool {
        switch state {
        case .due, .attempting: true
        case .satisfied, .lost: false
        }
    }
}
