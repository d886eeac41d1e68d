/// When the next attempt is due, as a function of how many there were. No clock in it.
///
/// The intervals grow by `factor` from `initial` to `maximum`. Each is spread by up to a tenth in either direction,
/// so that ten thousand pods that start together do not ask together: the spread adds up from attempt to attempt.
public struct Schedule: Equatable, Sendable {
    /// The interval after the first attempt.
    public var initial: Milliseconds
    /// What the interval is multiplied with after each attempt.
    public var factor: Int64
    /// The longest interval, before the spread.
    public var maximum: Milliseconds
    /// Whether intervals are spread; off where a peer's exact period is imitated.
    public var spread: Bool

    /// A schedule with all its parts.
    public init(initial: Milliseconds, factor: Int64, maximum: Milliseconds, spread: Bool = true) {
        self.initial = max(1, initial)
        self.factor = max(1, factor)
        // The spread adds to it: half of what there is cannot overflow.
        self.maximum = min(max(1, maximum), .max / 2)
        self.spread = spread
    }

    /// For what lives on the same machine: an attempt costs some 50 µs there, and nobody else pays for it.
    public static let loopback = Schedule(initial: 4, factor: 2, maximum: 8)
    /// For everything else: quick at first, then about four attempts a second.
    public static let remote = Schedule(initial: 10, factor: 4, maximum: 260)

    /// The same growth with another longest interval.
    public func limited(to maximum: Milliseconds) -> Schedule {
        Schedule(initial: min(initial, maximum), factor: factor, maximum: maximum, spread: spread)
    }

    /// The pause after attempt number `attempt` (from 1). `random` is any number; it decides the spread.
    public func interval(after attempt: Int, random: UInt64) -> Milliseconds {
        var interval = min(initial, maximum)
        var left = attempt - 1
        while left > 0, interval < maximum {
            interval = min(
                maximum, interval.multipliedReportingOverflow(by: factor).overflow ? maximum : interval * factor)
            left -= 1
        }
        guard spread else { return interval }
        let width = interval / 5 + 1
        return max(1, interval - interval / 10 + Int64(random % UInt64(width)))
    }
}
