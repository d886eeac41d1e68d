import Testing

@testable import Probing

@Suite struct ScheduleTests {
    @Test func growsByItsFactorUpToItsMaximum() {
        let schedule = Schedule(initial: 10, factor: 4, maximum: 260, spread: false)
        let intervals = (1...6).map { schedule.interval(after: $0, random: .max) }
        #expect(intervals == [10, 40, 160, 260, 260, 260])
    }

    @Test func partsOutOfRangeAreBroughtIntoIt() {
        let schedule = Schedule(initial: -5, factor: 0, maximum: 0)
        #expect(schedule == Schedule(initial: 1, factor: 1, maximum: 1))
        #expect(schedule.interval(after: 1, random: 7) == 1)
        let above = Schedule(initial: 500, factor: 2, maximum: 100, spread: false)
        #expect(above.interval(after: 1, random: 0) == 100)
    }

    @Test func limitedKeepsTheGrowth() {
        let limited = Schedule.remote.limited(to: 50)
        #expect(limited == Schedule(initial: 10, factor: 4, maximum: 50))
        #expect(Schedule.remote.limited(to: 3) == Schedule(initial: 3, factor: 4, maximum: 3))
    }

    @Test(arguments: [0, 1, 2, 3, 63, 64, 1000, Int.max])
    func noAttemptNumberOverflows(attempt: Int) {
        for schedule in [
            Schedule.loopback, .remote, Schedule(initial: .max, factor: .max, maximum: .max),
            Schedule(initial: 1, factor: 2, maximum: .max), Schedule(initial: 1, factor: 1, maximum: .max),
        ] where attempt < 2000 || schedule.factor > 1 || schedule.initial >= schedule.maximum {
            for random in [0, 1, UInt64.max] { #expect(schedule.interval(after: attempt, random: random) >= 1) }
        }
    }

    @Test(arguments: [Milliseconds(1), 2, 9, 10, 99, 260, 300_000])
    func spreadStaysWithinATenth(interval: Milliseconds) {
        var generator = SplitMix64(state: UInt64(interval))
        let schedule = Schedule(initial: interval, factor: 1, maximum: interval)
        for _ in 0..<1000 {
            let spread = schedule.interval(after: 3, random: generator.next())
            #expect(spread >= 1)
            // Whole milliseconds: a tenth, rounded up.
            #expect(spread >= interval - interval / 10 && spread <= interval + (interval + 9) / 10)
        }
    }

    @Test func spreadIsEvenAndCentred() {
        var generator = SplitMix64(state: 2026)
        let schedule = Schedule(initial: 1000, factor: 1, maximum: 1000)
        var buckets = [Int](repeating: 0, count: 10)
        var sum: Milliseconds = 0
        let count = 50_000
        for _ in 0..<count {
            let interval = schedule.interval(after: 1, random: generator.next())
            sum += interval
            buckets[min(9, Int(interval - 900) / 20)] += 1
        }
        #expect(abs(Double(sum) / Double(count) - 1000) < 2)
        for bucket in buckets { #expect(abs(bucket - count / 10) < count / 100) }
    }

    /// Ten thousand pods that start together must not ask together: no 10 ms sees more than a fraction of them.
    @Test func podsThatStartTogetherDriftApart() {
        var buckets = [Int](repeating: 0, count: 4000)
        for pod in 0..<10_000 {
            for time in attempts(Schedule.remote, seed: UInt64(pod), until: 30_000) where time >= 20_000 {
                buckets[Int(time / 10)] += 1
            }
        }
        let busiest = buckets.max() ?? 0
        // Evenly spread it would be about 385.
        #expect(busiest < 600)
    }

    @Test(arguments: UInt64(0)..<50)
    func tenSecondsOfRemoteWaiting(seed: UInt64) {
        let times = attempts(Schedule.remote, seed: seed, until: 10_000)
        #expect(times.count <= 45)
        #expect(zip(times.dropFirst(), times).map { $0 - $1 }.max() ?? 0 <= 300)
        #expect(times.prefix(4).last ?? 0 <= 240)
    }

    @Test func loopbackIsQuick() {
        let times = attempts(Schedule.loopback, seed: 1, until: 10_000)
        #expect(zip(times.dropFirst(), times).map { $0 - $1 }.max() ?? 0 <= 9)
    }

    /// The times of the attempts of a wait whose attempts take no time.
    private func attempts(_ schedule: Schedule, seed: UInt64, until end: Milliseconds) -> [Milliseconds] {
        var generator = SplitMix64(state: seed)
        var times: [Milliseconds] = []
        var now: Milliseconds = 0
        while now < end {
            times.append(now)
            now += schedule.interval(after: times.count, random: generator.next())
        }
        return times
    }
}
