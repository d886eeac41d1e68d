import NaiveSimulation
import typealias Probing.Milliseconds
import struct Probing.Schedule
import Simulation
import TestSupport
import Testing

/// The fast simulation gives what a queue of events gives, number for number.
@Suite struct NaiveTests {
    static func fleet(_ random: inout SplitMix64) -> FleetLoad.Parameters {
        let ready = random.chance(10) ? nil : Duration.milliseconds(random.number(below: 20_000))
        var fleet = FleetLoad.Parameters(
            replicas: random.number(1...60), nodes: random.number(1...12), readyTime: ready)
        fleet.podsPerNodeAtOnce = random.number(1...4)
        fleet.podStartTime = .milliseconds(random.number(below: 3000))
        fleet.podStartSpread = random.pick([0, 10, 50, 100])
        fleet.nodeStartRate = random.chance(50) ? random.number(1...30) : nil
        fleet.schedulerRate = random.chance(50) ? random.number(2...300) : nil
        fleet.attemptCost = .milliseconds(random.pick([0, 1, 2, 20, 255, 256, 700]))
        fleet.applicationStartTime = .milliseconds(random.number(below: 5000))
        // Below two seconds a lag is exact in both.
        fleet.deadline = ready == nil || random.chance(30) ? .milliseconds(random.number(1...15_000)) : nil
        fleet.seed = random.next()
        return fleet
    }

    static func method(_ random: inout SplitMix64) -> WaitingMethod {
        let interval = Duration.milliseconds(random.pick([1, 7, 99, 100, 101, 250, 1000, 1200]))
        switch random.number(below: 8) {
        case 0: return .fixed(interval: interval)
        case 1: return .fixedWithStartDelay(interval: interval, delay: .milliseconds(random.number(below: 500)))
        case 2: return .pilotAgent
        case 3: return .waiter(.remote)
        case 4: return .waiter(.loopback)
        case 5:
            let initial = Milliseconds(random.number(1...300))
            let maximum = Milliseconds(random.number(1...900))
            return .waiter(
                Schedule(
                    initial: initial, factor: Int64(random.number(1...3)), maximum: maximum, spread: random.chance(80)))
        case 6: return .sleep(.milliseconds(random.number(below: 20_000)))
        default: return .watch
        }
    }

    /// Whether the results are the same, percentiles from two seconds on to a thousandth.
    func expectSame(_ fleet: FleetLoad.Parameters, _ method: WaitingMethod) throws {
        let fast = try FleetLoad.run(fleet, method)
        let naive = NaiveFleet.run(fleet, method)
        var adapted = fast
        if let lag = fast.lag, let expected = naive.lag {
            for (a, b) in [(lag.median, expected.median), (lag.p99, expected.p99)] {
                #expect(a <= b && a * 1000 >= b * 999, "\(fleet) \(method)")
                #expect(a == b || b >= .milliseconds(2048), "\(fleet) \(method)")
            }
            adapted.lag?.median = expected.median
            adapted.lag?.p99 = expected.p99
        }
        #expect(adapted == naive, "\(fleet) \(method)")
        #expect(fast.released + fast.early + fast.gaveUp == fleet.replicas)
    }

    @Test(arguments: 0..<8) func closedFormsAreTheEvents(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let fleet = NaiveTests.fleet(&random)
            try expectSame(fleet, NaiveTests.method(&random))
        }
    }

    @Test(arguments: 0..<8) func aQueueIsTheEvents(seed: UInt64) throws {
        var random = SplitMix64(seed: 100 + seed)
        for _ in 0..<40 {
            var fleet = NaiveTests.fleet(&random)
            fleet.deadline = .milliseconds(random.number(1...15_000))
            fleet.capacity = DependencyCapacity(
                attemptsPerSecond: random.pick([3, 20, 200, 3000]), queue: random.pick([0, 1, 5, 60]))
            try expectSame(fleet, NaiveTests.method(&random))
        }
    }

    @Test(arguments: 0..<4) func aQueueThatNeverFillsChangesNothing(seed: UInt64) throws {
        var random = SplitMix64(seed: 200 + seed)
        for _ in 0..<40 {
            let fleet = NaiveTests.fleet(&random)
            let method = NaiveTests.method(&random)
            var limited = fleet
            limited.capacity = DependencyCapacity(attemptsPerSecond: 1_000_000, queue: 100)
            #expect(try FleetLoad.run(fleet, method) == FleetLoad.run(limited, method), "\(fleet) \(method)")
        }
    }
}
