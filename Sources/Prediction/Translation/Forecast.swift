import Kubelet
import Manifests
import Probing
import Startup
import StartupGraph
import Topology

/// All pods of some manifests as models, in one way of ordering their start: what a run needs, and what it assumes.
public struct Forecast: Sendable {
    /// The pods, at the positions that they have in the survey; behind them further ones of StatefulSets.
    public private(set) var pods: [ModelPod] = []
    /// What is around them.
    public private(set) var world = World()
    /// Everything that was assumed, containers first, in the order of the manifests.
    public private(set) var assumed: [AssumedValue] = []
    /// The targets that nobody among the manifests answers for.
    public private(set) var targets: [String] = []
    /// Pods for which the way has nothing to do: they are as they are today.
    public private(set) var unchanged: Set<Int> = []

    /// Models of all pods of a survey. A way that has nothing to do with a pod leaves it as it is today.
    public init(_ survey: Survey, _ way: Way, _ assumptions: Assumptions = Assumptions()) {
        let shaper = PodShaper(survey: survey)
        self.init(survey, survey.pods.indices.map { shaper.shapeOrToday($0, way) }, assumptions)
    }

    /// The same on all cores.
    public static func make(_ survey: Survey, _ way: Way, _ assumptions: Assumptions) async -> Forecast {
        let shaper = PodShaper(survey: survey)
        let count = survey.pods.count
        let parts = stride(from: 0, to: count, by: 256).map { $0..<min($0 + 256, count) }
        let shapes = await SideBySide.map(parts) { $0.map { shaper.shapeOrToday($0, way) } }
        return Forecast(survey, shapes.flatMap { $0 }, assumptions)
    }

    private init(_ survey: Survey, _ found: [(shape: PodShape, isChanged: Bool)], _ assumptions: Assumptions) {
        unchanged = Set(found.indices.filter { !found[$0].isChanged })
        let shapes = found.map(\.shape)
        var builder = ProgramBuilder(finder: SignalFinder(survey, shapes), assumptions: assumptions)
        let names = Forecast.names(survey)
        for index in survey.pods.indices { pods.append(model(index, shapes[index], names[index], &builder)) }
        for replica in builder.finder.replicas {
            var pod = pods[replica.first]
            pod.name += "-\(replica.number)"
            pod.spec.name = pod.name
            pod.follows = replica.leader
            pods.append(pod)
        }
        world.services = builder.finder.services
        targets = builder.finder.targets
        for target in targets {
            let entry = assumptions.time(ofTarget: target)
            world.targets[target] = entry.time.duration
            let what =
                switch entry.time {
                case .after(.zero): "ready from the beginning"
                case .after: "ready after \(entry.time.text)"
                case .never: "never ready"
                }
            assumed.append(AssumedValue(subject: target, what: what, origin: entry.origin))
        }
    }

    /// Runs it. `isWarm` as in ``World/isWarm``: scaling out, when everything outside the pods is ready; `isLocal` as in
    /// ``World/isLocal``, with ``ClusterTiming/none`` what `holdfast up` shows.
    public func run(
        isWarm: Bool = false, isLocal: Bool = false, timing: ClusterTiming = ClusterTiming(),
        until end: Duration = .seconds(3600),
        seed: UInt64 = 1, title: String = ""
    ) -> Outcome {
        var world = world
        world.isWarm = isWarm
        world.isLocal = isLocal
        return VirtualCluster.run(pods, world: world, timing: timing, until: end, seed: seed, title: title)
    }

    /// Names that tell the pods apart: as short as that allows.
    private static func names(_ survey: Survey) -> [String] {
        let kinds = survey.pods.map(\.pod)
        for name in [\Pod.name, \Pod.title] where Set(kinds.map { $0[keyPath: name] }).count == kinds.count {
            return kinds.map { $0[keyPath: name] }
        }
        return survey.titles
    }

    private mutating func model(
        _ index: Int, _ shape: PodShape, _ name: String, _ builder: inout ProgramBuilder
    ) -> ModelPod {
        let pod = shape.pod
        let isJob = pod.restartPolicy != .always
        var containers: [ModelContainer] = []
        for (place, container) in pod.all.enumerated() {
            let isInit = place < pod.initContainers.count && !container.spec.isRestartable
            let times = builder.assumptions.times(of: container, in: pod, isInit: isInit, isJob: isJob)
            let run = ProgramRun(
                readyAfter: times[.ready] ?? (times.entries[.ready]?.time == .never ? .seconds(1 << 40) : .zero),
                listensAfter: times[.listen], endsAfter: times[.end],
                // Whoever copes when it starts too early needs nothing to be there.
                needs: times.entries[.crash]?.time == .never ? [] : needs(container.name, shape, index, &builder),
                crashesAfter: times[.crash])
            var model = ModelContainer(builder.program(place, of: index, run: run))
            model.postStart = builder.postStart(place, of: index)
            for (kind, probe) in container.spec.probes {
                model.probes[kind] = builder.finder.signals(probe.handler, of: place, in: index)
            }
            model.pull = times[.pull] ?? .zero
            model.heldFor = shape.heldFor[container.name] ?? []
            containers.append(model)
            // What Holdfast or Istio brings in has no times to be told.
            let hasProgram = model.program.contains { if case .run = $0 { true } else { false } }
            if hasProgram { assumed += times.values(of: pod.title + "/" + container.name) }
        }
        var spec = pod.spec
        spec.name = name
        for (place, container) in spec.containers.enumerated() where shape.pilotHooks.contains(container.name) {
            if container.postStart == nil { spec.containers[place].postStart = .exec(["pilot-agent", "wait"]) }
        }
        return ModelPod(spec, name: name, containers: containers)
    }

    /// What a container needs by what its pod declares, whoever sees to it.
    private func needs(
        _ container: String, _ shape: PodShape, _ pod: Int, _ builder: inout ProgramBuilder
    ) -> [Need] {
        var needs: [Need] = []
        let all = shape.pod.all
        guard let own = all.firstIndex(where: { $0.name == container }) else { return [] }
        for hold in shape.holds where hold.dependent == container {
            let name = hold.dependency.name
            switch hold.dependency.kind {
            case .container:
                guard let other = all.firstIndex(where: { $0.name == name }) else { continue }
                let state: ProgramState =
                    switch hold.condition {
                    case .started: .started
                    case .ready: .answering
                    case .completed: .completed
                    }
                needs.append(Need(.own(other, state), name))
            case .target:
                for wait in shape.waits where wait.target.name == name {
                    if case .delay = wait.target.endpoint { continue }
                    needs.append(Need(builder.finder.signal(wait.target, from: pod, in: own), name))
                }
            }
        }
        return needs
    }
}
