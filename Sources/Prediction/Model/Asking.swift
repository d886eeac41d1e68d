import Probing

/// How a wait goes about asking. An attempt itself takes no time.
public enum Asking: Hashable, Sendable {
    /// At a fixed pace: so long after the wait began, and then every period.
    case every(Duration, after: Duration = .zero)
    /// As the waiter does: growing intervals, then a grid whose phase is drawn.
    case schedule(Pace)
    /// Not at all: it is told, so much later.
    case watch(lag: Duration)

    /// The numbers of the waiter's `Schedule`.
    public struct Pace: Hashable, Sendable {
        /// As in `Schedule`.
        public var initial: Milliseconds
        /// As in `Schedule`.
        public var factor: Int64
        /// As in `Schedule`.
        public var maximum: Milliseconds
        /// As in `Schedule`.
        public var spread: Bool

        /// The waiter's schedule.
        public init(_ schedule: Schedule) {
            initial = schedule.initial
            factor = schedule.factor
            maximum = schedule.maximum
            spread = schedule.spread
        }

        var schedule: Schedule { Schedule(initial: initial, factor: factor, maximum: maximum, spread: spread) }
    }

    /// The waiter's pace for what is on the same machine, and for everything else.
    public static let waiterLoopback = Asking.schedule(Pace(.loopback))
    /// See ``waiterLoopback``.
    public static let waiterRemote = Asking.schedule(Pace(.remote))
}
