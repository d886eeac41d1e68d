import Kubelet
import Probing

extension VirtualCluster {
    enum Verdict {
        case open
        case met
        case failed
    }

    func verdict(_ process: Process) -> Verdict {
        guard let waiting = process.waiting else { return .met }
        let met = waiting.states.count { $0.isMet }
        let open = waiting.states.count { $0.isOpen }
        let enough = min(waiting.wait.enough ?? waiting.states.count, waiting.states.count)
        return met >= enough ? .met : met + open < enough ? .failed : .open
    }

    /// Begins to wait: what is true already and is asked at once is met on the spot.
    mutating func beginWait(_ wait: Wait, _ process: Process) -> Process.Waiting {
        var waiting = Process.Waiting(wait: wait, began: now, states: [])
        let id = process.id
        let first = pods[id.pod].containers[id.container].outcome.waited.count
        for (index, need) in wait.needs.enumerated() {
            let source = source(need.signal, of: id.pod)
            var state = Process.Waiting.State(source: source, seed: seed(id, process.position, index))
            pods[id.pod].containers[id.container].outcome.waited.append(
                .init(name: need.name, began: now, ended: nil, isMet: false, attempts: 0))
            let attempt = need.asking.attempt(notBefore: now, began: now, seed: state.seed)
            if sources[source].isOn, attempt.time <= now {
                state.isMet = true
                waiting.decider = index
                note(id, first + index, isMet: true, attempts: attempt.number)
            } else if need.deadline == .zero {
                state.isMet = need.onTimeout == .proceed
                state.isLost = need.onTimeout == .fail
                if need.onTimeout != .block { note(id, first + index, isMet: false, attempts: 1) }
            }
            if state.isOpen {
                sources[source].watchers.append(.need(id, step: process.position, need: index))
                if sources[source].isOn {
                    queue.push(.attempt(id, step: process.position, need: index), at: attempt.time)
                }
                if let deadline = need.deadline, deadline > .zero {
                    queue.push(.deadline(id, step: process.position, need: index), at: now + deadline)
                }
            }
            waiting.states.append(state)
        }
        return waiting
    }

    /// The same for the same place in the pod of the same name, wherever it stands among the others: what one does must
    /// not depend on who else is there, or a comparison shows differences that are none. Different for every other.
    private func seed(_ id: Event.ProcessID, _ step: Int, _ need: Int) -> UInt64 {
        var mixer = SplitMix64(state: seed ^ pods[id.pod].seed)
        for part in [id.container, id.instance, step, need] {
            mixer.state = mixer.next() ^ UInt64(truncatingIfNeeded: part)
        }
        return mixer.next()
    }

    func isOpen(_ id: Event.ProcessID, _ step: Int, _ need: Int) -> Bool {
        guard isCurrent(id), let process = process(id), !process.isOver, process.position == step,
            let waiting = process.waiting, waiting.states.indices.contains(need)
        else { return false }
        return waiting.states[need].isOpen
    }

    /// What a need asks for is true now: the next attempt will see it.
    mutating func planAttempt(_ id: Event.ProcessID, _ step: Int, _ need: Int) {
        guard let waiting = process(id)?.waiting else { return }
        let attempt = waiting.wait.needs[need].asking.attempt(
            notBefore: now, began: waiting.began, seed: waiting.states[need].seed)
        queue.push(.attempt(id, step: step, need: need), at: attempt.time)
    }

    mutating func attempt(_ id: Event.ProcessID, _ step: Int, _ need: Int) {
        guard isOpen(id, step, need), let process = process(id), let waiting = process.waiting,
            sources[waiting.states[need].source].isOn
        else { return }
        let attempt = waiting.wait.needs[need].asking.attempt(
            notBefore: now, began: waiting.began, seed: waiting.states[need].seed)
        settle(process, need, attempts: attempt.number) { waiting in
            waiting.states[need].isMet = true
            waiting.decider = need
        }
    }

    mutating func expire(_ id: Event.ProcessID, _ step: Int, _ need: Int) {
        guard isOpen(id, step, need), let process = process(id), let waiting = process.waiting else { return }
        let attempt = waiting.wait.needs[need].asking.attempt(
            notBefore: now, began: waiting.began, seed: waiting.states[need].seed)
        switch waiting.wait.needs[need].onTimeout {
        case .block: return
        case .fail: settle(process, need, attempts: attempt.number - 1) { $0.states[need].isLost = true }
        case .proceed:
            let name = waiting.wait.needs[need].name
            hazard(id, "went on without \(name), which was not ready after \(text(now - waiting.began))")
            settle(process, need, attempts: attempt.number - 1) { $0.states[need].isMet = true }
        }
    }

    /// Takes what became of a need, and goes on if that ends the wait.
    private mutating func settle(
        _ process: Process, _ need: Int, attempts: Int, _ edit: (inout Process.Waiting) -> Void
    ) {
        var process = process
        guard var waiting = process.waiting else { return }
        lastEvent = now
        edit(&waiting)
        process.waiting = waiting
        let id = process.id
        let place = pods[id.pod].containers[id.container].outcome.waited.lastIndex {
            $0.name == waiting.wait.needs[need].name && $0.ended == nil && $0.began == waiting.began
        }
        if let place { note(id, place, isMet: waiting.decider == need, attempts: attempts) }
        switch verdict(process) {
        case .open:
            update(process)
            showHold(id.pod, id.container)
        case .met:
            decide(id, waiting)
            process.waiting = nil
            process.position += 1
            advance(process)
        case .failed: fail(process)
        }
    }

    private mutating func note(_ id: Event.ProcessID, _ place: Int, isMet: Bool, attempts: Int) {
        pods[id.pod].containers[id.container].outcome.waited[place].ended = now
        pods[id.pod].containers[id.container].outcome.waited[place].isMet = isMet
        pods[id.pod].containers[id.container].outcome.waited[place].attempts = max(1, attempts)
    }

    /// Remembers who let the container go, for the critical path.
    private mutating func decide(_ id: Event.ProcessID, _ waiting: Process.Waiting) {
        guard let decider = waiting.decider else { return }
        switch sources[waiting.states[decider].source].owner {
        case .container(let pod, let container): pods[id.pod].containers[id.container].decider = (pod, container)
        case .pod(let pod): pods[id.pod].containers[id.container].decider = lastReady(pod).map { (pod, $0) }
        case .service(let service):
            let members = services[service].model.members
            for (place, member) in members.enumerated() where services[service].isEndpoint[place] {
                let last = services[service].model.publishesNotReady ? member.container : lastReady(member.pod)
                pods[id.pod].containers[id.container].decider = (member.pod, last ?? member.container)
                return
            }
        case .outside, .nobody: pods[id.pod].containers[id.container].decider = (id.pod, id.container)
        }
    }

    /// The container for which a pod's being Ready had to wait.
    private func lastReady(_ pod: Int) -> ContainerIndex? {
        pods[pod].rows.indices.filter { pods[pod].counts($0) && pods[pod].rows[$0].readyAt != nil }.max {
            (pods[pod].rows[$0].readyAt ?? .zero) < (pods[pod].rows[$1].readyAt ?? .zero)
        }
    }
}
