import Probing
import Simulation
import Testing

@Suite struct FleetLoadErrorTests {
    typealias Change = @Sendable (inout FleetLoad.Parameters) -> Void

    static let wrong: [(String, Change)] = [
        ("replicas", { $0.replicas = 0 }), ("replicas", { $0.replicas = -1 }), ("replicas", { $0.replicas = .max }),
        ("nodes", { $0.nodes = 0 }), ("podsPerNodeAtOnce", { $0.podsPerNodeAtOnce = 0 }),
        ("podStartSpread", { $0.podStartSpread = 101 }), ("nodeStartRate", { $0.nodeStartRate = 0 }),
        ("schedulerRate", { $0.schedulerRate = 0 }), ("podStartTime", { $0.podStartTime = .seconds(-1) }),
        ("podStartTime", { $0.podStartTime = .seconds(Int64.max) }),
        ("readyTime", { $0.readyTime = .milliseconds(-1) }), ("deadline", { $0.deadline = .zero }),
        ("attemptCost", { $0.attemptCost = .seconds(3601) }),
        ("applicationStartTime", { $0.applicationStartTime = .seconds(-1) }),
        ("capacity.attemptsPerSecond", { $0.capacity = DependencyCapacity(attemptsPerSecond: 0) }),
        ("capacity.queue", { $0.capacity = DependencyCapacity(attemptsPerSecond: 1, queue: -1) }),
        ("capacity.queue", { $0.capacity = DependencyCapacity(attemptsPerSecond: 1, queue: 3601) }),
    ]

    @Test(arguments: wrong) func whatCannotBeIsNamed(name: String, change: Change) {
        var fleet = FleetLoad.Parameters(replicas: 10, nodes: 2, readyTime: .seconds(1))
        change(&fleet)
        let error = #expect(throws: FleetLoadError.self) { try FleetLoad.run(fleet, .watch) }
        guard case .outOfRange(let parameter, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(parameter == name)
    }

    @Test(arguments: [
        WaitingMethod.fixed(interval: .zero), .fixed(interval: .seconds(7200)), .sleep(.seconds(-1)),
        .fixedWithStartDelay(interval: .seconds(1), delay: .seconds(100_000)),
        .waiter(Schedule(initial: 1, factor: 2, maximum: .max)),
    ])
    func methodsHaveLimitsToo(method: WaitingMethod) {
        let fleet = FleetLoad.Parameters(replicas: 10, nodes: 2, readyTime: .seconds(1))
        let error = #expect(throws: FleetLoadError.self) { try FleetLoad.run(fleet, method) }
        #expect(error?.reason.hasPrefix("method is ") == true)
        #expect(error?.cure.hasPrefix("set method to ") == true)
    }

    @Test func aWaitWithoutAnEndIsRefused() {
        var fleet = FleetLoad.Parameters(replicas: 10, nodes: 2, readyTime: nil)
        fleet.deadline = nil
        #expect(throws: FleetLoadError.endless) { try FleetLoad.run(fleet, .watch) }
    }

    @Test func aStartOfMoreThanADayIsRefused() {
        var fleet = FleetLoad.Parameters(replicas: 10_000_000, nodes: 2, readyTime: .zero)
        fleet.podsPerNodeAtOnce = 1
        let error = #expect(throws: FleetLoadError.self) { try FleetLoad.run(fleet, .watch) }
        guard case .tooLong? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// The largest of everything at once still counts without an overflow.
    @Test func theLimitsThemselvesWork() throws {
        var fleet = FleetLoad.Parameters(replicas: 3, nodes: 1_000_000, readyTime: .seconds(86_400))
        fleet.podsPerNodeAtOnce = 1_000_000
        fleet.podStartTime = .seconds(43_200)
        fleet.podStartSpread = 100
        fleet.nodeStartRate = 1_000_000
        fleet.schedulerRate = nil
        fleet.attemptCost = .seconds(3600)
        fleet.applicationStartTime = .seconds(86_400)
        fleet.deadline = nil
        for method in [
            WaitingMethod.fixed(interval: .seconds(3600)), .waiter(.remote), .sleep(.seconds(86_400)), .watch,
        ] {
            #expect(try FleetLoad.run(fleet, method).released == 3)
        }
    }
}
