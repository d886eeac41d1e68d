import Kubelet
import Rendering

/// Runs pods in virtual time: the kubelet's rules, driven by programs that do as they are told.
///
/// Nothing ticks: a wait ends at the first attempt of its schedule at or after the time at which what it asks for
/// became true, and probes that would only see what they saw before are not asked. So thousands of pods that wait for
/// minutes cost no more than what happens to them. The same pods and world give the same outcome, always.
public struct VirtualCluster {
    let timing: ClusterTiming
    let world: World
    let seed: UInt64
    /// Off for tests: then every probe is asked every time.
    let parksProbes: Bool
    var pods: [PodState]
    var sources: [SignalSource] = []
    var services: [ServiceState]
    var sourceOf: [Signal: Int] = [:]
    var queue = EventQueue()
    var now = Duration.zero
    /// The last time at which something changed: probes that see what they saw before are nothing.
    var lastEvent = Duration.zero

    /// Runs pods until nothing happens any more, or the time is up.
    ///
    /// - Parameters:
    ///   - pods: their order is that of signals' positions.
    ///   - end: a run with something that crashes and is started again would never end by itself.
    ///   - seed: decides the phases of the waiters' schedules, and nothing else.
    public static func run(
        _ pods: [ModelPod], world: World = World(), timing: ClusterTiming = ClusterTiming(),
        until end: Duration = .seconds(3600), seed: UInt64 = 1, title: String = ""
    ) -> Outcome {
        var cluster = VirtualCluster(pods, world, timing, seed)
        cluster.run(until: end)
        return cluster.outcome(until: end, title: title)
    }

    init(
        _ pods: [ModelPod], _ world: World, _ timing: ClusterTiming, _ seed: UInt64, parksProbes: Bool = true
    ) {
        self.parksProbes = parksProbes
        self.timing = timing
        self.world = world
        self.seed = seed
        self.pods = pods.map { PodState($0, timing.kubelet) }
        services = world.services.map { ServiceState($0, leadsToAll: world.isLocal) }
        connect()
        for pod in pods.indices { queue.push(.admit(pod: pod), at: pods[pod].admitted) }
    }

    mutating func run(until end: Duration) {
        while let time = queue.nextTime, time <= end, let item = queue.pop() {
            now = time
            take(item.event)
        }
    }

    private mutating func take(_ event: Event) {
        switch event {
        case .timer(let pod, let timer): timerDue(pod, timer)
        case .probe(let id, let kind): answerProbe(id, kind)
        case .admit(let pod): send(.start, to: pod)
        case .begin(let id): begin(id)
        case .hookOver(let id, let kind, let failure): hookOver(id, kind, failure)
        case .resume(let id): resume(id)
        case .attempt(let id, let step, let need): attempt(id, step, need)
        case .deadline(let id, let step, let need): expire(id, step, need)
        case .state(let id, let state): reach(id, state)
        case .exit(let id, let code): exit(id, code: code)
        case .endpoint(let pod): setEndpoint(pod)
        case .source(let source): set(source, true)
        }
    }

    /// Whether this is still the instance that runs.
    func isCurrent(_ id: Event.ProcessID) -> Bool {
        let container = pods[id.pod].containers[id.container]
        return container.isUp && container.instance == id.instance
    }
}
