import Testing

@testable import Kubelet

/// What holds whatever happens.
@Suite struct PropertyTests {
    @Test func nothingThatHappensLeadsToAWrongAction() throws {
        var starts = 0
        for seed in 0..<UInt64(5000) {
            var world = RandomWorld(seed: seed)
            world.run(events: 120)
            starts += world.starts
            try #require(world.faults.isEmpty, "seed \(seed)")
        }
        #expect(starts > 10_000, "the runs are to come somewhere")
    }

    @Test func theSameEventsGiveTheSameActions() {
        let spec = PodSpec(
            initContainers: [sidecar("p", probes: [.startup: .init(check, period: 1)])],
            containers: [.init("a", postStart: hook), .init("b", probes: [.readiness: .init(check)])])
        let behaviours: [String: [Behaviour]] = ["a": [.ends(1, after: .seconds(3))], "b": [.ends(0)]]
        let first = Simulation.run(spec, behaviours, stop: .seconds(80))
        let second = Simulation.run(spec, behaviours, stop: .seconds(80))
        let isSame = first.log.map(\.action) == second.log.map(\.action)
        #expect(isSame)
    }
}
