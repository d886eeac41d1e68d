import Testing

@testable import Probing

@Suite struct ScheduleTests {
    @Test func growsByItsFactorUpToItsMaximum() {
        let schedule = Schedule(initial: 10, factor: 4, maximum: 260, spread: false)
        let times = (1...6).map { schedule.next(after: $0, due: 0, now: 1000, random: .max) - 1000 }
        #expect(times == [10, 40, 160, 260, 260, 260])
    }

    @Test func partsOutOfRangeAreBroughtIntoIt() {
        let schedule = Schedule(initial: -5, factor: 0, maximum: 0)
        #expect(schedule == Schedule(initial: 1, factor: 1, maximum: 1))
        #expect(schedule.next(after: 1, due: 0, now: 0, random: 7) == 1)
        let above = Schedule(initial: 500, factor: 2, maximum: 100, spread: false)
        #expect(above.next(after: 1, due: 0, now: 0, random: 0) == 100)
    }

    @Test func limitedKeepsTheGrowth() {
        #expect(Schedule.remote.limited(to: 5000) == Schedule(initial: 256, factor: 2, maximum: 5000))
        #expect(Schedule.remote.limited(to: 3) == Schedule(initial: 3, factor: 2, maximum: 3))
        #expect(Schedule.loopback.slowed(by: 32) == Schedule(initial: 192, factor: 2, maximum: 192))
    }

    @Test(arguments: [0, 1, 2, 3, 63, 64, 1000, Int.max])
    func noAttemptNumberOverflows(attempt: Int) {
        for schedule in [
            Schedule.loopback, .remote, Schedule(initial: .max, factor: .max, maximum: .max),
            Schedule(initial: 1, factor: 2, maximum: .max), Schedule(initial: 1, factor: 1, maximum: .max),
        ] {
            for random in [0, 1, UInt64.max] {
                #expect(schedule.next(after: attempt, due: 5, now: 7, random: random) > 7)
                #expect(schedule.next(after: attempt, due: 5, now: 100_000, random: random) > 100_000)
            }
        }
    }

    /// However long attempts take, they begin on the grid.
    @Test(arguments: [Milliseconds(0), 1, 255, 256, 257, 3000])
    func theGridStays(duration: Milliseconds) {
        let next = Schedule.remote.next(after: 3, due: 10_000, now: 10_000 + duration, random: 1)
        #expect(next > 10_000 + duration && next <= 10_000 + duration + 256)
        #expect((next - 10_000) % 256 == 0)
    }

    @Test func spreadsStayInTheirBoundsAndFillThem() {
        var generator = SplitMix64(state: 2026)
        var first: Set<Milliseconds> = []
        var phase: Set<Milliseconds> = []
        for _ in 0..<20_000 {
            first.insert(Schedule.remote.limited(to: 2000).next(after: 1, due: 0, now: 0, random: generator.next()))
            phase.insert(Schedule.remote.next(after: 1, due: 0, now: 0, random: generator.next()))
        }
        #expect(first == Set(153...358))
        #expect(phase == Set(17...272))
    }

    /// Ten thousand pods that start together must not ask together: no 10 ms sees much more than its part of them.
    @Test func podsThatStartTogetherAskApart() {
        var buckets = [Int](repeating: 0, count: 4000)
        for pod in 0..<10_000 {
            for time in attempts(Schedule.remote, seed: UInt64(pod), until: 30_000) {
                buckets[Int(time / 10)] += 1
            }
        }
        // All of them ask at once when they begin; after that it would be about 390 evenly spread.
        buckets[0] = 0
        #expect((buckets.max() ?? 0) < 600)
    }

    /// Nor do they after their attempts failed together, as when a dependency that hung is ended.
    @Test func podsWhoseAttemptsEndTogetherAskApart() {
        var generator = SplitMix64(state: 5)
        var buckets = [Int](repeating: 0, count: 30)
        for _ in 0..<10_000 {
            let due = 17_000 + Int64(generator.next() % 256)
            let next = Schedule.remote.next(after: 50, due: due, now: 20_000, random: generator.next())
            buckets[Int(next - 20_000) / 10] += 1
        }
        #expect((buckets.max() ?? 0) < 600)
    }

    /// The budget: ten seconds of waiting for something remote, in which nobody asks more than 40 times.
    @Test(arguments: UInt64(0)..<200)
    func tenSecondsOfRemoteWaiting(seed: UInt64) {
        let times = attempts(Schedule.remote, seed: seed, until: 10_000)
        #expect(times.count <= 40)
        #expect(zip(times.dropFirst(), times).map { $0 - $1 }.max() ?? 0 <= 272)
    }

    @Test func loopbackIsQuick() {
        let times = attempts(Schedule.loopback, seed: 1, until: 10_000)
        #expect(zip(times.dropFirst(), times).map { $0 - $1 }.max() ?? 0 <= 6)
    }

    /// The times of the attempts of a wait whose attempts take no time.
    private func attempts(_ schedule: Schedule, seed: UInt64, until end: Milliseconds) -> [Milliseconds] {
        var generator = SplitMix64(state: seed)
        var times: [Milliseconds] = []
        var now: Milliseconds = 0
        while now < end {
            times.append(now)
            now = schedule.next(after: times.count, due: now, now: now, random: generator.next())
        }
        return times
    }
}
