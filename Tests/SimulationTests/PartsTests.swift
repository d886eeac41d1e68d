import Probing
import Testing

@testable import Simulation

@Suite struct PartsTests {
    @Test func lagsAreExactBelowTwoSecondsAndAThousandthAbove() {
        for lag: Milliseconds in [0, 1, 99, 2047, 2048, 2049, 4095, 4096, 4097, 65_537, 3_600_001, 172_800_000] {
            var lags = LagHistogram()
            lags.add(lag)
            #expect(lags.maximum == lag)
            let median = lags.percentile(50)
            #expect(median <= lag && (lag - median) * 1024 <= lag)
            if lag < 2048 { #expect(median == lag) }
        }
    }

    @Test func percentilesAreRanks() {
        var lags = LagHistogram()
        #expect(lags.summary == nil)
        for lag in 1...200 { lags.add(Milliseconds(lag)) }
        #expect(lags.percentile(50) == 100)
        #expect(lags.percentile(99) == 198)
        #expect(lags.percentile(100) == 200)
        #expect(lags.sum == 20_100)
    }

    /// Beyond the farthest difference progressions are added bucket by bucket, with the same result.
    @Test func bothWaysToAddAProgressionAgree() {
        for period: Milliseconds in [1, 6, 99, 100, 101, 256, 5000] {
            var near = LoadCurve(period: period)
            var far = LoadCurve(period: period, farthest: 0)
            for (first, count) in [(0, 1), (99, 1), (3, 2), (3, 3), (7, 40), (99, 41), (100, 1000), (4711, 17)] {
                near.add(from: Milliseconds(first), count: Milliseconds(count))
                far.add(from: Milliseconds(first), count: Milliseconds(count))
            }
            near.settle()
            far.settle()
            #expect(near.buckets == far.buckets)
            #expect(near.buckets.reduce(0, +) == 1105)
        }
    }

    @Test func aWheelKeepsTheOrder() {
        var wheel = TimingWheel(pods: 4, reach: 5)
        wheel.insert(2, at: 3)
        wheel.insert(0, at: 3)
        wheel.insert(1, at: 5)
        wheel.insert(3, at: 3)
        #expect(wheel.take(at: 2) == nil)
        #expect([wheel.take(at: 3), wheel.take(at: 3), wheel.take(at: 3), wheel.take(at: 3)] == [2, 0, 3, nil])
        #expect(wheel.count == 1)
        #expect(wheel.take(at: 5) == 1)
    }

    @Test func aQueueDelaysThenRefuses() {
        var queue = ServerQueue(DependencyCapacity(attemptsPerSecond: 100, queue: 2))
        #expect([queue.arrive(at: 0), queue.arrive(at: 0), queue.arrive(at: 0)] == [0, 10, 20])
        #expect(queue.arrive(at: 0) == nil)
        #expect(queue.arrive(at: 10) == 20)
        #expect(queue.arrive(at: 1000) == 0)
    }

    @Test(
        arguments: [
            (Schedule.remote, 2, 256), (.loopback, 2, 6), (Schedule(initial: 10, factor: 2, maximum: 100), 6, 100),
            (Schedule(initial: 500, factor: 1, maximum: 500, spread: false), 1, 503),
            (Schedule(initial: 100, factor: 3, maximum: 500, spread: false), 3, 503),
            (Schedule(initial: 2, factor: 1, maximum: 9), nil, 1),
        ] as [(Schedule, Int?, Milliseconds)])
    func schedulesSettle(schedule: Schedule, settled: Int?, period: Milliseconds) {
        let polling = Polling(schedule: schedule, initialDelay: 0, attemptCost: 3)
        #expect(polling.settled == settled)
        #expect(polling.period == period)
    }
}
