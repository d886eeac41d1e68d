/// How the kubelet starts, watches and ends one pod: events in, actions out, time passed in.
///
/// The pod worker goes through the pod in passes (pkg/kubelet/kuberuntime/kuberuntime_manager.go `SyncPod`). A pass
/// takes as long as the starts and the hooks in it; what happens meanwhile is noted, and decided upon in the next one.
/// That is where the order of containers comes from, and why a postStart hook holds the containers behind it (fact 2).
public struct PodMachine: Sendable {
    enum Phase: Hashable, Sendable {
        case idle
        case running
        case terminating(succeeded: Bool?)
        case finished
    }

    /// The pod.
    public let spec: PodSpec
    let specs: [ContainerSpec]
    let timing: KubeletTiming
    var containers: [ContainerState]
    var phase = Phase.idle
    var admitted = Duration.zero
    /// The steps of the pass that is under way; the first is being done.
    var steps: [Step] = []
    var isInPass = false
    var passes = 0
    /// How many init containers are through: order is applied once, this never goes back (fact 7).
    var initialized = 0
    var isInitialized = false
    var isStopRequested = false
    var isKilled = false
    /// When the sync timer is due, if it is set.
    var syncAt: Duration?
    var actions: [PodAction] = []

    /// A pod that was not admitted yet.
    public init(spec: PodSpec, timing: KubeletTiming = KubeletTiming()) {
        self.spec = spec
        specs = spec.all
        self.timing = timing
        containers = specs.map { container in
            var state = ContainerState()
            for kind in ProbeKind.allCases {
                if let probe = container.probes[kind] { state.probes.append(ProbeWorker(probe, kind)) }
            }
            return state
        }
    }

    /// Takes an event at a time, which never goes back. Returns what has to be done, in order.
    public mutating func handle(_ event: PodEvent, at now: Duration) -> [PodAction] {
        guard phase != .finished else { return [] }
        actions = []
        switch event {
        case .start:
            guard phase == .idle else { break }
            phase = .running
            admitted = now
            beginPass(now)
        case .started(let index): started(index, now)
        case .startFailed(let index, let why): startFailed(index, why, now)
        case .exited(let index, let code): exited(index, code, now)
        case .hookEnded(let index, .postStart, let failure): postStartEnded(index, failure, now)
        case .hookEnded(let index, .preStop, let failure): preStopEnded(index, failure, now)
        case .probeEnded(let index, let kind, let failure): probeEnded(index, kind, failure, now)
        case .timer(.sync):
            syncAt = nil
            if !isInPass { beginPass(now) }
        case .timer(.probe(let index, let kind)): probeTick(index, kind, now)
        case .timer(.grace(let index)): graceEnded(index, now)
        case .stop: stop(now)
        case .kill: kill(now)
        }
        defer { actions = [] }
        return actions
    }

    /// Whether every process has ended and nothing more will happen.
    public var isFinished: Bool { phase == .finished }

    /// Whether the container takes traffic.
    public func isReady(_ index: ContainerIndex) -> Bool { containers[index].isReady }

    /// Whether the pod is Ready: initialised, and every regular container and native sidecar ready.
    public var isReady: Bool {
        guard isInitialized, phase == .running else { return false }
        return specs.indices.allSatisfy { index in
            spec.isInit(index) && !specs[index].isRestartable || containers[index].isReady
        }
    }

    mutating func record(_ transition: Transition) {
        actions.append(.record(transition))
    }

    private mutating func started(_ index: ContainerIndex, _ now: Duration) {
        guard containers[index].runtime == .creating else { return }
        containers[index].runtime = .running(since: now)
        for probe in containers[index].probes.indices { containers[index].probes[probe].reset() }
        record(.started(index))
        if isKilled { return killAtOnce(index, now) }
        guard isInPass, steps.first == .start(index) else { return }
        guard specs[index].postStart != nil else { return endStep(now) }
        containers[index].isInHook = true
        actions.append(.runHook(index, .postStart))
        record(.hookStarted(index, .postStart))
    }

    private mutating func startFailed(_ index: ContainerIndex, _ why: String, _ now: Duration) {
        guard containers[index].runtime == .creating else { return }
        record(.startFailed(index, why))
        // kuberuntime_container.go `startContainer`: a container that cannot be started is left with status 128.
        containers[index].runtime = .exited(code: 128, at: now)
        containers[index].lastExit = now
        if isInPass, steps.first == .start(index) { failedStep(index, now) }
        finishIfDown(now)
    }

    private mutating func exited(_ index: ContainerIndex, _ code: Int, _ now: Duration) {
        guard containers[index].isRunning else { return }
        let wasStopping = containers[index].stopping != nil
        containers[index].runtime = .exited(code: code, at: now)
        containers[index].lastExit = now
        containers[index].isObserved = false
        containers[index].stopping = nil
        containers[index].isReady = false
        if wasStopping { actions.append(.cancelTimer(.grace(index))) }
        for probe in containers[index].probes {
            actions.append(.cancelTimer(.probe(index, probe.kind)))
        }
        record(.exited(index, code: code))
        if case .terminating = phase {
            letSidecarsGo(now)
            return finishIfDown(now)
        }
        if isInPass, steps.first == .stop(index) { return endStep(now) }
        requestPass(now)
    }
}
