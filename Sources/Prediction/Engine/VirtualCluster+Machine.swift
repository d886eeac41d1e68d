import Kubelet
import Rendering

extension VirtualCluster {
    /// Gives a pod's machine an event and carries out what it wants.
    mutating func send(_ event: PodEvent, to pod: Int) {
        for action in pods[pod].machine.handle(event, at: now) { carryOut(action, pod) }
        let isReady = pods[pod].machine.isReady
        guard isReady != pods[pod].isReady else { return }
        pods[pod].isReady = isReady
        if isReady, pods[pod].outcome.readyAt == nil { pods[pod].outcome.readyAt = now }
        set(pods[pod].readySource, isReady)
        publish(pod)
        noteServing(pod)
    }

    private mutating func publish(_ pod: Int) {
        if !pods[pod].memberships.isEmpty { queue.push(.endpoint(pod: pod), at: now + timing.endpoints) }
    }

    private mutating func carryOut(_ action: PodAction, _ pod: Int) {
        switch action {
        case .start(let index):
            pods[pod].containers[index].instance += 1
            let instance = pods[pod].containers[index].instance
            if instance > 1 { pods[pod].containers[index].outcome.restarts += 1 }
            let pull = instance == 1 ? pods[pod].model.containers[index].pull : .zero
            queue.push(.begin(id(pod, index, .main)), at: now + pull + timing.containerStart)
        case .runHook(let index, let kind):
            let container = pods[pod].model.containers[index]
            let steps =
                kind == .postStart
                ? container.postStart : container.preStop.isEmpty ? sleep(pods[pod].specs[index]) : container.preStop
            advance(Process(id(pod, index, .hook(kind)), steps))
        case .runProbe(let index, let kind): queue.push(.probe(id(pod, index, .main), kind), at: now)
        case .terminate(let index): queue.push(.exit(id(pod, index, .main), code: 143), at: now)
        case .kill(let index): queue.push(.exit(id(pod, index, .main), code: 137), at: now)
        case .setTimer(let timer, let time):
            forget(timer, pod)
            pods[pod].timers[timer] = time
            queue.push(.timer(pod: pod, timer), at: time)
        case .cancelTimer(let timer):
            forget(timer, pod)
            pods[pod].timers[timer] = nil
        case .record(let transition): record(transition, pod)
        }
    }

    private func sleep(_ spec: ContainerSpec) -> [ProgramStep] {
        if case .sleep(let seconds)? = spec.preStop { [.pause(.seconds(seconds))] } else { [] }
    }

    private func id(_ pod: Int, _ index: ContainerIndex, _ role: Event.ProcessID.Role) -> Event.ProcessID {
        .init(pod: pod, container: index, role: role, instance: pods[pod].containers[index].instance)
    }

    // MARK: Containers

    mutating func begin(_ id: Event.ProcessID) {
        guard pods[id.pod].containers[id.container].instance == id.instance else { return }
        pods[id.pod].containers[id.container].isUp = true
        pods[id.pod].containers[id.container].since = now
        pods[id.pod].containers[id.container].isHeld = false
        pods[id.pod].containers[id.container].hasStartedUp = false
        for kind in ProbeKind.allCases {
            pods[id.pod].containers[id.container].probes[kind]?.outcome = nil
            pods[id.pod].containers[id.container].probes[kind]?.run = 0
        }
        if pods[id.pod].containers[id.container].outcome.startedAt == nil {
            pods[id.pod].containers[id.container].outcome.startedAt = now
        }
        advance(Process(id, pods[id.pod].model.containers[id.container].program))
        send(.started(id.container), to: id.pod)
    }

    mutating func exit(_ id: Event.ProcessID, code: Int) {
        guard isCurrent(id) else { return }
        let (pod, index) = (id.pod, id.container)
        let hooks = pods[pod].containers[index].hooks.filter { !$0.value.isOver }
        pods[pod].containers[index].isUp = false
        pods[pod].containers[index].isHeld = false
        pods[pod].containers[index].main = nil
        pods[pod].containers[index].hooks = [:]
        pods[pod].containers[index].outcome.exits.append(code)
        if code == 0, pods[pod].containers[index].outcome.completedAt == nil {
            pods[pod].containers[index].outcome.completedAt = now
        }
        setState(pod, index, .listening, false)
        setState(pod, index, .answering, false)
        if code == 0 { setState(pod, index, .completed, true) }
        send(.exited(index, code: code), to: pod)
        // What runs in a container ends with it: its hooks have failed.
        for kind in [HookKind.postStart, .preStop] where hooks[kind] != nil {
            send(.hookEnded(index, kind, failure: "its container ended"), to: pod)
        }
    }

    mutating func hookOver(_ id: Event.ProcessID, _ kind: HookKind, _ failure: String?) {
        guard isCurrent(id), pods[id.pod].containers[id.container].hooks[kind]?.isOver == true else { return }
        pods[id.pod].containers[id.container].hooks[kind] = nil
        send(.hookEnded(id.container, kind, failure: failure), to: id.pod)
    }

    mutating func fail(_ process: Process) {
        guard let waiting = process.waiting else { return }
        let lost = waiting.states.indices.filter { waiting.states[$0].isLost }
        let names = lost.map { waiting.wait.needs[$0].name }
        pods[process.id.pod].containers[process.id.container].missing = lost.map {
            (waiting.wait.needs[$0].name, waiting.states[$0].source)
        }
        var process = process
        process.isOver = true
        process.waiting = nil
        update(process)
        switch process.id.role {
        case .main: queue.push(.exit(process.id, code: waiting.wait.failureCode), at: now)
        case .hook(let kind):
            let why = "timed out waiting for " + names.joined(separator: ", ")
            queue.push(.hookOver(process.id, kind, failure: why), at: now)
        }
    }

    // MARK: What is seen

    private mutating func record(_ transition: Transition, _ pod: Int) {
        if case .probeFailed = transition {} else { lastEvent = now }
        if let index = transition.container {
            let isHeld = pods[pod].containers[index].isHeld
            if case .backoff = transition, pods[pod].rows[index].activity == .backoff { return }
            pods[pod].rows[index].take(transition, isHeld: isHeld, at: now)
            if case .hookEnded(_, .postStart, nil) = transition, isHeld {
                pods[pod].rows[index].change(to: .held, at: now)
            }
            showHold(pod, index)
            if case .hookStarted(_, .postStart) = transition, let hook = pods[pod].containers[index].hooks[.postStart] {
                pods[pod].rows[index].change(to: .hook, note: openNeeds(hook).joined(separator: ", "), at: now)
            }
        }
        switch transition {
        case .podIPPublished:
            pods[pod].isPublished = true
            pods[pod].outcome.publishedAt = now
            publish(pod)
        case .initialized: pods[pod].outcome.initializedAt = now
        case .startupSucceeded(let index):
            pods[pod].containers[index].hasStartedUp = true
            for kind in [ProbeKind.readiness, .liveness] { unpark(pod, index, kind) }
        case .ready(let index):
            if pods[pod].containers[index].outcome.readyAt == nil { pods[pod].containers[index].outcome.readyAt = now }
        case .hookEnded(let index, .postStart, let failure?): hookFailed(pod, index, failure)
        case .finished(let succeeded):
            pods[pod].outcome.finishedAt = now
            pods[pod].outcome.succeeded = succeeded
            if succeeded { set(pods[pod].successSource, true) }
            publish(pod)
        default: break
        }
    }

    /// Fact 3: worth a word, because in a cluster nobody sees it.
    private mutating func hookFailed(_ pod: Int, _ index: ContainerIndex, _ failure: String) {
        let name = pods[pod].specs[index].name
        var text = "the postStart hook of \(name) failed (\(failure)): the kubelet kills the container"
        let next = index + 1
        if !pods[pod].model.spec.isInit(index), next < pods[pod].specs.count, pods[pod].containers[next].instance == 0 {
            text += " and starts \(pods[pod].specs[next].name) all the same"
        }
        // Every restart says the same.
        let hazard = "\(pods[pod].model.name): \(text)"
        if !pods[pod].hazards.contains(hazard) { pods[pod].hazards.append(hazard) }
    }

    mutating func hazard(_ id: Event.ProcessID, _ text: String) {
        pods[id.pod].rows[id.container].mark(.hazard, text, at: now)
        pods[id.pod].hazards.append("\(pods[id.pod].model.name)/\(pods[id.pod].specs[id.container].name) \(text)")
    }

    mutating func noteServing(_ pod: Int) {
        if pods[pod].outcome.servingAt == nil, pods[pod].isServing { pods[pod].outcome.servingAt = now }
    }

    func text(_ time: Duration) -> String { DurationText.format(time) }
}
