/// When the next attempt is due, as a function of how many there were. No clock in it.
///
/// The intervals grow by `factor` from `initial`; from `maximum` on attempts keep to a grid of exactly that period,
/// whose phase is drawn once. Why (Docs/design/2026-11-25-schedule.md has the proof): for a given number of attempts
/// equal distances give the smallest lag, in the mean and in the worst case, and every spread of single intervals makes
/// both larger. A phase of its own for every wait costs nothing, and ten thousand pods that start together, or whose
/// attempts fail together, still do not ask together.
public struct Schedule: Equatable, Sendable {
    /// The interval after the first attempt.
    public var initial: Milliseconds
    /// What the interval is multiplied with after each attempt.
    public var factor: Int64
    /// The longest interval: the period of the grid.
    public var maximum: Milliseconds
    /// Whether intervals are spread and kept to a grid; off where a peer's exact pauses are imitated.
    public var spread: Bool

    /// A schedule with all its parts.
    public init(initial: Milliseconds, factor: Int64, maximum: Milliseconds, spread: Bool = true) {
        // Times are added to them, and they are multiplied by small numbers: so far below the limit nothing overflows.
        self.maximum = min(max(1, maximum), .max / 64)
        self.initial = min(max(1, initial), .max / 64)
        self.factor = max(1, factor)
        self.spread = spread
    }

    /// For what lives on the same machine: an attempt costs some 50 µs there, and nobody else pays for it.
    public static let loopback = Schedule(initial: 6, factor: 2, maximum: 6)
    /// For everything else: one attempt at once, then not quite four a second, which makes 40 in the first ten seconds.
    public static let remote = Schedule(initial: 256, factor: 2, maximum: 256)

    /// The same with every interval so many times as long.
    public func slowed(by factor: Int64) -> Schedule {
        Schedule(
            initial: initial * max(1, factor), factor: self.factor, maximum: maximum * max(1, factor), spread: spread)
    }

    /// The same growth with another longest interval.
    public func limited(to maximum: Milliseconds) -> Schedule {
        Schedule(initial: min(initial, maximum), factor: factor, maximum: maximum, spread: spread)
    }

    /// When the next attempt is due.
    ///
    /// - Parameters:
    ///   - attempt: the number of the attempt that is over, from 1.
    ///   - due: when it was due: the grid does not move with the time that attempts take.
    ///   - now: when it was over.
    ///   - random: any number; it decides the spread.
    public func next(after attempt: Int, due: Milliseconds, now: Milliseconds, random: UInt64) -> Milliseconds {
        var interval = initial
        var step = 1
        while step < attempt, interval < maximum, step < 64 {
            interval = interval.multipliedReportingOverflow(by: factor).overflow ? maximum : interval * factor
            step += 1
        }
        guard spread else { return now + min(interval, maximum) }
        if interval < maximum {
            return now + Schedule.draw(from: interval * 3 / 5, to: interval * 7 / 5, random)
        }
        // The first interval of full length draws the phase, from a whole period. Not right after the attempt before
        // it: there it would be one more for nothing.
        if step == attempt { return now + Schedule.draw(from: maximum / 15, to: maximum * 17 / 16, random) }
        let missed = max(0, now - due) / maximum
        return due + (missed + 1) * maximum
    }

    private static func draw(from low: Milliseconds, to high: Milliseconds, _ random: UInt64) -> Milliseconds {
        max(1, low + Int64(random % UInt64(high - low + 1)))
    }
}
