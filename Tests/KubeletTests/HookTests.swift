import Testing

@testable import Kubelet

/// Facts 3, 4 and 6: what a postStart hook holds, and what it does not.
@Suite struct HookTests {
    let pair = PodSpec(containers: [.init("proxy", postStart: hook), .init("app")])

    @Test func aFailingPostStartFailsOpen() {
        let run = Simulation.run(pair, ["proxy": [.hook(.seconds(3), failure: "timed out"), .hook(.zero)]])
        #expect(run.times(.terminate(0)) == [.seconds(3)])
        #expect(run.ends(0) == [.seconds(3)])
        #expect(run.starts(1) == [.seconds(3)], "in the same pass")
        #expect(run.starts(0) == [.zero, .seconds(4)])
    }

    @Test func theNextOneWaitsUntilTheContainerOfTheFailedHookHasEnded() {
        let slow = Behaviour(stops: .seconds(8), postStart: .init(takes: .seconds(3), failure: "no"))
        let run = Simulation.run(pair, ["proxy": [slow, .hook(.zero)]])
        #expect(run.times(.terminate(0)) == [.seconds(3)])
        #expect(run.starts(1) == [.seconds(11)])
    }

    @Test func aBlockingHookHolds() {
        let run = Simulation.run(pair, ["proxy": [.hook(nil)]], until: .seconds(3600))
        #expect(run.starts(0) == [.zero])
        #expect(run.starts(1).isEmpty)
    }

    @Test func aHookThatFailsAgainAndAgainBacksOff() {
        let run = Simulation.run(pair, ["proxy": [.hook(.seconds(1), failure: "no")]], until: .seconds(40))
        #expect(run.starts(0) == [.zero, .seconds(2), .seconds(13), .seconds(34)])
        #expect(run.starts(1) == [.seconds(1)])
    }

    @Test func aContainerThatEndsInItsHookFailsOpenToo() {
        let run = Simulation.run(
            pair, ["proxy": [Behaviour(runs: .seconds(2), code: 1, postStart: .init(takes: nil)), .hook(.zero)]])
        #expect(run.times(.hookEnded(0, .postStart, failure: "the container ended")) == [.seconds(2)])
        #expect(run.starts(1) == [.seconds(2)])
        #expect(run.starts(0) == [.zero, .seconds(3)])
    }

    @Test func aSidecarsFailingHookIsTriedAgainAndHoldsTheRest() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy", postStart: hook)], containers: [.init("app")]),
            ["proxy": [.hook(.seconds(2), failure: "no"), .hook(.seconds(2))]])
        #expect(run.starts(0) == [.zero, .seconds(3)])
        #expect(run.starts(1) == [.seconds(6)])
    }

    @Test func thePodIPIsNotPublishedWhileAHookOfTheFirstPassRuns() {
        let run = Simulation.run(pair, ["proxy": [.hook(.seconds(20))]])
        #expect(run.times(.podIPPublished) == [.seconds(21)])
        #expect(Simulation.run(pair, ["proxy": [.hook(nil)]]).times(.podIPPublished).isEmpty)
    }

    @Test func thePodIPIsPublishedAtOnceWithAnInitContainerInFront() {
        var spec = pair
        spec.initContainers = [.init("sandbox")]
        let run = Simulation.run(spec, ["sandbox": [.ends(0)], "proxy": [.hook(.seconds(20))]])
        #expect(run.times(.podIPPublished) == [.seconds(1)])
        #expect(run.starts(1) == [.seconds(1)])
    }

    @Test func thePodIPIsPublishedOnce() {
        let run = Simulation.run(pair, ["app": [.ends(1, after: .seconds(5))]])
        #expect(run.times(.podIPPublished) == [.seconds(1)])
    }

    @Test func deletionWaitsForTheHook() {
        let run = Simulation.run(pair, ["proxy": [.hook(.seconds(20))]], stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(20)])
        #expect(run.starts(1).isEmpty, "what the pass had not begun is not begun any more")
        #expect(run.finish?.time == .seconds(20))
    }

    @Test func deletionWaitsForTheHookForEver() {
        let run = Simulation.run(pair, ["proxy": [.hook(nil)]], stop: .seconds(5), until: .seconds(3600))
        #expect(run.times(.terminate(0)).isEmpty)
        #expect(run.finish == nil)
    }

    @Test func deletionAfterAFailedHookStartsNothing() {
        let run = Simulation.run(pair, ["proxy": [.hook(.seconds(9), failure: "no")]], stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(9)])
        #expect(run.starts(1).isEmpty)
        #expect(run.finish?.time == .seconds(9))
    }

    @Test func killingDoesNotWaitForTheHook() {
        let run = Simulation.run(pair, ["proxy": [.hook(nil)]], kill: .seconds(5))
        #expect(run.ends(0) == [.seconds(5)])
        #expect(run.codes(0) == [137])
        #expect(run.finish?.time == .seconds(5))
    }

    @Test func probesCountOnlyAfterTheHookHasReturned() {
        let probes: [ProbeKind: ProbeSpec] = [
            .readiness: .init(check, period: 1), .liveness: .init(check, period: 1),
        ]
        let run = Simulation.run(
            PodSpec(containers: [.init("proxy", postStart: hook, probes: probes)]),
            ["proxy": [.hook(.milliseconds(7500))]])
        #expect(run.probes(0, .readiness).first == .milliseconds(8500))
        #expect(run.probes(0, .liveness).first == .seconds(9))
        #expect(run.times(.ready(0)) == [.milliseconds(8500)])
    }

    @Test func aHookHoldsTheProbesOfTheContainersOfItsPassToo() {
        let probes: [ProbeKind: ProbeSpec] = [.readiness: .init(check, period: 1)]
        let run = Simulation.run(
            PodSpec(containers: [.init("db", probes: probes), .init("proxy", postStart: hook)]),
            ["proxy": [.hook(.seconds(20))]])
        #expect(run.times(.ready(0)) == [.seconds(21)], "the status says Running from the second pass on")
    }
}
