import Probing

extension Asking {
    /// An attempt of a wait: when, and the how manieth.
    struct Attempt: Equatable {
        var time: Duration
        var number: Int
    }

    /// The first attempt at or after a time, of a wait that began at another: computed, however many came before it.
    /// `seed` decides the spread of the waiter's intervals.
    func attempt(notBefore time: Duration, began: Duration, seed: UInt64) -> Attempt {
        switch self {
        case .every(let period, let first):
            let start = began + first
            guard time > start else { return Attempt(time: start, number: 1) }
            let (steps, moment) = Asking.grid(from: start, period: max(period, .milliseconds(1)), notBefore: time)
            return Attempt(time: moment, number: steps + 1)
        case .watch(let lag): return Attempt(time: time > began ? time + lag : began, number: 1)
        case .schedule(let pace):
            return Asking.scheduled(pace.schedule, notBefore: time, began: began, seed: seed)
        }
    }

    private static func scheduled(
        _ schedule: Schedule, notBefore time: Duration, began: Duration, seed: UInt64
    ) -> Attempt {
        var random = SplitMix64(state: seed)
        var due: Milliseconds = 0
        var number = 1
        var interval = schedule.initial
        while began + .milliseconds(due) < time {
            // From the first interval of full length on it is a grid.
            let isGrid = interval >= schedule.maximum
            due = schedule.next(after: number, due: due, now: due, random: random.next())
            number += 1
            if isGrid {
                let (steps, moment) = grid(
                    from: began + .milliseconds(due), period: .milliseconds(schedule.maximum), notBefore: time)
                return Attempt(time: moment, number: number + steps)
            }
            let (product, overflow) = interval.multipliedReportingOverflow(by: schedule.factor)
            // An interval that does not grow never becomes a grid: as many draws as attempts.
            interval = overflow ? schedule.maximum : product
        }
        return Attempt(time: began + .milliseconds(due), number: number)
    }

    private static func grid(from start: Duration, period: Duration, notBefore time: Duration) -> (Int, Duration) {
        guard time > start else { return (0, start) }
        let steps = (time - start).nanoseconds.dividedUp(by: period.nanoseconds)
        return (Int(steps), start + .nanoseconds(steps * period.nanoseconds))
    }
}

extension Duration {
    /// In whole nanoseconds; 292 years are the most.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

extension Int64 {
    func dividedUp(by divisor: Int64) -> Int64 { (self + divisor - 1) / divisor }
}
