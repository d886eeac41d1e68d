import Testing

@testable import Kubelet

let hook = Handler.exec(["hook"])
let check = Handler.exec(["check"])

/// A native sidecar.
func sidecar(
    _ name: String, postStart: Handler? = nil, preStop: Handler? = nil, probes: [ProbeKind: ProbeSpec] = [:]
) -> ContainerSpec {
    ContainerSpec(name, isRestartable: true, postStart: postStart, preStop: preStop, probes: probes)
}

/// Facts 1, 2 and 7: what starts when.
@Suite struct StartOrderTests {
    @Test func initContainersRunOneAfterAnotherEachToSuccess() {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("a"), .init("b")], containers: [.init("app")]),
            ["a": [.ends(0, after: .seconds(3))], "b": [.ends(0, after: .seconds(2))]])
        #expect(run.starts(0) == [.zero])
        #expect(run.starts(1) == [.seconds(4)], "a ends at 3, and is seen with the next relist")
        #expect(run.starts(2) == [.seconds(7)])
        #expect(run.times(.initialized) == [.seconds(7)])
    }

    @Test func aFailingInitContainerIsRunAgainAndHoldsTheRest() {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("a")], containers: [.init("app")]),
            ["a": [.ends(1), .ends(2), .ends(0)]])
        #expect(run.starts(0) == [.zero, .seconds(1), .seconds(11)])
        #expect(run.starts(1) == [.seconds(12)])
    }

    @Test func aSidecarLetsTheNextOneStartWhenItRuns() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy"), .init("b")], containers: [.init("app")]),
            ["b": [.ends(0, after: .milliseconds(1500))]])
        #expect(run.starts(0) == [.zero])
        #expect(run.starts(1) == [.seconds(1)])
        #expect(run.starts(2) == [.milliseconds(3500)])
        #expect(run.ends(0).isEmpty)
    }

    @Test func aSidecarLetsTheNextOneStartOnlyWhenItsPostStartHasReturned() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy", postStart: hook)], containers: [.init("app")]),
            ["proxy": [.hook(.seconds(20))]])
        #expect(run.starts(1) == [.seconds(21)])
    }

    @Test func aSidecarLetsTheNextOneStartOnlyWhenItsStartupProbeHasSucceeded() {
        let probes: [ProbeKind: ProbeSpec] = [.startup: .init(check, period: 1, failureThreshold: 100)]
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy", probes: probes)], containers: [.init("app")]),
            ["proxy": [.probe(.startup, from: .seconds(7))]])
        #expect(run.times(.startupSucceeded(0)) == [.seconds(7)])
        #expect(run.starts(1) == [.seconds(7)], "a result of a probe is noticed at once")
    }

    @Test func aSidecarsReadinessIsNotAsked() {
        let probes: [ProbeKind: ProbeSpec] = [.readiness: .init(check, period: 1)]
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy", probes: probes)], containers: [.init("app")]),
            ["proxy": [.probe(.readiness, from: .seconds(50))]])
        #expect(run.starts(1) == [.seconds(1)])
        #expect(run.times(.ready(0)).first.map { $0 >= .seconds(50) } == true)
    }

    @Test func regularContainersAreStartedInListOrderInOnePass() {
        let run = Simulation.run(
            PodSpec(containers: [.init("a"), .init("b"), .init("c")]),
            ["a": [Behaviour(startDelay: .seconds(2))], "b": [Behaviour(startDelay: .seconds(3))]])
        #expect(run.times(.starting(0)) == [.zero])
        #expect(run.times(.starting(1)) == [.seconds(2)])
        #expect(run.times(.starting(2)) == [.seconds(5)])
    }

    @Test func theNextOneIsCreatedOnlyWhenPostStartHasReturned() {
        let run = Simulation.run(
            PodSpec(containers: [.init("proxy", postStart: hook), .init("app")]),
            ["proxy": [.hook(.milliseconds(4200))]])
        #expect(run.times(.hookEnded(0, .postStart, failure: nil)) == [.milliseconds(4200)])
        #expect(run.times(.starting(1)) == [.milliseconds(4200)])
    }

    @Test func theEntrypointRunsBesideItsPostStart() {
        let run = Simulation.run(
            PodSpec(containers: [.init("proxy", postStart: hook)]), ["proxy": [.hook(.seconds(5))]])
        #expect(run.starts(0) == [.zero])
        #expect(run.times(.hookStarted(0, .postStart)) == [.zero])
        #expect(run.times(.hookEnded(0, .postStart, failure: nil)) == [.seconds(5)])
    }

    @Test func aContainerThatCannotBeStartedDoesNotHoldTheNextOne() {
        let run = Simulation.run(
            PodSpec(containers: [.init("a"), .init("b")]), ["a": [Behaviour(startFailure: "no such file"), .forever]])
        #expect(run.times(.startFailed(0, "no such file")) == [.zero])
        #expect(run.starts(1) == [.zero])
        #expect(run.starts(0) == [.seconds(1)])
    }

    @Test func anInitContainerThatCannotBeStartedHoldsTheRest() {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("a")], containers: [.init("app")]),
            ["a": [Behaviour(startFailure: "no"), Behaviour(startFailure: "no"), .ends(0)]])
        #expect(run.starts(0) == [.seconds(11)])
        #expect(run.starts(1) == [.seconds(12)])
    }

    @Test func aSidecarThatCannotBeStartedAgainDoesNotEndThePass() {
        // Both are down at the pass of 6 s: the sidecar comes first, and fails.
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy")], containers: [.init("app")]),
            [
                "proxy": [.ends(1, after: .seconds(5)), Behaviour(startFailure: "no"), .forever],
                "app": [.ends(1, after: .seconds(4)), .forever],
            ])
        #expect(run.times(.startFailed(0, "no")) == [.seconds(6)])
        #expect(run.starts(1) == [.seconds(1), .seconds(6)])
    }

    @Test func orderIsAppliedOnceADependencyThatCrashesLaterHoldsNobody() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("proxy"), .init("b")], containers: [.init("app")]),
            [
                "proxy": [.ends(1, after: .seconds(3)), .ends(1), .forever],
                "b": [.ends(0, after: .seconds(10))], "app": [.ends(1, after: .milliseconds(500)), .forever],
            ])
        #expect(run.starts(0) == [.zero, .seconds(4), .seconds(14)])
        #expect(run.starts(1) == [.seconds(1)])
        #expect(run.starts(2) == [.seconds(12), .seconds(13)], "the sidecar was in backoff until 14")
    }

    @Test func aRegularDependencyThatCrashesHoldsNobody() {
        let run = Simulation.run(
            PodSpec(containers: [.init("proxy", postStart: hook), .init("app")]),
            [
                "proxy": [Behaviour(runs: .seconds(30), code: 1), .ends(1), .forever],
                "app": [.ends(1, after: .milliseconds(31500)), .forever],
            ])
        #expect(run.starts(0) == [.zero, .seconds(31), .seconds(41)])
        #expect(run.starts(1) == [.zero, .seconds(32)])
    }

    @Test func whatContainersDoIsNoticedWithTheNextRelist() {
        let spec = PodSpec(containers: [.init("a")])
        let behaviours = ["a": [Behaviour.ends(1, after: .seconds(5)), .forever]]
        #expect(Simulation.run(spec, behaviours).starts(0) == [.zero, .seconds(6)])
        #expect(Simulation.run(spec, behaviours, relist: .zero).starts(0) == [.zero, .seconds(5)])
    }

    @Test func laterEventsDoNotPutOffTheRelist() {
        let names = (0..<8).map { "c\($0)" }
        var behaviours: [String: [Behaviour]] = [:]
        for (place, name) in names.enumerated() {
            behaviours[name] = [.ends(1, after: .milliseconds(5000 + 900 * place)), .forever]
        }
        let run = Simulation.run(PodSpec(containers: names.map { ContainerSpec($0) }), behaviours)
        #expect(run.starts(0) == [.zero, .seconds(6)])
    }
}
