import Probing
import Simulation
import Testing

@Suite struct FleetLoadTests {
    /// All pods begin to wait at once, at 0.
    static func together(_ replicas: Int, ready: Duration?) -> FleetLoad.Parameters {
        var fleet = FleetLoad.Parameters(replicas: replicas, nodes: replicas, readyTime: ready)
        fleet.podStartTime = .zero
        fleet.schedulerRate = nil
        fleet.attemptCost = .zero
        return fleet
    }

    static let methods: [WaitingMethod] = [
        .fixed(interval: .seconds(1)), .fixedWithStartDelay(interval: .seconds(2), delay: .seconds(3)), .pilotAgent,
        .waiter(.remote), .waiter(.loopback), .watch,
    ]

    @Test func theWaitersOwnExample() throws {
        let fleet = FleetLoadTests.together(1, ready: .milliseconds(2500))
        let fixed = try FleetLoad.run(fleet, .fixed(interval: .seconds(1)))
        #expect(fixed.attempts == 4)
        #expect(fixed.loadPerSecond == [1, 1, 1, 1])
        #expect(fixed.lastUp == .seconds(3))
        #expect(fixed.lag?.maximum == .milliseconds(500))
        let pilot = try FleetLoad.run(fleet, .pilotAgent)
        #expect(pilot.attempts == 5)
        #expect(pilot.lastUp == .milliseconds(2500))
        let sleep = try FleetLoad.run(fleet, .sleep(.seconds(10)))
        #expect(sleep.attempts == 0)
        #expect(sleep.wasted == .milliseconds(7500))
        let watch = try FleetLoad.run(fleet, .watch)
        #expect(watch.load == [1])
        #expect(watch.wasted == .zero)
    }

    @Test func anAttemptThatTakesTimeMakesALoopSlowerButNotTheWaiter() throws {
        var fleet = FleetLoadTests.together(1, ready: .seconds(20))
        fleet.attemptCost = .milliseconds(200)
        #expect(try FleetLoad.run(fleet, .fixed(interval: .milliseconds(800))).attempts == 21)
        let waiter = try FleetLoad.run(fleet, .waiter(.remote)).attempts
        #expect((78...80).contains(waiter))
    }

    @Test(arguments: methods) func readyFromTheBeginningIsOneAttemptAPod(method: WaitingMethod) throws {
        let fleet = FleetLoad.Parameters(replicas: 300, nodes: 7, readyTime: .zero)
        let result = try FleetLoad.run(fleet, method)
        #expect(result.attempts == 300)
        #expect(result.released == 300)
        #expect(result.gaveUp == 0)
        #expect(result.lag?.median == result.lag?.maximum)
    }

    @Test(arguments: methods) func neverReadyEndsAtTheDeadline(method: WaitingMethod) throws {
        var fleet = FleetLoad.Parameters(replicas: 300, nodes: 7, readyTime: nil)
        fleet.deadline = .seconds(10)
        let result = try FleetLoad.run(fleet, method)
        #expect(result.gaveUp == 300)
        #expect(result.released == 0)
        #expect(result.lag == nil)
        #expect(result.lastUp == nil)
        #expect(result.attempts >= 300)
    }

    @Test func aSleepThatIsTooShortIsSeen() throws {
        var fleet = FleetLoadTests.together(5, ready: .seconds(10))
        fleet.schedulerRate = 1
        let result = try FleetLoad.run(fleet, .sleep(.seconds(8)))
        #expect(result.early == 2)
        #expect(result.released == 3)
        #expect(result.lag?.maximum == .seconds(2))
    }

    @Test func moreNodesThanPodsAreAsManyAsPods() throws {
        for replicas in [1, 3] {
            let few = FleetLoad.Parameters(replicas: replicas, nodes: replicas, readyTime: .seconds(9))
            var many = few
            many.nodes = 1_000_000
            #expect(try FleetLoad.run(few, .waiter(.remote)) == FleetLoad.run(many, .waiter(.remote)))
        }
    }

    @Test func nodesAndSchedulerSetThePace() throws {
        // One node, one pod at a time, 2 s each; then ten at a time; then ten, but one a second.
        var fleet = FleetLoad.Parameters(replicas: 10, nodes: 1, readyTime: .zero)
        fleet.podStartSpread = 0
        fleet.schedulerRate = nil
        fleet.attemptCost = .zero
        fleet.podsPerNodeAtOnce = 1
        #expect(try FleetLoad.run(fleet, .watch).lastUp == .seconds(20))
        fleet.podsPerNodeAtOnce = 10
        #expect(try FleetLoad.run(fleet, .watch).lastUp == .seconds(2))
        fleet.nodeStartRate = 1
        #expect(try FleetLoad.run(fleet, .watch).lastUp == .seconds(11))
        fleet.nodeStartRate = nil
        fleet.schedulerRate = 2
        #expect(try FleetLoad.run(fleet, .watch).lastUp == .milliseconds(6500))
        fleet.applicationStartTime = .seconds(5)
        #expect(try FleetLoad.run(fleet, .watch).lastUp == .milliseconds(11_500))
    }

    @Test func theSameSeedIsTheSameRun() throws {
        var fleet = FleetLoad.Parameters(replicas: 500, nodes: 7, readyTime: .seconds(12))
        let first = try FleetLoad.run(fleet, .waiter(.remote))
        #expect(try FleetLoad.run(fleet, .waiter(.remote)) == first)
        fleet.seed = 2
        #expect(try FleetLoad.run(fleet, .waiter(.remote)) != first)
    }

    @Test func aComparisonKeepsTheOrder() throws {
        let fleet = FleetLoad.Parameters(replicas: 5, nodes: 1, readyTime: .seconds(1))
        let comparison = try FleetLoad.compare(fleet, [.watch, .pilotAgent])
        #expect(comparison.rows.map(\.method) == [.watch, .pilotAgent])
        #expect(comparison.rows[1].result == (try FleetLoad.run(fleet, .pilotAgent)))
    }
}
