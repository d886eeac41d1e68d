extension PodMachine {
    /// The shortest time between the stop signal and the kill (kuberuntime_container.go `minimumGracePeriodInSeconds`).
    static let minimumGrace = Duration.seconds(2)

    /// Deletion waits for the pass that is under way, and with it for its hook (fact 4). What the pass had not begun
    /// is not begun any more.
    mutating func stop(_ now: Duration) {
        switch phase {
        case .idle:
            phase = .terminating(succeeded: false)
            finishIfDown(now)
        case .running:
            isStopRequested = true
            if !isInPass { beginTermination(succeeded: nil, now) }
        case .terminating, .finished: break
        }
    }

    /// Everything is killed at once, without hooks and without order.
    mutating func kill(_ now: Duration) {
        if case .terminating = phase {} else { phase = .terminating(succeeded: false) }
        isInPass = false
        isKilled = true
        steps = []
        actions.append(.cancelTimer(.sync))
        for index in specs.indices where !containers[index].isDown { killAtOnce(index, now) }
        finishIfDown(now)
    }

    /// A container that is just being started is killed again as soon as it runs.
    mutating func killAtOnce(_ index: ContainerIndex, _ now: Duration) {
        containers[index].stopping = .init(stage: .killed, graceEnds: now)
        containers[index].isReady = false
        for probe in containers[index].probes { actions.append(.cancelTimer(.probe(index, probe.kind))) }
        actions.append(.cancelTimer(.grace(index)))
        actions.append(.kill(index))
    }

    /// kuberuntime_container.go `killContainersWithSyncResult`: all containers are told at once; native sidecars run
    /// their preStop with the others, and then wait for their turn.
    mutating func beginTermination(succeeded: Bool?, _ now: Duration) {
        phase = .terminating(succeeded: succeeded)
        isInPass = false
        steps = []
        actions.append(.cancelTimer(.sync))
        for index in specs.indices where containers[index].isRunning && containers[index].stopping == nil {
            beginStopping(index, succeeded == nil ? "the pod ends" : "the pod's containers have ended", now)
        }
        finishIfDown(now)
    }

    /// kuberuntime_container.go `killContainer`: preStop, then the stop signal with what is left of the grace.
    mutating func beginStopping(_ index: ContainerIndex, _ reason: String, _ now: Duration) {
        guard containers[index].isRunning, containers[index].stopping == nil else { return }
        record(.stopping(index, reason: reason))
        for probe in containers[index].probes { actions.append(.cancelTimer(.probe(index, probe.kind))) }
        let ends = now + .seconds(spec.terminationGracePeriod)
        containers[index].stopping = .init(stage: .preStop, graceEnds: ends)
        containers[index].isReady = false
        if specs[index].preStop != nil, spec.terminationGracePeriod > 0 {
            actions.append(.runHook(index, .preStop))
            record(.hookStarted(index, .preStop))
            actions.append(.setTimer(.grace(index), at: ends))
        } else {
            takeTurn(index, now)
        }
    }

    mutating func preStopEnded(_ index: ContainerIndex, _ failure: String?, _ now: Duration) {
        guard containers[index].stopping?.stage == .preStop else { return }
        // A failing preStop only makes an event (FailedPreStopHook); the container is ended all the same.
        record(.hookEnded(index, .preStop, failure: failure))
        takeTurn(index, now)
    }

    private mutating func takeTurn(_ index: ContainerIndex, _ now: Duration) {
        guard case .terminating = phase, specs[index].isRestartable, !isTurn(of: index) else {
            return signal(index, now)
        }
        guard let ends = containers[index].stopping?.graceEnds, ends > now else { return signal(index, now) }
        containers[index].stopping?.stage = .turn
        actions.append(.setTimer(.grace(index), at: ends))
    }

    /// kuberuntime_termination_order.go: a native sidecar ends after all regular containers, and after the sidecars
    /// that come behind it: the reverse of the order in which they were started. Nobody waits for an init container.
    private func isTurn(of index: ContainerIndex) -> Bool {
        specs.indices.allSatisfy { other in
            guard other != index, !containers[other].isDown else { return true }
            return spec.isInit(other) && (!specs[other].isRestartable || other < index)
        }
    }

    mutating func letSidecarsGo(_ now: Duration) {
        for index in specs.indices where containers[index].stopping?.stage == .turn && isTurn(of: index) {
            signal(index, now)
        }
    }

    private mutating func signal(_ index: ContainerIndex, _ now: Duration) {
        guard let stopping = containers[index].stopping else { return }
        containers[index].stopping?.stage = .signalled
        actions.append(.terminate(index))
        actions.append(.setTimer(.grace(index), at: max(stopping.graceEnds, now + PodMachine.minimumGrace)))
    }

    mutating func graceEnded(_ index: ContainerIndex, _ now: Duration) {
        switch containers[index].stopping?.stage {
        case .preStop?:
            record(.hookEnded(index, .preStop, failure: "it did not end within the grace period"))
            signal(index, now)
        case .turn?: signal(index, now)
        case .signalled?: actions.append(.kill(index))
        case .killed?, nil: break
        }
    }

    mutating func finishIfDown(_ now: Duration) {
        guard case .terminating(let succeeded) = phase, containers.allSatisfy(\.isDown) else { return }
        phase = .finished
        let regular = containers[spec.initContainers.count...]
        record(.finished(succeeded: succeeded ?? regular.allSatisfy { $0.exitCode == 0 }))
    }
}
