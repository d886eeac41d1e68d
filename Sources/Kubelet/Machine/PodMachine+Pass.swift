/// A step of a pass: the pod worker does one after another, and waits for each.
enum Step: Hashable, Sendable {
    /// Start a container, and wait for its postStart hook.
    case start(ContainerIndex)
    /// End a container whose probe failed, and wait until it has ended.
    case stop(ContainerIndex)
}

extension PodMachine {
    /// Asks for a pass as soon as the kubelet notices (PLEG); during a pass, its end asks by itself.
    mutating func requestPass(_ now: Duration) {
        guard phase == .running, !isInPass else { return }
        if timing.relist == .zero { beginPass(now) } else { setSync(at: timing.noticed(now)) }
    }

    /// An earlier wake stays: what happens later must not put off what happened before.
    private mutating func setSync(at time: Duration) {
        if let pending = syncAt, pending <= time { return }
        syncAt = time
        actions.append(.setTimer(.sync, at: time))
    }

    /// kuberuntime_manager.go `SyncPod`: status first, then what is to be ended, then what is to be started.
    mutating func beginPass(_ now: Duration) {
        guard phase == .running, !isInPass else { return }
        if isStopRequested { return beginTermination(succeeded: nil, now) }
        if syncAt != nil {
            syncAt = nil
            actions.append(.cancelTimer(.sync))
        }
        isInPass = true
        passes += 1
        // The status of the second pass is the first to have the sandbox's address: a hook in the first pass
        // therefore keeps the pod's IP from everyone (fact 4).
        if passes == 2 { record(.podIPPublished) }
        observe(now)
        guard let steps = nextSteps(now) else { return isInPass = false }
        self.steps = steps
        runStep(now)
    }

    private mutating func runStep(_ now: Duration) {
        switch steps.first {
        case .start(let index)?:
            if let ended = containers[index].backoffBasis {
                containers[index].backoff.restarted(at: now, after: ended, timing: timing)
            }
            containers[index].runtime = .creating
            record(.starting(index))
            actions.append(.start(index))
        case .stop(let index)?:
            // It may have ended by itself while an earlier step was done.
            guard containers[index].isRunning else { return endStep(now) }
            beginStopping(index, "its probe failed", now)
        case nil: endPass(now)
        }
    }

    mutating func endStep(_ now: Duration) {
        // What was started or ended is seen by the next pass: containers changed, so there is one.
        if !steps.isEmpty { steps.removeFirst() }
        if isStopRequested { steps = [] }
        if steps.isEmpty {
            isInPass = false
            if isStopRequested { return beginTermination(succeeded: nil, now) }
            requestPass(now)
        } else {
            runStep(now)
        }
    }

    /// A start that failed. Of regular containers the next one is started all the same, in the same pass: a failing
    /// postStart fails open (fact 3; `SyncPod` step 8 only logs the error). An init container ends the pass, a native
    /// sidecar does not (`SyncPod` step 6).
    mutating func failedStep(_ index: ContainerIndex, _ now: Duration) {
        if spec.isInit(index), !specs[index].isRestartable { steps = [] }
        endStep(now)
    }

    private mutating func endPass(_ now: Duration) {
        isInPass = false
        if isStopRequested { return beginTermination(succeeded: nil, now) }
        // Nothing to do now; what waits for its backoff needs a pass when that is over.
        let wakes = specs.indices.compactMap { index -> Duration? in
            guard shouldRun(index), case .exited(_, let at) = containers[index].runtime else { return nil }
            return containers[index].backoff.earliest(after: at, timing: timing)
        }
        if let next = wakes.min() { setSync(at: timing.retry.map { now + $0 } ?? max(next, now)) }
    }

    /// What this pass has to do; `nil` when it ended the pod instead (`computePodActions`).
    private mutating func nextSteps(_ now: Duration) -> [Step]? {
        var steps: [Step] = []
        for index in specs.indices where hasFailedProbe(index) {
            steps.append(.stop(index))
        }
        // A native sidecar that ended is started again, whatever comes after it (`computeInitContainerActions`).
        for index in 0..<initialized where specs[index].isRestartable { restart(index, now, &steps) }
        guard advanceInit(now, &steps) else { return nil }
        guard isInitialized else { return steps }
        let regular = spec.initContainers.count..<specs.count
        if regular.allSatisfy({ containers[$0].exitCode != nil && !shouldRun($0) }) {
            beginTermination(succeeded: regular.allSatisfy { containers[$0].exitCode == 0 }, now)
            return nil
        }
        for index in regular where shouldRun(index) { restart(index, now, &steps) }
        return steps
    }

    /// Takes the init containers one further if they are. Returns `false` when it ended the pod (fact 1).
    private mutating func advanceInit(_ now: Duration, _ steps: inout [Step]) -> Bool {
        while initialized < spec.initContainers.count {
            let index = initialized
            if specs[index].isRestartable {
                guard containers[index].isStarted else {
                    restart(index, now, &steps)
                    return true
                }
            } else {
                guard containers[index].exitCode == 0 else {
                    if let code = containers[index].exitCode, code != 0, spec.restartPolicy == .never {
                        beginTermination(succeeded: false, now)
                        return false
                    }
                    restart(index, now, &steps)
                    return true
                }
            }
            initialized += 1
        }
        if !isInitialized {
            isInitialized = true
            record(.initialized)
        }
        return true
    }

    /// Adds a start when the container is down, or this pass ends it, and its backoff is over. For the backoff counts
    /// the newest end that the status of this pass has: of a container that still runs, the one before
    /// (kuberuntime_manager.go `doBackOff`), so the first restart for a failed probe leaves no trace in it.
    private mutating func restart(_ index: ContainerIndex, _ now: Duration, _ steps: inout [Step]) {
        switch containers[index].runtime {
        case .waiting, .exited: break
        case .running where hasFailedProbe(index) && (specs[index].isRestartable || spec.restartPolicy != .never): break
        case .running, .creating: return
        }
        let ended = containers[index].lastExit
        let earliest = ended.map { containers[index].backoff.earliest(after: $0, timing: timing) } ?? now
        if earliest <= now {
            containers[index].backoffBasis = ended
            steps.append(.start(index))
        } else if containers[index].isDown, containers[index].backoffUntil != earliest {
            containers[index].backoffUntil = earliest
            record(.backoff(index, until: earliest))
        }
    }

    /// pkg/kubelet/container/helpers.go `ShouldContainerBeRestarted`; sidecars always, init containers until success.
    func shouldRun(_ index: ContainerIndex) -> Bool {
        if specs[index].isRestartable { return index <= initialized }
        if spec.isInit(index) { return index == initialized && containers[index].exitCode != 0 }
        guard isInitialized else { return false }
        guard let code = containers[index].exitCode else { return true }
        switch spec.restartPolicy {
        case .always: return true
        case .onFailure: return code != 0
        case .never: return false
        }
    }

    private func hasFailedProbe(_ index: ContainerIndex) -> Bool {
        containers[index].isRunning
            && (containers[index].result(.liveness) == .failure || containers[index].result(.startup) == .failure)
    }

    mutating func postStartEnded(_ index: ContainerIndex, _ failure: String?, _ now: Duration) {
        guard containers[index].isInHook else { return }
        containers[index].isInHook = false
        record(.hookEnded(index, .postStart, failure: failure))
        guard isInPass, steps.first == .start(index) else { return }
        guard let failure else { return endStep(now) }
        // kuberuntime_container.go `startContainer`, step 4: the container is killed, synchronously, and the error
        // goes to the pass (reason FailedPostStartHook).
        guard containers[index].isRunning else { return failedStep(index, now) }
        steps[0] = .stop(index)
        if spec.isInit(index), !specs[index].isRestartable { steps = [.stop(index)] }
        beginStopping(index, "its postStart hook failed: \(failure)", now)
    }
}
