import Kubelet
import TestSupport
import Testing

@testable import Prediction

/// The facts of DESIGN section 2, each in virtual time.
struct FactTests {
    let hook = Handler.exec(["hook"])

    // MARK: Fact 1

    @Test func initContainersRunOneAfterAnother() {
        let pod = PodMaker.pod(
            initContainers: [ContainerSpec("a"), ContainerSpec("b")], [ContainerSpec("app")],
            ["a": .ends(.s(3)), "b": .ends(.s(2))])
        let outcome = VirtualCluster.run([pod], timing: .none)
        #expect(outcome.start("a") == .zero)
        #expect(outcome.start("b") == .s(3))
        #expect(outcome.start("app") == .s(5))
        #expect(outcome.isComplete)
    }

    @Test func aFailingInitContainerIsRunAgainBeforeTheNextOne() {
        let pod = PodMaker.pod(
            initContainers: [ContainerSpec("a")], [ContainerSpec("app")], ["a": .ends(.s(1), code: 1)])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(60))
        #expect(outcome.start("app") == nil)
        // At once, then 10, 20 seconds after the end before (fact 8).
        #expect(outcome.pods[0].containers[0].exits.count == 4)
        #expect(outcome.blocked.map(\.container) == ["a"])
    }

    @Test(arguments: [(true, 4), (false, 0)])
    func aNativeSidecarLetsTheNextOneGoWhenItsStartupProbeHasSucceeded(probed: Bool, seconds: Int) {
        let probe = ProbeSpec(
            .httpGet(scheme: "HTTP", host: nil, port: 1, path: "/", headers: []), period: 1, failureThreshold: 600)
        let sidecar = ContainerSpec("proxy", isRestartable: true, probes: probed ? [.startup: probe] : [:])
        let pod = PodMaker.pod(
            initContainers: [sidecar], [ContainerSpec("app")], ["proxy": .ready(.ms(3500))])
        let outcome = VirtualCluster.run([pod], timing: .none)
        #expect(outcome.start("app") == .s(seconds))
    }

    @Test func readinessIsNotAsked() {
        let sidecar = ContainerSpec("proxy", isRestartable: true, probes: PodMaker.probed("x").probes)
        let pod = PodMaker.pod(initContainers: [sidecar], [ContainerSpec("app")], ["proxy": .ready(.s(8))])
        let outcome = VirtualCluster.run([pod], timing: .none)
        #expect(outcome.start("app") == .zero)
        #expect(outcome.pods[0].readyAt == .s(8))
    }

    // MARK: Facts 2 to 6

    @Test func aHookHoldsTheContainersBehindItAndNotItsOwn() {
        let pod = PodMaker.pod(
            [ContainerSpec("proxy", postStart: hook), ContainerSpec("app")],
            ["proxy": ModelContainer(postStart: [.pause(.s(7))])])
        let outcome = VirtualCluster.run([pod], timing: .none)
        #expect(outcome.start("proxy") == .zero)
        #expect(outcome.start("app") == .s(7))
    }

    @Test func aHookThatWaitsForItsContainerLetsGoWhenThatIsReady() {
        // As `pilot-agent wait`: every half second, first after half a second.
        let need = Need(.own(0, .answering), "proxy", asking: .every(.ms(500), after: .ms(500)), deadline: .s(60))
        let pod = PodMaker.pod(
            [ContainerSpec("proxy", postStart: hook), ContainerSpec("app")],
            ["proxy": ModelContainer([.run(ProgramRun(readyAfter: .ms(3200)))], postStart: [.wait(Wait([need]))])])
        let outcome = VirtualCluster.run([pod], timing: .none)
        #expect(outcome.start("app") == .ms(3500))
        #expect(outcome.pods[0].containers[0].waited.map(\.attempts) == [7])
    }

    @Test func aFailingHookFailsOpen() throws {
        let need = Need(.own(0, .answering), "proxy", asking: .every(.ms(500), after: .ms(500)), deadline: .s(5))
        let pod = PodMaker.pod(
            [ContainerSpec("proxy", postStart: hook), ContainerSpec("app")],
            ["proxy": ModelContainer([.run(ProgramRun(readyAfter: .s(60)))], postStart: [.wait(Wait([need]))])])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(20))
        #expect(outcome.start("app") == .s(5))
        #expect(outcome.pods[0].containers[0].restarts > 0)
        let hazard = try #require(outcome.timeline.hazards.first)
        #expect(hazard.contains("starts app all the same"))
        #expect(hazard.contains("timed out waiting for proxy"))
    }

    @Test func theIPIsPublishedWhenTheHookIsOver() {
        let pod = PodMaker.pod(
            [ContainerSpec("proxy", postStart: hook)], ["proxy": ModelContainer(postStart: [.pause(.s(9))])])
        let outcome = VirtualCluster.run([pod])
        // 0.7 s for the start, 9 s for the hook, 1 s for the relist.
        #expect(outcome.pods[0].publishedAt == .ms(10_700))
    }

    @Test func aHookThatConnectsDoesNotWait() {
        // Fact 5: httpGet as a hook asks once, and the port is not open yet.
        let need = Need(.own(0, .listening), "port", deadline: .zero)
        let pod = PodMaker.pod(
            [ContainerSpec("app", postStart: hook)],
            ["app": ModelContainer([.run(ProgramRun(readyAfter: .s(1)))], postStart: [.wait(Wait([need]))])])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(5))
        #expect(outcome.pods[0].containers[0].exits.first == 143)
        #expect(outcome.pods[0].servingAt == nil)
    }

    @Test func aHookThatWaitsForItsOwnReadinessWaitsForEver() {
        // Fact 6: the pod cannot be Ready while its hook runs, and the hook waits for it.
        let pod = PodMaker.pod(
            [ContainerSpec("app", postStart: hook)],
            ["app": ModelContainer(postStart: [.wait(Wait([Need(.podReady(0), "itself")]))])])
        let outcome = VirtualCluster.run([pod])
        #expect(outcome.blocked.map(\.text) == ["p/app waits for itself, for ever"])
        #expect(outcome.circles == [["p"]])
    }

    @Test func aHookThatWaitsForAContainerFurtherDownWaitsForEver() {
        let need = Need(.own(1, .answering), "app")
        let pod = PodMaker.pod(
            [ContainerSpec("proxy", postStart: hook), ContainerSpec("app")],
            ["proxy": ModelContainer(postStart: [.wait(Wait([need]))])])
        let outcome = VirtualCluster.run([pod])
        #expect(outcome.blocked.map(\.isForEver) == [true])
        #expect(outcome.start("app") == nil)
        // Nothing ticks: the run is over when nothing happens any more, not when the hour is.
        #expect(outcome.end < .s(10))
    }

    // MARK: Facts 7 to 9

    @Test func aDependencyThatCrashesLaterHoldsNobody() {
        let sidecar = ContainerSpec("proxy", isRestartable: true)
        let pod = PodMaker.pod(
            initContainers: [sidecar], [ContainerSpec("app")], ["proxy": .ends(.s(20), code: 1), "app": .ready(.s(1))])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(100))
        #expect(outcome.pods[0].container("app")?.restarts == 0)
        #expect(outcome.pods[0].container("proxy")?.exits.count ?? 0 > 2)
        #expect(outcome.isComplete)
    }

    @Test func crashLoopBackOffDoublesFromTenSecondsToFiveMinutes() {
        let pod = PodMaker.pod([ContainerSpec("app")], ["app": .ends(.zero, code: 1)])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(1300))
        let starts = outcome.timeline.rows[0].marks.filter { $0.kind == .started }.map(\.time)
        #expect(starts == [0, 0, 10, 30, 70, 150, 310, 610, 910, 1210].map { .s($0) })
    }

    @Test func probesKeepToWholeSeconds() {
        // Ready after 2.3 s and asked every 10 s from the pod's admission on.
        let pod = PodMaker.pod([PodMaker.probed("app", period: 10)], ["app": .ready(.ms(2300))])
        #expect(VirtualCluster.run([pod], timing: .none).pods[0].readyAt == .s(10))
        let quick = PodMaker.pod([PodMaker.probed("app")], ["app": .ready(.ms(2300))])
        #expect(VirtualCluster.run([quick], timing: .none).pods[0].readyAt == .s(3))
    }

    /// Fact 9: how long after the dependency is ready the application runs, in the median of ten replicas.
    @Test(arguments: [("init", 2300, 500), ("wrap", 600, 300), ("loop 2s", 2900, 700), ("loop 5s", 5700, 1500)])
    func releasesTakeWhatTheyTookOnARealKubelet(way: String, median: Int, tolerance: Int) throws {
        var lags: [Duration] = []
        var random = SplitMix64(seed: 3)
        for _ in 0..<60 {
            // The dependency answers at some time after 10 s, and its probe of a second sees it.
            let ready = Duration.ms(random.number(10_000...15_000))
            let dependency = PodMaker.server("dependency", readyAfter: ready)
            let asking: Asking =
                switch way {
                case "loop 2s": .every(.s(2))
                case "loop 5s": .every(.s(5))
                default: .every(.ms(50))
                }
            let wait = ProgramStep.wait(Wait([Need(.service(0, .answering), "dependency", asking: asking)]))
            let run = ProgramStep.run(ProgramRun())
            let isWrap = way == "wrap"
            let app = PodMaker.pod(
                named: "app", initContainers: isWrap ? [] : [ContainerSpec("wait")], [ContainerSpec("app")],
                ["wait": ModelContainer([wait]), "app": ModelContainer(isWrap ? [wait, run] : [run])],
                admitted: .ms(random.number(0...5000)))
            let world = World(services: [ModelService("dependency", members: [.init(pod: 0, container: 0)])])
            let outcome = VirtualCluster.run([dependency, app], world: world)
            let answering = try #require(outcome.pods[0].containers[0].answeringAt)
            lags.append(try #require(outcome.start("app", of: "app")) - answering)
        }
        let found = lags.sorted()[lags.count / 2]
        #expect(found > .ms(median - tolerance) && found < .ms(median + tolerance), "\(found)")
    }
}
