/// Time and chance, passed in: tests hand in their own.
public struct APITiming: Sendable {
    /// How long it is since some moment; never goes back.
    public var now: @Sendable () -> Duration
    /// Returns after this time. Throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 up to 1, another one each time.
    public var random: @Sendable () -> Double

    /// These functions.
    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
        random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// A clock's time. It has to go on while the machine sleeps: a leader that was suspended must not take the time for
    /// nothing. ``Swift/ContinuousClock`` does, ``Swift/SuspendingClock`` does not.
    public init<C: Clock>(_ clock: C, random: @escaping @Sendable () -> Double) where C.Duration == Duration {
        let start = clock.now
        self.init(
            now: { start.duration(to: clock.now) },
            sleep: { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) },
            random: random)
    }

    /// The machine's own.
    public static var system: APITiming {
        APITiming(ContinuousClock()) { Double.random(in: 0..<1) }
    }
}
