import Kubelet
import Rendering
import Testing
import TestSupport

@testable import Prediction

struct EngineTests {
    // MARK: Across pods

    let world = World(services: [ModelService("b", members: [.init(pod: 1, container: 0)])])

    func waiter(_ name: String = "a", for signal: Signal, deadline: Duration? = nil) -> ModelPod {
        PodMaker.server(name, readyAfter: .s(1), needs: [Need(signal, "b", deadline: deadline)], held: true)
    }

    @Test func aServiceHasNoEndpointBeforeThePodIsReady() throws {
        // The program answers after 5 s; its probe, every 10 s, sees it after 10 s.
        let slow = PodMaker.pod(named: "b", [PodMaker.probed("app", period: 10)], ["app": .ready(.s(5))])
        let outcome = VirtualCluster.run([waiter(for: .service(0, .answering)), slow], world: world, timing: .none)
        let start = try #require(outcome.start("app", of: "a"))
        #expect(start >= .s(10) && start < .ms(10_280))
        #expect(outcome.pod("b")?.readyAt == .s(10))
    }

    @Test func publishNotReadyAddressesAsksOnlyForTheIP() throws {
        var early = world
        early.services[0].publishesNotReady = true
        let slow = PodMaker.pod(named: "b", [PodMaker.probed("app", period: 10)], ["app": .ready(.s(5))])
        let endpoint = VirtualCluster.run([waiter(for: .service(0, .endpoint)), slow], world: early, timing: .none)
        #expect(try #require(endpoint.start("app", of: "a")) < .s(1))
        // To be there is not to answer.
        let answer = VirtualCluster.run([waiter(for: .service(0, .answering)), slow], world: early, timing: .none)
        let start = try #require(answer.start("app", of: "a"))
        #expect(start >= .s(5) && start < .ms(5280))
    }

    @Test func aPortMayBeOpenBeforeItsProgramIsReady() throws {
        let program = ModelContainer([.run(ProgramRun(readyAfter: .s(8), listensAfter: .s(2)))])
        let open = PodMaker.pod(named: "b", [ContainerSpec("app")], ["app": program])
        for (state, seconds) in [(ServiceQuestion.listening, 2), (.answering, 8)] {
            let outcome = VirtualCluster.run([waiter(for: .service(0, state)), open], world: world, timing: .none)
            let start = try #require(outcome.start("app", of: "a"))
            #expect(start >= .s(seconds) && start < .s(seconds) + .ms(280))
        }
    }

    @Test func onThisMachineANameLeadsToTheProcess() throws {
        var local = world
        local.isLocal = true
        let slow = PodMaker.pod(named: "b", [PodMaker.probed("app", period: 10)], ["app": .ready(.s(5))])
        let outcome = VirtualCluster.run([waiter(for: .service(0, .answering)), slow], world: local, timing: .none)
        let start = try #require(outcome.start("app", of: "a"))
        #expect(start >= .s(5) && start < .ms(5280))
    }

    @Test func aHookKeepsTheEndpointAway() throws {
        // Fact 4: without an IP there is no endpoint, however well the program answers.
        let held = PodMaker.pod(
            named: "b", [ContainerSpec("app", postStart: .exec(["x"]))],
            ["app": ModelContainer(postStart: [.pause(.s(20))])])
        let outcome = VirtualCluster.run([waiter(for: .service(0, .answering)), held], world: world, timing: .none)
        #expect(try #require(outcome.start("app", of: "a")) >= .s(20))
    }

    @Test func aJobIsCompleteWhenItsPodHasSucceeded() throws {
        let job = PodMaker.pod(named: "b", [ContainerSpec("migrate")], ["migrate": .ends(.s(6))], restart: .never)
        let outcome = VirtualCluster.run([waiter(for: .succeeded(pod: 1)), job], timing: .none)
        #expect(try #require(outcome.start("app", of: "a")) >= .s(6))
        #expect(outcome.pod("b")?.doneAt == .s(6))
        #expect(outcome.isComplete)
    }

    @Test func aFailedJobIsWaitedForInVain() {
        let job = PodMaker.pod(
            named: "b", [ContainerSpec("migrate")], ["migrate": .ends(.s(6), code: 1)], restart: .never)
        let outcome = VirtualCluster.run([waiter(for: .succeeded(pod: 1)), job], timing: .none)
        #expect(
            outcome.blocked.map(\.text) == ["a/app waits for b, for ever", "b/migrate has failed: exit 1, for ever"])
    }

    @Test func whatIsOutsideComesAtItsTime() throws {
        let pod = PodMaker.server("a", readyAfter: .s(1), needs: [Need(.target("x"), "x")], held: true)
        let outcome = VirtualCluster.run([pod], world: World(targets: ["x": .s(42)]), timing: .none)
        #expect(try #require(outcome.start("app", of: "a")) >= .s(42))
        #expect(VirtualCluster.run([pod], timing: .none).blocked.map(\.isForEver) == [true])
        #expect(VirtualCluster.run([pod], world: World(isWarm: true), timing: .none).start("app", of: "a") == .zero)
    }

    // MARK: Not getting there

    @Test(arguments: [nil, Duration.s(300)])
    func podsThatWaitForEachOtherAreNamed(deadline: Duration?) {
        let both = World(services: [
            ModelService("a", members: [.init(pod: 0, container: 0)]),
            ModelService("b", members: [.init(pod: 1, container: 0)]),
        ])
        let a = waiter("a", for: .service(1, .answering), deadline: deadline)
        let b = waiter("b", for: .service(0, .answering), deadline: deadline)
        // A third one waits for one of the circle, a fourth is fine.
        let c = waiter("c", for: .podReady(0), deadline: deadline)
        let outcome = VirtualCluster.run(
            [a, b, c, PodMaker.server("d", readyAfter: .s(1))], world: both, until: .s(1000))
        #expect(outcome.circles == [["a", "b"]])
        #expect(outcome.blocked.map(\.pod) == ["a", "b", "c"])
        #expect(outcome.blocked.map(\.isForEver) == [true, true, true])
        #expect(!outcome.timeline.succeeded)
        #expect(outcome.timeline.outcome.contains("a/app waits for b, for ever"))
    }

    @Test func aSlowStartIsNotForEver() {
        let slow = PodMaker.server("b", readyAfter: .s(5000))
        let outcome = VirtualCluster.run([waiter(for: .podReady(1)), slow], until: .s(100))
        #expect(outcome.blocked.map(\.isForEver) == [false, false])
        #expect(outcome.end == .s(100))
    }

    @Test(arguments: [Need.Expiry.fail, .proceed, .block])
    func deadlines(_ onTimeout: Need.Expiry) {
        let need = Need(.never, "x", deadline: .s(30), onTimeout: onTimeout)
        let pod = PodMaker.pod(
            named: "p", [ContainerSpec("app")], ["app": ModelContainer([.wait(Wait([need])), .run(ProgramRun())])])
        let outcome = VirtualCluster.run([pod], timing: .none, until: .s(200))
        switch onTimeout {
        case .fail:
            #expect(outcome.pods[0].containers[0].exits.first == 124)
            #expect(outcome.pods[0].restarts > 1)
        case .proceed:
            #expect(outcome.start("app") == .s(30))
            #expect(outcome.timeline.hazards == ["p/app went on without x, which was not ready after 30s"])
        case .block:
            #expect(outcome.pods[0].containers[0].exits.isEmpty)
            #expect(outcome.blocked.map(\.isForEver) == [true])
        }
    }

    @Test func oneOfSeveralMayBeEnough() {
        let wait = Wait([Need(.target("x"), "x", asking: .every(.s(1))), Need(.never, "y")], enough: 1)
        let pod = PodMaker.pod([ContainerSpec("app")], ["app": ModelContainer([.wait(wait), .run(ProgramRun())])])
        let outcome = VirtualCluster.run([pod], world: World(targets: ["x": .ms(4500)]), timing: .none)
        #expect(outcome.start("app") == .s(5))
    }

    @Test func crashesUntilWhatItNeedsIsThere() {
        // Needs what comes after 15 s, falls over a second after each start: 0, 1, 12 and 33 seconds.
        let run = ProgramRun(readyAfter: .s(2), needs: [Need(.target("x"), "x")], crashesAfter: .s(1))
        let pod = PodMaker.pod([PodMaker.probed("app")], ["app": ModelContainer([.run(run)])])
        let outcome = VirtualCluster.run([pod], world: World(targets: ["x": .s(15)]), timing: .none)
        #expect(outcome.pods[0].restarts == 3)
        #expect(outcome.pods[0].servingAt == .s(35))
        #expect(outcome.pods[0].containers[0].early == ["x"])
        #expect(outcome.timeline.hazards == ["p/app started before x was ready"])
    }

    @Test func aContainerThatWaitsCountsAsReadyWithoutAProbe() {
        let pod = PodMaker.pod(
            [ContainerSpec("app")],
            [
                "app": ModelContainer([
                    .wait(Wait([Need(.target("x"), "x", asking: .every(.s(1)))])), .run(ProgramRun(readyAfter: .s(2))),
                ])
            ])
        let outcome = VirtualCluster.run([pod], world: World(targets: ["x": .s(10)]), timing: .none)
        #expect(outcome.pods[0].readyAt == .zero)
        #expect(outcome.pods[0].servingAt == .s(12))
    }

    // MARK: The picture

    @Test func theTimelineIsTheOneOfUp() throws {
        let outcome = VirtualCluster.run(
            [waiter(for: .service(0, .answering)), PodMaker.server("b", readyAfter: .s(4))], world: world,
            timing: .none, title: "t")
        let row = try #require(outcome.timeline.rows.first)
        #expect(row.spans.map(\.activity) == [.held, .starting])
        #expect(row.spans.first?.note == "b")
        #expect(outcome.timeline.succeeded)
        #expect(outcome.timeline.title == "t")
        #expect(outcome.timeline.criticalPath.map { $0.prefix(6) } == ["b/app ", "a/app "])
        #expect(outcome.timeline.rows.map(\.isCritical) == [true, true])
        #expect(TimelineText.render(outcome.timeline, width: 100, colour: false).contains("held"))
        let waited = try #require(outcome.pods[0].containers[0].waited.first)
        #expect(waited.name == "b" && waited.isMet && waited.attempts > 10)
    }

    @Test func anInitContainerThatWaitsIsHeld() throws {
        let pod = PodMaker.pod(
            initContainers: [ContainerSpec("wait")], [ContainerSpec("app")],
            ["wait": ModelContainer([.wait(Wait([Need(.target("x"), "x", asking: .every(.s(2)))]))])])
        let outcome = VirtualCluster.run([pod], world: World(targets: ["x": .s(3)]), timing: .none)
        #expect(outcome.timeline.rows[0].spans.map(\.activity) == [.held])
        #expect(outcome.timeline.rows[0].spans.first?.end == .s(4))
        #expect(outcome.timeline.rows[1].spans.first?.activity == .queued)
        #expect(outcome.timeline.criticalPath == ["p/wait 4s", "p/app 4s"])
    }

    @Test func imagesArePulledOnce() {
        var app = ModelContainer.ends(.s(1), code: 1)
        app.pull = .s(7)
        let pod = PodMaker.pod([ContainerSpec("app")], ["app": app])
        let starts = VirtualCluster.run([pod], timing: .none, until: .s(30)).timeline.rows[0].marks
            .filter { $0.kind == .started }.map(\.time)
        #expect(starts == [.s(7), .s(8), .s(19)])
    }

    // MARK: Runs

    @Test func theSameGivesTheSame() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<20 {
            let (pods, world) = RandomCluster.make(&random)
            let first = VirtualCluster.run(pods, world: world, until: .s(500))
            let second = VirtualCluster.run(pods, world: world, until: .s(500))
            #expect(first.pods == second.pods)
            #expect(first.timeline == second.timeline)
        }
    }

    @Test func probesThatAreNotAskedWouldHaveChangedNothing() {
        var random = SplitMix64(seed: 11)
        for round in 0..<150 {
            let (pods, world) = RandomCluster.make(&random)
            let quick = VirtualCluster.run(pods, world: world, until: .s(400))
            var cluster = VirtualCluster(pods, world, ClusterTiming(), 1, parksProbes: false)
            cluster.run(until: .s(400))
            let thorough = cluster.outcome(until: .s(400), title: "")
            #expect(quick.pods == thorough.pods, "round \(round)")
            #expect(quick.blocked == thorough.blocked, "round \(round)")
        }
    }

    @Test func tenThousandPods() {
        // Four thousand wait for the first, six thousand for one of those.
        var pods = [PodMaker.server("root", readyAfter: .s(20))]
        var world = World(services: [ModelService("root", members: [.init(pod: 0, container: 0)])])
        world.services.append(ModelService("middle", members: (1...4000).map { .init(pod: $0, container: 0) }))
        for index in 1..<10_000 {
            pods.append(waiter("p\(index)", for: .service(index <= 4000 ? 0 : 1, .answering)))
        }
        let outcome = VirtualCluster.run(pods, world: world)
        #expect(outcome.isComplete)
        #expect(outcome.end > .s(24) && outcome.end < .s(30))
    }

    @Test func whatAPodDoesDoesNotDependOnWhereItStands() {
        func start(_ others: Int) -> Duration? {
            let server = PodMaker.server("server", readyAfter: .s(17))
            let others = (0..<others).map { PodMaker.server("other\($0)", readyAfter: .s(1)) }
            let held = PodMaker.server(
                "held", readyAfter: .s(1), needs: [Need(.podReady(others.count), "server")], held: true)
            return VirtualCluster.run(others + [server, held]).start("app", of: "held")
        }
        #expect(start(0) != nil && start(0) == start(3))
    }
}
