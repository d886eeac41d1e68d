/// How a wait goes about its targets. The defaults are those of the design.
public struct WaitPolicy: Equatable, Sendable {
    /// How many targets have to hold.
    public enum Mode: Equatable, Sendable {
        /// Every one.
        case all
        /// One is enough.
        case any
        /// At least so many.
        case quorum(Int)
    }

    /// How many targets have to hold.
    public var mode: Mode = .all
    /// Wait until the targets are *not* ready.
    public var inverted = false
    /// How many successes in a row count as one.
    public var stable = 1
    /// How long to wait for a target that says nothing itself; 0 means for ever.
    public var timeout: Milliseconds = 300_000
    /// What to do then.
    public var onTimeout = OnTimeout.fail
    /// How long one attempt may take, name resolution included.
    public var attemptTimeout: Milliseconds = 3000
    /// The longest interval between attempts; `nil` leaves it to the kind of target.
    public var maxInterval: Milliseconds?
    /// How many attempts there may be a target; `nil` for as many as the time allows.
    public var attempts: Int?
    /// A fixed pace instead of a growing one: the imitation of `pilot-agent wait`.
    public var period: Milliseconds?
    /// A pause before the first attempt: `pilot-agent wait` sleeps one period first.
    public var initialDelay: Milliseconds = 0

    /// The defaults.
    public init() {}

    /// How many of so many targets have to hold.
    public func needed(of count: Int) -> Int {
        switch mode {
        case .all: count
        case .any: min(1, count)
        case .quorum(let number): min(number, count)
        }
    }

    /// The pace for a target that is waited for together with `count` targets of this machine.
    public func schedule(for endpoint: Endpoint, amongLocal count: Int) -> Schedule {
        if let period { return Schedule(initial: period, factor: 1, maximum: period, spread: false) }
        // An attempt at a local target costs only this process: a thousand of them share what a few may take.
        let share = Int64((count + 31) / 32)
        let schedule = endpoint.isLocal ? Schedule.loopback.slowed(by: share) : .remote
        return maxInterval.map { schedule.limited(to: $0) } ?? schedule
    }

    /// How often an attempt knocks where nobody answers (see ``Knocking``): as often as a remote target is attempted.
    ///
    /// The local pace would be too much for a server whose queue is full. `nil` for once, as the imitated peer does it.
    public var knockInterval: Milliseconds? {
        period == nil ? max(Schedule.remote.maximum, maxInterval ?? 0) : nil
    }
}
