import Testing

@testable import Kubelet

/// How a pod ends.
@Suite struct TerminationTests {
    let three = PodSpec(initContainers: [sidecar("s1"), sidecar("s2")], containers: [.init("app")])

    func one(preStop: Handler? = nil, grace: Int = 30) -> PodSpec {
        PodSpec(containers: [.init("app", preStop: preStop)], terminationGracePeriod: grace)
    }

    @Test func everyContainerIsToldAtOnce() {
        let run = Simulation.run(PodSpec(containers: [.init("a"), .init("b")]), stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(5)])
        #expect(run.times(.terminate(1)) == [.seconds(5)])
        #expect(run.finish?.time == .seconds(5))
    }

    @Test func preStopHooksRunAtOnceAndBeforeTheSignal() {
        let run = Simulation.run(
            PodSpec(containers: [.init("a", preStop: hook), .init("b", preStop: hook)]),
            [
                "a": [Behaviour(preStop: .init(takes: .seconds(4)))],
                "b": [Behaviour(preStop: .init(takes: .seconds(2), failure: "no"))],
            ], stop: .seconds(5))
        #expect(run.times(.hookStarted(0, .preStop)) == [.seconds(5)])
        #expect(run.times(.hookStarted(1, .preStop)) == [.seconds(5)])
        #expect(run.times(.terminate(0)) == [.seconds(9)])
        #expect(run.times(.terminate(1)) == [.seconds(7)], "a failing preStop changes nothing")
    }

    @Test func killComesAfterTheGrace() {
        let run = Simulation.run(one(), ["app": [Behaviour(stops: nil)]], stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(5)])
        #expect(run.times(.kill(0)) == [.seconds(35)])
        #expect(run.codes(0) == [137])
        #expect(run.finish?.succeeded == false)
    }

    @Test func theGraceIncludesPreStop() {
        let run = Simulation.run(
            one(preStop: hook), ["app": [Behaviour(stops: nil, preStop: .init(takes: .seconds(20)))]],
            stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(25)])
        #expect(run.times(.kill(0)) == [.seconds(35)])
    }

    @Test func twoSecondsAreLeftForTheSignalAtLeast() {
        let run = Simulation.run(
            one(preStop: hook), ["app": [Behaviour(stops: nil, preStop: .init(takes: nil))]], stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(35)])
        #expect(run.times(.kill(0)) == [.seconds(37)])
        let none = Simulation.run(one(grace: 0), ["app": [Behaviour(stops: nil)]], stop: .seconds(5))
        #expect(none.times(.kill(0)) == [.seconds(7)])
    }

    @Test func withoutGraceThereIsNoPreStop() {
        let run = Simulation.run(one(preStop: hook, grace: 0), stop: .seconds(5))
        #expect(run.times(.runHook(0, .preStop)).isEmpty)
        #expect(run.times(.terminate(0)) == [.seconds(5)])
    }

    @Test func sidecarsEndAfterTheRegularContainersInReverseOrder() {
        let slow = [Behaviour(stops: .seconds(2))]
        let run = Simulation.run(three, ["s1": slow, "s2": slow, "app": slow], stop: .seconds(10))
        #expect(run.times(.terminate(2)) == [.seconds(10)])
        #expect(run.times(.terminate(1)) == [.seconds(12)])
        #expect(run.times(.terminate(0)) == [.seconds(14)])
        #expect(run.finish?.time == .seconds(16))
    }

    @Test func sidecarsRunTheirPreStopWithTheOthers() {
        var spec = three
        spec.initContainers[0].preStop = hook
        let run = Simulation.run(
            spec, ["s1": [Behaviour(preStop: .init(takes: .seconds(3)))], "app": [Behaviour(stops: .seconds(8))]],
            stop: .seconds(10))
        #expect(run.times(.hookStarted(0, .preStop)) == [.seconds(10)])
        #expect(run.times(.terminate(0)) == [.seconds(18)])
    }

    @Test func aSidecarsTurnComesWithTheEndOfTheGraceAtTheLatest() {
        let run = Simulation.run(
            three, ["s2": [Behaviour(stops: nil)], "app": [Behaviour(stops: .seconds(25))]], stop: .seconds(10),
            until: .seconds(60))
        #expect(run.times(.terminate(1)) == [.seconds(35)])
        #expect(run.times(.terminate(0)) == [.seconds(40)])
        #expect(run.times(.kill(1)) == [.seconds(40)])
        #expect(run.finish?.time == .seconds(40))
    }

    @Test func aSidecarDoesNotWaitForAnInitContainer() {
        let run = Simulation.run(
            PodSpec(initContainers: [sidecar("s"), .init("i")], containers: [.init("app")]),
            ["i": [Behaviour(stops: .seconds(20))]], stop: .seconds(10))
        #expect(run.times(.terminate(0)) == [.seconds(10)])
        #expect(run.finish?.time == .seconds(30))
        #expect(run.starts(2).isEmpty)
    }

    @Test(arguments: [(0, true), (1, false)])
    func sidecarsAreEndedWhenAllRegularContainersHaveEnded(code: Int, succeeded: Bool) {
        var job = three
        job.restartPolicy = .never
        let run = Simulation.run(
            job, ["s1": [Behaviour(stops: nil)], "app": [.ends(code, after: .milliseconds(5500))]])
        #expect(run.times(.terminate(1)) == [.milliseconds(8500)])
        #expect(run.times(.terminate(0)) == [.milliseconds(8500)])
        #expect(run.codes(0) == [137])
        #expect(run.finish?.time == .milliseconds(38500))
        #expect(run.finish?.succeeded == succeeded, "what sidecars end with does not count")
    }

    @Test func stoppingTwiceIsStoppingOnce() {
        var run = Simulation(one(), ["app": [Behaviour(stops: .seconds(3))]])
        for second in 5...9 { run.schedule(.stop, at: .seconds(second)) }
        run.run(until: .seconds(50))
        #expect(run.times(.terminate(0)) == [.seconds(5)])
        #expect(run.times { if case .finished = $0 { true } else { false } } == [.seconds(8)])
    }

    @Test(arguments: [PodEvent.stop, .kill]) func endingBeforeTheStart(event: PodEvent) {
        var machine = PodMachine(spec: one())
        #expect(machine.handle(event, at: .zero).last == .record(.finished(succeeded: false)))
        #expect(machine.isFinished)
        #expect(machine.handle(.start, at: .seconds(1)).isEmpty)
    }

    @Test func stoppingDuringInitStartsNothingMore() {
        let run = Simulation.run(
            PodSpec(initContainers: [.init("i")], containers: [.init("app")]), stop: .seconds(5))
        #expect(run.ends(0) == [.seconds(5)])
        #expect(run.starts(1).isEmpty)
        #expect(run.finish?.succeeded == false)
    }

    @Test func stoppingDuringBackoffEndsAtOnce() {
        let run = Simulation.run(one(), ["app": [.ends(1)]], stop: .seconds(5))
        #expect(run.finish?.time == .seconds(5))
        #expect(run.starts(0).count == 2)
        #expect(run.timers.isEmpty)
    }

    @Test func stoppingWhileAContainerIsCreatedWaitsForIt() {
        let run = Simulation.run(one(), ["app": [Behaviour(startDelay: .seconds(8))]], stop: .seconds(5))
        #expect(run.times(.terminate(0)) == [.seconds(8)])
        #expect(run.finish?.time == .seconds(8))
    }

    @Test(arguments: [0, 5, 15, 25]) func killingAtAnyTimeEndsEverythingAtOnce(second: Int) {
        var spec = three
        for place in spec.initContainers.indices { spec.initContainers[place].preStop = hook }
        let stuck = [Behaviour(stops: nil, preStop: .init(takes: .seconds(6)))]
        let run = Simulation.run(
            spec, ["s1": stuck, "s2": stuck, "app": stuck], stop: .seconds(10), kill: .seconds(second))
        #expect(run.finish?.time == .seconds(second))
        #expect(run.timers.isEmpty)
    }

    @Test func aContainerThatIsBeingCreatedWhenThePodIsKilledIsKilledWhenItRuns() {
        let run = Simulation.run(
            one(preStop: hook), ["app": [Behaviour(startDelay: .seconds(8), stops: nil)]], kill: .seconds(5))
        #expect(run.times(.runHook(0, .preStop)).isEmpty)
        #expect(run.finish?.time == .seconds(8))
    }
}
