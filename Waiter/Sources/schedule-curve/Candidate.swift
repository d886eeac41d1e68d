import Probing

/// A schedule with the name that it has in the tables.
struct Candidate {
    let name: String
    let schedule: Schedule

    /// The waiter's two, and what loops do.
    static let all: [Candidate] = [
        Candidate(name: "waiter, remote", schedule: .remote),
        Candidate(name: "waiter, loopback", schedule: .loopback),
        Candidate(name: "every 0.5 s", schedule: .fixed(500)),
        Candidate(name: "every 1 s", schedule: .fixed(1000)),
        Candidate(name: "every 2 s", schedule: .fixed(2000)),
        Candidate(name: "every 5 s", schedule: .fixed(5000)),
        Candidate(
            name: "0.5 s doubling to 8 s", schedule: Schedule(initial: 500, factor: 2, maximum: 8000, spread: false)),
    ]

    /// When attempts are made that take no time, from 0 to at least `end`.
    func attempts(until end: Milliseconds, random: inout SplitMix64) -> [Milliseconds] {
        var times: [Milliseconds] = [0]
        var time: Milliseconds = 0
        while time < end {
            time = schedule.next(after: times.count, due: time, now: time, random: random.next())
            times.append(time)
        }
        return times
    }
}

extension Schedule {
    /// What `sleep` in a loop does.
    static func fixed(_ interval: Milliseconds) -> Schedule {
        Schedule(initial: interval, factor: 1, maximum: interval, spread: false)
    }
}
