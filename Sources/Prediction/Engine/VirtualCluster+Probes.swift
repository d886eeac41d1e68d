import Kubelet

extension VirtualCluster {
    mutating func timerDue(_ pod: Int, _ timer: PodTimer) {
        guard pods[pod].timers[timer] == now else { return }
        if case .probe(let index, let kind) = timer {
            if parksProbes, canPark(pod, index, kind) { return park(pod, index, kind) }
        }
        pods[pod].timers[timer] = nil
        send(.timer(timer), to: pod)
    }

    mutating func answerProbe(_ id: Event.ProcessID, _ kind: ProbeKind) {
        guard isCurrent(id), let probe = pods[id.pod].containers[id.container].probes[kind] else { return }
        let isGood = probe.sources.allSatisfy { sources[$0].isOn }
        pods[id.pod].containers[id.container].probes[kind]?.outcome = isGood
        pods[id.pod].containers[id.container].probes[kind]?.run = probe.outcome == isGood ? probe.run + 1 : 1
        send(.probeEnded(id.container, kind, failure: isGood ? nil : "not yet"), to: id.pod)
    }

    /// Whether the machine would stay as it is, however often it asked: the last outcomes, as many as count, were what
    /// the answer is now; or it does not ask at all.
    private func canPark(_ pod: Int, _ index: ContainerIndex, _ kind: ProbeKind) -> Bool {
        guard let spec = pods[pod].specs[index].probes[kind], let probe = pods[pod].containers[index].probes[kind]
        else {
            return false
        }
        guard pods[pod].containers[index].isUp else { return true }
        let hasStartedUp = pods[pod].containers[index].hasStartedUp
        let isStartedUp = hasStartedUp || pods[pod].containers[index].probes[.startup] == nil
        if kind == .startup ? hasStartedUp : !isStartedUp { return true }
        guard let outcome = probe.outcome, outcome == probe.sources.allSatisfy({ sources[$0].isOn }) else {
            return false
        }
        return probe.run >= (outcome ? spec.successThreshold : spec.failureThreshold)
    }

    private mutating func park(_ pod: Int, _ index: ContainerIndex, _ kind: ProbeKind) {
        guard let probe = pods[pod].containers[index].probes[kind] else { return }
        pods[pod].containers[index].probes[kind]?.parked = now
        guard !probe.isWatching else { return }
        pods[pod].containers[index].probes[kind]?.isWatching = true
        for source in probe.sources { sources[source].watchers.append(.probe(pod: pod, index, kind)) }
    }

    /// Asks again, at the next tick of the same grid.
    mutating func unpark(_ pod: Int, _ index: ContainerIndex, _ kind: ProbeKind) {
        let timer = PodTimer.probe(index, kind)
        guard let due = pods[pod].containers[index].probes[kind]?.parked, pods[pod].timers[timer] != nil,
            let spec = pods[pod].specs[index].probes[kind]
        else { return }
        pods[pod].containers[index].probes[kind]?.parked = nil
        let period = Duration.seconds(spec.period)
        let steps = (now - due).nanoseconds.dividedUp(by: period.nanoseconds)
        let next = due + .nanoseconds(steps * period.nanoseconds)
        pods[pod].timers[timer] = next
        queue.push(.timer(pod: pod, timer), at: next)
    }

    /// A timer is set anew or cancelled: what was parked under its name is no more.
    mutating func forget(_ timer: PodTimer, _ pod: Int) {
        if case .probe(let index, let kind) = timer { pods[pod].containers[index].probes[kind]?.parked = nil }
    }
}
