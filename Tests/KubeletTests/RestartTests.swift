import Testing

@testable import Kubelet

/// Restart policies and CrashLoopBackOff.
@Suite struct RestartTests {
    func app(_ policy: PodSpec.RestartPolicy) -> PodSpec {
        PodSpec(containers: [.init("app")], restartPolicy: policy)
    }

    @Test func alwaysRestartsSuccessToo() {
        let run = Simulation.run(app(.always), ["app": [.ends(0), .ends(0), .forever]])
        #expect(run.starts(0) == [.zero, .seconds(1), .seconds(11)])
        #expect(run.finish == nil)
    }

    @Test func onFailureRestartsFailureOnly() {
        let run = Simulation.run(app(.onFailure), ["app": [.ends(3), .ends(0)]])
        #expect(run.starts(0) == [.zero, .seconds(1)])
        #expect(run.finish?.succeeded == true)
        #expect(run.finish?.time == .seconds(2))
    }

    @Test(arguments: [(0, true), (1, false)]) func neverRestartsNothing(code: Int, succeeded: Bool) {
        let run = Simulation.run(app(.never), ["app": [.ends(code)]])
        #expect(run.starts(0) == [.zero])
        #expect(run.finish?.succeeded == succeeded)
    }

    @Test func aPodWithOneFailureOfSeveralHasFailed() {
        let run = Simulation.run(
            PodSpec(containers: [.init("a"), .init("b")], restartPolicy: .never),
            ["a": [.ends(1)], "b": [.ends(0, after: .seconds(20))]])
        #expect(run.finish?.time == .seconds(21), "it lasts as long as its last container")
        #expect(run.finish?.succeeded == false)
    }

    @Test func aFailingInitContainerEndsThePodWithNever() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("p"), .init("a")], containers: [.init("app")], restartPolicy: .never),
            ["a": [.ends(4)]])
        #expect(run.starts(2).isEmpty)
        #expect(run.times(.terminate(0)).count == 1)
        #expect(run.finish?.succeeded == false)
    }

    @Test(arguments: [PodSpec.RestartPolicy.always, .onFailure])
    func aFailingInitContainerIsRunAgain(policy: PodSpec.RestartPolicy) {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("a")], containers: [.init("app")], restartPolicy: policy),
            ["a": [.ends(4), .ends(0)]])
        #expect(run.starts(0).count == 2)
        #expect(run.starts(1).count == 1)
    }

    @Test func anInitContainerThatSucceededIsNotRunAgain() {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("a")], containers: [.init("app")]),
            ["a": [.ends(0)], "app": [.ends(1), .ends(1), .forever]])
        #expect(run.starts(0).count == 1)
        #expect(run.starts(1).count == 3)
    }

    @Test(arguments: [PodSpec.RestartPolicy.always, .onFailure, .never])
    func aSidecarIsAlwaysRestarted(policy: PodSpec.RestartPolicy) {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("p")], containers: [.init("app")], restartPolicy: policy),
            ["p": [.ends(0, after: .seconds(9)), .ends(1), .forever]])
        #expect(run.starts(0) == [.zero, .seconds(10), .seconds(20)])
    }

    @Test func theBackoffDoublesFromTenSecondsToFiveMinutes() {
        let run = Simulation.run(app(.always), ["app": [.ends(1)]], until: .seconds(1300))
        let starts = run.starts(0).map(\.components.seconds)
        #expect(zip(starts.dropFirst(), starts).map { $0 - $1 } == [1, 10, 20, 40, 80, 160, 300, 300, 300])
    }

    @Test func theBackoffCountsFromTheEnd() {
        let run = Simulation.run(app(.always), ["app": [.ends(1, after: .seconds(7))]], until: .seconds(60))
        #expect(run.starts(0) == [0, 8, 25, 52].map { .seconds($0) })
    }

    @Test func theBackoffIsForgottenAfterTenMinutes() {
        let run = Simulation.run(
            app(.always), ["app": [.ends(1), .ends(1), .ends(1, after: .seconds(601)), .ends(1), .forever]],
            until: .seconds(1000))
        // Started at 11, it ends at 612: immediate; then 10 s as at first.
        #expect(run.starts(0) == [0, 1, 11, 613, 623].map { .seconds($0) })
        let shorter = Simulation.run(
            app(.always), ["app": [.ends(1), .ends(1), .ends(1, after: .seconds(599)), .forever]],
            until: .seconds(1000))
        #expect(shorter.starts(0) == [0, 1, 11, 630].map { .seconds($0) })
    }

    @Test func theBackoffOfOneContainerDoesNotHoldTheOthers() {
        let run = Simulation.run(
            PodSpec(containers: [.init("a"), .init("b")]),
            ["a": [.ends(1)], "b": [.ends(1, after: .seconds(5)), .forever]], until: .seconds(12))
        #expect(run.starts(0) == [.zero, .seconds(1), .seconds(11)])
        #expect(run.starts(1) == [.zero, .seconds(6)])
    }

    @Test func aBackoffIsRecordedOnce() {
        let probes: [ProbeKind: ProbeSpec] = [.readiness: .init(check, period: 1, failureThreshold: 1)]
        let flapping = Behaviour(probe: { $1.components.seconds % 2 == 0 })
        let run = Simulation.run(
            PodSpec(containers: [.init("a"), .init("b", probes: probes)]),
            ["a": [.ends(1), .ends(1), .forever], "b": [flapping]])
        #expect(run.times(.backoff(0, until: .seconds(11))) == [.seconds(2)])
    }

    @Test func timesOfTheBackoffCanBeChosen() {
        var run = Simulation(
            app(.always), ["app": [.ends(1)]],
            timing: .init(relist: .zero, initialBackoff: .seconds(1), maxBackoff: .seconds(4)))
        run.run(until: .seconds(12))
        #expect(run.starts(0) == [0, 0, 1, 3, 7, 11].map { .seconds($0) })
    }
}
