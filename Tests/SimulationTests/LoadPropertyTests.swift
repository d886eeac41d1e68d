import Probing
import Simulation
import Testing

/// What holds of every fleet, and what the waiter's schedule is for.
@Suite struct LoadPropertyTests {
    /// Shares of the mean, over the seconds given.
    func burst(_ result: FleetLoad.Result, _ seconds: Range<Int>) -> Double {
        let load = result.load[seconds.lowerBound * 10..<seconds.upperBound * 10]
        return Double(load.max() ?? 0) * Double(load.count) / Double(load.reduce(0, +))
    }

    @Test(arguments: 1...200) func theWaiterAsksFortyTimesInTenSecondsAtMost(seed: UInt64) throws {
        var fleet = FleetLoadTests.together(1, ready: nil)
        fleet.deadline = .seconds(10)
        fleet.seed = seed
        #expect((39...40).contains(try FleetLoad.run(fleet, .waiter(.remote)).attempts))
    }

    @Test func podsThatStartTogetherStayTogetherOnlyWithAFixedPace() throws {
        let fleet = FleetLoadTests.together(10_000, ready: .seconds(20))
        // The first attempt is at once, for everybody.
        let waiter = try FleetLoad.run(fleet, .waiter(.remote))
        #expect(waiter.load[0] >= 10_000)
        #expect(burst(waiter, 1..<20) < 1.15)
        let fixed = try FleetLoad.run(fleet, .fixed(interval: .seconds(1)))
        #expect(burst(fixed, 1..<20) == 10)
        #expect(fixed.peakPerTenth == 10_000)
        let pilot = try FleetLoad.run(fleet, .pilotAgent)
        #expect(burst(pilot, 1..<20) == 5)
    }

    @Test func lagIsWhatTheScheduleSays() throws {
        let fleet = FleetLoadTests.together(10_000, ready: .milliseconds(10_001))
        let lag = try #require(try FleetLoad.run(fleet, .waiter(.remote)).lag)
        #expect(lag.median >= .milliseconds(118) && lag.median <= .milliseconds(138))
        #expect(lag.maximum <= .milliseconds(272))
        let local = try #require(try FleetLoad.run(fleet, .waiter(.loopback)).lag)
        #expect(local.maximum <= .milliseconds(6))
    }

    @Test(arguments: FleetLoadTests.methods) func moreWaitingIsNeverLessLoad(method: WaitingMethod) throws {
        var attempts = 0
        var lastUp = Duration.zero
        for ready in stride(from: 0, through: 40, by: 4) {
            let fleet = FleetLoad.Parameters(replicas: 400, nodes: 9, readyTime: .seconds(ready))
            let result = try FleetLoad.run(fleet, method)
            #expect(result.attempts >= attempts)
            #expect(try #require(result.lastUp) >= lastUp)
            attempts = result.attempts
            lastUp = try #require(result.lastUp)
        }
    }

    @Test func aLongerIntervalAsksLessAndLagsMore() throws {
        let fleet = FleetLoad.Parameters(replicas: 2000, nodes: 20, readyTime: .seconds(30))
        var before: FleetLoad.Result?
        for interval in [100, 200, 400, 800, 1600, 3200] {
            let result = try FleetLoad.run(fleet, .fixed(interval: .milliseconds(interval)))
            if let before {
                #expect(result.attempts < before.attempts)
                #expect(result.wasted > before.wasted)
            }
            before = result
        }
    }

    @Test func aDependencyWithALimitMakesPodsLate() throws {
        var fleet = FleetLoadTests.together(2000, ready: .seconds(5))
        let free = try FleetLoad.run(fleet, .fixed(interval: .seconds(1)))
        var before = free
        // All ask in the same moment, and the queue holds what is answered in 50 ms: so many get in at a time. (With
        // the same queue for all, a slow server lets in more: it spreads those who wait for its answer.)
        for capacity in [4000, 1000, 200] {
            fleet.capacity = DependencyCapacity(attemptsPerSecond: capacity, queue: capacity / 20)
            let result = try FleetLoad.run(fleet, .fixed(interval: .seconds(1)))
            #expect(result.released == 2000)
            #expect(result.refused > before.refused)
            #expect(result.wasted > before.wasted)
            before = result
        }
        fleet.capacity = DependencyCapacity(attemptsPerSecond: 10_000, queue: 50)
        let waiter = try FleetLoad.run(fleet, .waiter(.remote))
        // Its attempts come evenly from the second on: it needs no more than a little over what it asks.
        #expect(waiter.refused <= 2000)
        let fixed = try FleetLoad.run(fleet, .fixed(interval: .seconds(1)))
        #expect(fixed.refused > 10_000)
        #expect(waiter.wasted < fixed.wasted)
    }
}
