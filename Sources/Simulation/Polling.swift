import Probing

/// A schedule, and from which attempt on it is an arithmetic progression.
struct Polling {
    let schedule: Schedule
    let initialDelay: Milliseconds
    /// Every attempt from this one on is followed by the next after exactly `period`; `nil` for a schedule that never
    /// stops drawing its intervals.
    let settled: Int?
    let period: Milliseconds
    /// Whether an attempt that was answered is the last: the answer comes when the dependency is ready.
    var isWatch = false

    /// - Parameter attemptCost: how long every attempt takes.
    init(schedule: Schedule, initialDelay: Milliseconds, attemptCost: Milliseconds) {
        self.schedule = schedule
        self.initialDelay = initialDelay
        var interval = schedule.initial
        var attempt = 1
        while interval < schedule.maximum, schedule.factor > 1 {
            interval = interval > schedule.maximum / schedule.factor ? schedule.maximum : interval * schedule.factor
            attempt += 1
        }
        // After the first interval of full length a schedule with a spread keeps to its grid; that one was drawn.
        if schedule.spread { attempt += 1 }
        let settles = interval >= schedule.maximum || !schedule.spread
        settled = settles ? attempt : nil
        period = settles ? schedule.next(after: attempt, due: 0, now: attemptCost, random: 0) : 1
    }

    /// A watch, made again every second while it is refused.
    static let watching: Polling = {
        let schedule = Schedule(initial: 1000, factor: 1, maximum: 1000, spread: false)
        var polling = Polling(schedule: schedule, initialDelay: 0, attemptCost: 0)
        polling.isWatch = true
        return polling
    }()
}
