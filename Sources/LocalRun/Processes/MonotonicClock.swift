import Glibc

/// Time since the run began.
struct MonotonicClock {
    private let start = ContinuousClock.now

    var now: Duration { start.duration(to: .now) }
}
