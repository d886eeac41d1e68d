import Testing

@testable import Kubelet

/// What a kubelet draws by chance, given to the machine: where its relists are, where a probe's grid is, and how long
/// after a failed pass the next one comes (1.20.2).
@Suite struct OlderKubeletTests {
    private func app(_ probes: [ProbeKind: ProbeSpec] = [:]) -> PodSpec {
        PodSpec(containers: [.init("app", probes: probes)])
    }

    private func probe(_ phase: Duration, period: Int = 2) -> ProbeSpec {
        var probe = ProbeSpec(check, period: period)
        probe.phase = phase
        return probe
    }

    @Test(arguments: [
        (0, 1000, 400, 400), (399, 1000, 400, 400), (400, 1000, 400, 1400), (5000, 1000, 400, 5400),
        (300, 1000, 2400, 400), (1399, 1000, 2400, 1400), (7, 0, 0, 7),
    ])
    func ticksBeforeAndAfterTheirOrigin(_ now: Int, _ period: Int, _ origin: Int, _ next: Int) {
        #expect(
            Duration.tick(after: .milliseconds(now), of: .milliseconds(period), from: .milliseconds(origin))
                == .milliseconds(next))
    }

    /// What ends between two relists is noticed at the second, however close.
    @Test(arguments: [(300, 400), (401, 1400), (1399, 1400), (1401, 2400)])
    func relistsAreAGrid(_ end: Int, _ again: Int) {
        let run = Simulation.run(
            app(), ["app": [.ends(1, after: .milliseconds(end)), .forever]],
            timing: KubeletTiming(relistPhase: .milliseconds(400)))
        #expect(run.starts(0) == [.zero, .milliseconds(again)])
        #expect(run.times(.podIPPublished) == [.milliseconds(400)])
    }

    @Test func readinessKeepsToItsPhase() {
        let run = Simulation.run(
            app([.readiness: probe(.milliseconds(300))]), ["app": [.probe(.readiness, from: .seconds(3))]],
            until: .seconds(9))
        #expect(run.probes(0, .readiness) == [2300, 4300, 6300, 8300].map { .milliseconds($0) })
        #expect(run.times(.ready(0)) == [.milliseconds(4300)])
    }

    /// Readiness is not asked when startup has succeeded, but at its own tick.
    @Test func startupAndReadinessHaveEachTheirOwnPhase() {
        let run = Simulation.run(
            app([.startup: probe(.milliseconds(1900)), .readiness: probe(.milliseconds(100), period: 3)]),
            until: .seconds(9))
        #expect(run.probes(0, .startup) == [.milliseconds(1900)])
        #expect(run.probes(0, .readiness).first == .milliseconds(3100))
        #expect(run.times(.ready(0)) == [.milliseconds(3100)])
    }

    /// Success does not wake the pod worker: without a readinessProbe nobody says that it is ready.
    @Test func startupAloneMakesNothingReady() {
        let run = Simulation.run(app([.startup: probe(.milliseconds(1200))]), until: .seconds(30))
        #expect(run.times(.startupSucceeded(0)) == [.milliseconds(1200)])
        #expect(run.times(.ready(0)).isEmpty)
    }

    @Test func aFailedLivenessProbeWakesThePodWorker() {
        var liveness = probe(.milliseconds(1200))
        liveness.failureThreshold = 1
        let run = Simulation.run(
            app([.liveness: liveness]), ["app": [.probe(.liveness, from: .seconds(99))]], until: .seconds(2))
        #expect(run.times(.terminate(0)) == [.milliseconds(1200)])
    }

    /// pod_workers.go `wrapUp`: not when the backoff ends, but so long after the pass that found it.
    @Test func whatIsInItsBackoffIsTriedAgainLater() {
        let run = Simulation.run(
            app(), ["app": [.ends(1), .ends(1), .forever]], timing: KubeletTiming(retry: .milliseconds(12_300)))
        #expect(run.starts(0) == [.zero, .seconds(1), .milliseconds(14_300)])
    }
}
