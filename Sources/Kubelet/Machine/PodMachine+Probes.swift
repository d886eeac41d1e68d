extension PodMachine {
    /// Writes the status that the API sees, as every pass does first, and wakes what builds on it: probe workers look
    /// at the API's status, and the readiness of a started container that is not ready is asked at once
    /// (pkg/kubelet/prober/prober_manager.go `UpdatePodStatus`). The other probes wait for their tick.
    mutating func observe(_ now: Duration) {
        for index in specs.indices where containers[index].isRunning && containers[index].stopping == nil {
            if !containers[index].isObserved {
                containers[index].isObserved = true
                for probe in containers[index].probes { setTick(index, probe, now) }
            }
            updateReadiness(index, "")
            guard containers[index].isStarted,
                let position = containers[index].probes.firstIndex(where: { $0.kind == .readiness }),
                containers[index].probes[position].result != .success,
                containers[index].probes[position].spec.phase == nil
            else { continue }
            containers[index].probes[position].epoch = now
            setTick(index, containers[index].probes[position], now)
            attempt(index, .readiness, now)
        }
    }

    /// The whole-second period counts from the pod's admission, where its workers were made (fact 8), or from the last
    /// time that a pass asked (prober/worker.go `run`).
    private mutating func setTick(_ index: ContainerIndex, _ probe: ProbeWorker, _ now: Duration) {
        let period = Int64(probe.spec.period)
        let epoch = probe.epoch ?? admitted + (probe.spec.phase ?? .zero)
        let next = Duration.tick(after: now, of: .seconds(period), from: epoch)
        actions.append(.setTimer(.probe(index, probe.kind), at: next))
    }

    mutating func probeTick(_ index: ContainerIndex, _ kind: ProbeKind, _ now: Duration) {
        guard containers[index].isRunning, containers[index].stopping == nil,
            let probe = containers[index].probes.first(where: { $0.kind == kind })
        else { return }
        setTick(index, probe, now)
        attempt(index, kind, now)
    }

    /// prober/worker.go `doProbe`: not before the status says Running, not before the initial delay (in whole
    /// seconds), startup until it has succeeded and the others only from then on, nothing while on hold.
    private mutating func attempt(_ index: ContainerIndex, _ kind: ProbeKind, _ now: Duration) {
        let container = containers[index]
        guard container.isObserved, container.stopping == nil, case .running(let since) = container.runtime,
            let position = container.probes.firstIndex(where: { $0.kind == kind })
        else { return }
        let probe = container.probes[position]
        guard !probe.isInFlight, !probe.isOnHold else { return }
        guard (now - since).components.seconds >= probe.spec.initialDelay else { return }
        guard container.isStarted != (kind == .startup) else { return }
        containers[index].probes[position].isInFlight = true
        actions.append(.runProbe(index, kind))
    }

    mutating func probeEnded(_ index: ContainerIndex, _ kind: ProbeKind, _ failure: String?, _ now: Duration) {
        guard containers[index].isRunning, containers[index].stopping == nil,
            let position = containers[index].probes.firstIndex(where: { $0.kind == kind }),
            containers[index].probes[position].isInFlight
        else { return }
        if let failure { record(.probeFailed(index, kind, failure)) }
        guard containers[index].probes[position].take(succeeded: failure == nil) else { return }
        if kind == .startup, failure == nil { record(.startupSucceeded(index)) }
        // 1.20.2 writes the status past the pod worker (status_manager.go `SetContainerReadiness`). What is ready because
        // it has started up waits there for a pass that comes for another reason.
        let isOld = containers[index].probes[position].spec.phase != nil
        if !isOld || kind != .startup { updateReadiness(index, failure ?? "") }
        guard !isOld || kind == .liveness && failure != nil else { return }
        // A changed result reaches the pod worker by a channel of its own, without the PLEG (kubelet.go `syncLoop`).
        if !isInPass { beginPass(now) }
    }

    /// Ready is: started, and its readinessProbe (if any) says so.
    private mutating func updateReadiness(_ index: ContainerIndex, _ why: String) {
        if spec.isInit(index), !specs[index].isRestartable { return }
        let container = containers[index]
        let isReady = container.isStarted && (container.result(.readiness) ?? .success) == .success
        guard isReady != container.isReady else { return }
        containers[index].isReady = isReady
        record(isReady ? .ready(index) : .unready(index, why))
    }
}
