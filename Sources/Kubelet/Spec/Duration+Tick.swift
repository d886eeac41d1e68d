extension Duration {
    /// The first tick after a time, of a clock that ticks once a period, also before its `origin`.
    static func tick(after time: Duration, of period: Duration, from origin: Duration) -> Duration {
        let length = period.nanoseconds
        guard length > 0 else { return time }
        let elapsed = (time - origin).nanoseconds
        let left = elapsed % length
        // The remainder of what is below zero is below zero.
        return time + .nanoseconds(length - (left < 0 ? left + length : left))
    }

    /// In whole nanoseconds; 292 years are the most.
    private var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
