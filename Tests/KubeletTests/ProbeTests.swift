import Testing

@testable import Kubelet

/// Fact 8: when probes are asked, and what their answers do.
@Suite struct ProbeTests {
    func pod(_ probes: [ProbeKind: ProbeSpec], policy: PodSpec.RestartPolicy = .always) -> PodSpec {
        PodSpec(containers: [.init("app", probes: probes)], restartPolicy: policy)
    }

    @Test func readinessIsAskedAtOnceAndThenEveryPeriod() {
        let run = Simulation.run(pod([.readiness: .init(check, period: 10)]), until: .seconds(35))
        #expect(run.probes(0, .readiness) == [1, 11, 21, 31].map { .seconds($0) })
        #expect(run.times(.ready(0)) == [.seconds(1)])
    }

    @Test func livenessIsAskedOnWholePeriodsSinceTheAdmission() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 10)]), ["app": [Behaviour(startDelay: .milliseconds(3300))]],
            until: .seconds(35))
        #expect(run.probes(0, .liveness) == [10, 20, 30].map { .seconds($0) })
    }

    @Test func startupIsAskedOnWholePeriodsSinceTheAdmission() {
        let run = Simulation.run(
            pod([.startup: .init(check, period: 5, failureThreshold: 10)]),
            ["app": [.probe(.startup, from: .seconds(13))]], until: .seconds(60))
        #expect(run.probes(0, .startup) == [5, 10, 15].map { .seconds($0) }, "and no more once it has succeeded")
        #expect(run.times(.startupSucceeded(0)) == [.seconds(15)])
        #expect(run.times(.ready(0)) == [.seconds(15)])
    }

    @Test func theOthersAreAskedOnlyWhenStartupHasSucceeded() {
        let run = Simulation.run(
            pod([
                .startup: .init(check, period: 1, failureThreshold: 100), .readiness: .init(check, period: 10),
                .liveness: .init(check, period: 10),
            ]), ["app": [.probe(.startup, from: .seconds(13))]], until: .seconds(30))
        #expect(run.probes(0, .readiness).first == .seconds(13))
        #expect(run.probes(0, .liveness).first == .seconds(20))
    }

    @Test func nothingIsAskedBeforeTheInitialDelay() {
        let run = Simulation.run(pod([.liveness: .init(check, initialDelay: 12, period: 5)]), until: .seconds(22))
        #expect(run.probes(0, .liveness) == [.seconds(15), .seconds(20)])
    }

    @Test func readinessAfterItsInitialDelay() {
        let run = Simulation.run(pod([.readiness: .init(check, initialDelay: 5, period: 2)]), until: .seconds(60))
        #expect(run.times(.ready(0)) == [.seconds(5)], "asked at 1 by the pass, which is too early; then 3, 5")
    }

    @Test func aPeriodIsAWholeSecondAtLeast() {
        #expect(ProbeSpec(check, period: 1).period == 1)
        #expect(ProbeSpec(check, period: -5).period == 1)
        #expect(ProbeSpec(check).period == 10)
    }

    @Test func zeroMeansTheDefault() {
        let zeros = ProbeSpec(check, initialDelay: 0, period: 0, timeout: 0, successThreshold: 0, failureThreshold: 0)
        #expect(zeros == ProbeSpec(check))
        #expect([zeros.period, zeros.timeout, zeros.successThreshold, zeros.failureThreshold] == [10, 1, 1, 3])
        let run = Simulation.run(pod([.readiness: zeros]), until: .seconds(25))
        #expect(run.probes(0, .readiness) == [1, 11, 21].map { .seconds($0) })
    }

    @Test func failuresCountInARow() {
        let flaky = Behaviour(probe: { $1 < .seconds(5) || $1 == .seconds(7) })
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1, failureThreshold: 3)]), ["app": [flaky, .forever]],
            until: .seconds(30))
        #expect(run.times(.probeFailed(0, .liveness, "no")) == [5, 6, 8, 9, 10].map { .seconds($0) })
        #expect(run.ends(0) == [.seconds(10)])
    }

    @Test func successesCountInARow() {
        let flaky = Behaviour(probe: { $1 >= .seconds(3) && $1 != .seconds(5) })
        let run = Simulation.run(
            pod([.readiness: .init(check, period: 1, successThreshold: 3)]), ["app": [flaky]], until: .seconds(30))
        #expect(run.times(.ready(0)) == [.seconds(8)])
    }

    @Test func readinessIsLostAndComesBackWithoutARestart() {
        let flaky = Behaviour(probe: { $1 < .seconds(10) || $1 >= .seconds(20) })
        let run = Simulation.run(
            pod([.readiness: .init(check, period: 1, failureThreshold: 2)]), ["app": [flaky]], until: .seconds(40))
        #expect(run.times(.ready(0)) == [.seconds(1), .seconds(20)])
        #expect(run.times(.unready(0, "no")) == [.seconds(11)])
        #expect(run.starts(0) == [.zero])
        #expect(run.machine.isReady && run.machine.isReady(0))
    }

    @Test func livenessFailureKillsAndRestarts() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1)]),
            ["app": [Behaviour(stops: .seconds(4), probe: { $1 < .seconds(10) }), .forever]])
        #expect(run.times(.terminate(0)) == [.seconds(12)])
        #expect(run.starts(0) == [.zero, .seconds(16)], "in the same pass as its end")
    }

    @Test func livenessFailureWithNeverOnlyKills() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1)], policy: .never),
            ["app": [.probe(.liveness, from: .zero, until: .seconds(10))]])
        #expect(run.starts(0) == [.zero])
        #expect(run.finish?.succeeded == false)
    }

    @Test func startupFailureKillsAndRestarts() {
        let run = Simulation.run(
            pod([.startup: .init(check, period: 1, failureThreshold: 5)]),
            ["app": [.probe(.startup, from: .seconds(1000)), .forever]])
        #expect(run.ends(0) == [.seconds(6)], "asked at 2, 3, 4, 5 and 6")
        #expect(run.starts(0) == [.zero, .seconds(6)])
        #expect(run.times(.startupSucceeded(0)) == [.seconds(8)])
    }

    @Test func aSidecarsStartupFailureRestartsItEvenWithNever() {
        let probes: [ProbeKind: ProbeSpec] = [.startup: .init(check, period: 1, failureThreshold: 2)]
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("p", probes: probes)], containers: [.init("app")], restartPolicy: .never),
            ["p": [.probe(.startup, from: .seconds(1000)), .forever]])
        #expect(run.starts(0).count == 2)
        #expect(run.starts(1) == run.times(.startupSucceeded(0)))
    }

    @Test func theFirstRestartForAFailedProbeLeavesNoTraceInTheBackoff() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1, failureThreshold: 1)]),
            ["app": [.probe(.liveness, from: .zero, until: .seconds(3)), .ends(1), .ends(1), .forever]])
        #expect(run.starts(0) == [.zero, .seconds(3), .seconds(4), .seconds(14)])
    }

    @Test func outcomesInARowCountAcrossInstances() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1, failureThreshold: 3)]),
            ["app": [Behaviour(runs: .milliseconds(3500), code: 1, probe: { _, _ in false }), .forever]],
            until: .seconds(3))
        #expect(run.times(.probeFailed(0, .liveness, "no")) == [.seconds(2), .seconds(3)])
        let again = Behaviour(probe: { _, _ in false })
        let next = Simulation.run(
            pod([.liveness: .init(check, period: 1, failureThreshold: 3)]),
            ["app": [Behaviour(runs: .milliseconds(3500), code: 1, probe: { _, _ in false }), again, .forever]])
        #expect(next.ends(0) == [.milliseconds(3500), .seconds(6)], "the third failure in a row")
    }

    @Test func aProbeInFlightIsNotAskedTwice() {
        let run = Simulation.run(
            pod([.liveness: .init(check, period: 1, timeout: 5)]),
            ["app": [Behaviour(probeTakes: .milliseconds(2500))]], until: .seconds(12))
        #expect(run.probes(0, .liveness) == [2, 5, 8, 11].map { .seconds($0) })
    }

    @Test func anAnswerThatComesWhileItIsToldToEndIsNotTaken() {
        let slow = Behaviour(stops: .seconds(9), probeTakes: .seconds(2))
        let run = Simulation.run(
            pod([.readiness: .init(check, period: 1)]), ["app": [slow]], stop: .seconds(2))
        #expect(run.times(.ready(0)).isEmpty)
    }

    @Test func aContainerThatEndsWhileAnotherOneIsEndedDoesNotStopThePass() {
        let probes: [ProbeKind: ProbeSpec] = [.liveness: .init(check, period: 1, failureThreshold: 1)]
        var first = Behaviour.probe(.liveness, from: .zero, until: .seconds(5))
        first.stops = .seconds(6)
        var second = first
        second.runs = .seconds(10)
        let spec = PodSpec(containers: [
            .init("x", postStart: hook), .init("a", probes: probes), .init("b", probes: probes),
        ])
        // The hook of x keeps the pass from 4.5 to 7.5, in which both probes fail: one pass ends both, a first.
        let run = Simulation.run(
            spec,
            [
                "x": [.ends(1, after: .milliseconds(3500)), .hook(.seconds(3))], "a": [first, .forever],
                "b": [second, .forever],
            ])
        #expect(run.starts(1) == [.zero, .milliseconds(14500)])
        #expect(run.times(.stopping(2, reason: "its probe failed")).isEmpty)
        #expect(run.starts(2) == [.zero, .milliseconds(14500)])
    }
}
