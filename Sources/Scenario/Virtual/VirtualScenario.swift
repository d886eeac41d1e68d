import Kubelet
import Manifests
import Prediction
import Startup

/// A scenario in virtual time.
public struct VirtualScenario: Sendable {
    /// Where it is thought to run.
    public enum Place: Sendable {
        /// A cluster: a Service leads to a pod once that is Ready.
        case cluster(ScenarioTiming)
        /// `holdfast up`: a Service is this machine, and leads to whoever listens.
        case up
    }

    /// The pods, as the engine wants them.
    public let pods: [ModelPod]
    /// What is around them.
    public let world: World
    /// What is wrong with what the pods declare.
    public let diagnostics: [Diagnostic]
    private let scenario: Scenario
    private let timing: ScenarioTiming
    /// Containers that Holdfast's waiter holds, as `pod/container`.
    private let wrapped: Set<String>

    /// A scenario, thought to run somewhere.
    public init(_ scenario: Scenario, _ place: Place) {
        self.scenario = scenario
        let plan = ScenarioPlan(scenario)
        diagnostics = plan.diagnostics.filter { $0.severity == .error }
        var isCluster = false
        switch place {
        case .cluster(let timing):
            self.timing = timing
            isCluster = true
        case .up: timing = .up
        }
        var builder = ScenarioPrograms(plan: plan, isCluster: isCluster)
        let timing = self.timing
        pods = plan.held.indices.map { timing.applied(to: builder.pod($0)) }
        world = builder.world
        wrapped = Set(plan.held.flatMap { held in held.wrapped.keys.map { held.pod.name + "/" + $0 } })
    }

    /// What happens until the scenario's time is up. `seed` decides the phases of the waiter's attempts.
    public func run(seed: UInt64 = 1) -> [TimedEvent] {
        // The engine's picture ends when every pod has been ready once, and what lasts then is not in it: crashes come
        // later. One pod that is never ready keeps it going.
        let last = ModelPod(
            PodSpec(name: RunnableScenario.outside, containers: [ContainerSpec("clock")]),
            containers: [ModelContainer([.pause(scenario.until + .seconds(1)), .run(ProgramRun())])])
        let outcome = VirtualCluster.run(
            pods + [last], world: world, timing: timing.cluster, until: scenario.until, seed: seed,
            title: scenario.title)
        var events: [TimedEvent] = []
        for pod in outcome.pods where pod.name != last.name {
            if let time = pod.publishedAt {
                events.append(TimedEvent(time, .init(pod: pod.name, container: nil, .published)))
            }
            if let time = pod.finishedAt {
                let kind = pod.succeeded == true ? ScenarioEvent.Kind.succeeded : .failed
                events.append(TimedEvent(time, .init(pod: pod.name, container: nil, kind)))
            }
        }
        return observe(EventLog(outcome.timeline, pods: events, released: wrapped))
    }

    /// What `holdfast up` saw of the scenario made runnable.
    ///
    /// - Parameters:
    ///   - timeline: what it writes with `-o json`.
    ///   - events: what it prints with `--format json`.
    public func observe(timeline: Source, events: Source) throws(ParseError) -> [TimedEvent] {
        let pods = try RecordedEvents.read(events)
        return observe(EventLog(try RecordedTimeline.read(timeline), pods: pods, released: wrapped))
    }

    private func observe(_ log: EventLog) -> [TimedEvent] {
        let shows = scenario.expected.contains { $0.event.kind == .published }
        return log.events.filter {
            $0.time < scenario.until && $0.event.pod != RunnableScenario.outside
                && (shows || $0.event.kind != .published)
        }
    }
}
