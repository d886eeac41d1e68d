import Kubelet

extension VirtualCluster {
    /// Makes a source for everything that somebody may ask for.
    mutating func connect() {
        for index in services.indices {
            for (member, entry) in services[index].model.members.enumerated() {
                pods[entry.pod].memberships.append((index, member))
            }
        }
        for pod in pods.indices {
            for index in pods[pod].specs.indices {
                for (kind, probe) in pods[pod].specs[index].probes {
                    let asked = pods[pod].model.containers[index].probes[kind] ?? [own(probe.handler, index)]
                    pods[pod].containers[index].probes[kind] = .init(sources: asked.map { source($0, of: pod) })
                }
            }
        }
    }

    private func own(_ handler: Handler, _ index: ContainerIndex) -> Signal {
        if case .tcpSocket = handler { .own(index, .listening) } else { .own(index, .answering) }
    }

    /// The source of a signal, as a pod means it.
    mutating func source(_ signal: Signal, of pod: Int) -> Int {
        var signal = signal
        switch signal {
        case .own(let index, let state): signal = .container(pod: pod, index, state)
        case .always, .never: break
        case .container(pod, _, _): break
        case .container, .podReady, .succeeded, .service, .target: if world.isWarm { signal = .always }
        }
        if let known = sourceOf[signal] { return known }
        let index = sources.count
        sourceOf[signal] = index
        sources.append(SignalSource(owner: .nobody, isOn: false))
        sources[index] = make(signal, index)
        return index
    }

    private mutating func make(_ signal: Signal, _ index: Int) -> SignalSource {
        switch signal {
        case .always: return SignalSource(owner: .outside, isOn: true)
        case .never, .own: return SignalSource(owner: .nobody, isOn: false)
        case .container(let pod, let container, let state):
            guard pods.indices.contains(pod), pods[pod].containers.indices.contains(container) else {
                return SignalSource(owner: .nobody, isOn: false)
            }
            pods[pod].containers[container].sources[state.rawValue] = index
            let isOn = pods[pod].containers[container].states.contains(state)
            return SignalSource(owner: .container(pod: pod, container), isOn: isOn)
        case .podReady(let pod):
            guard pods.indices.contains(pod) else { return SignalSource(owner: .nobody, isOn: false) }
            pods[pod].readySource = index
            return SignalSource(owner: .pod(pod), isOn: pods[pod].isReady)
        case .succeeded(let pod):
            guard pods.indices.contains(pod) else { return SignalSource(owner: .nobody, isOn: false) }
            pods[pod].successSource = index
            return SignalSource(owner: .pod(pod), isOn: pods[pod].outcome.succeeded == true)
        case .service(let service, let question, let minimum):
            guard services.indices.contains(service) else { return SignalSource(owner: .nobody, isOn: false) }
            if services[service].counts[question] == nil { recount(service, question) }
            services[service].questions.append(.init(question: question, minimum: max(1, minimum), source: index))
            let isOn = (services[service].counts[question] ?? 0) >= max(1, minimum)
            return SignalSource(owner: .service(service), isOn: isOn)
        case .target(let name):
            guard let time = world.targets[name] else { return SignalSource(owner: .nobody, isOn: false) }
            if time > now { queue.push(.source(index), at: time) }
            return SignalSource(owner: .outside, isOn: time <= now)
        }
    }

    private mutating func recount(_ service: Int, _ question: ServiceQuestion) {
        var count = 0
        for (place, member) in services[service].model.members.enumerated()
        where services[service].isEndpoint[place]
            && ServiceState.holds(question, pods[member.pod].containers[member.container].states)
        {
            count += 1
        }
        services[service].counts[question] = count
    }

    // MARK: Changes

    /// A signal changes; those who want to know are told. Attempts go through the queue, so that a long chain of waits
    /// does not become a deep one of calls.
    mutating func set(_ source: Int, _ isOn: Bool) {
        guard source >= 0, sources[source].isOn != isOn else { return }
        sources[source].isOn = isOn
        lastEvent = now
        let watchers = sources[source].watchers
        sources[source].watchers = []
        var kept: [SignalSource.Watcher] = []
        kept.reserveCapacity(watchers.count)
        for watcher in watchers {
            switch watcher {
            case .need(let id, let step, let need):
                guard isOpen(id, step, need) else { continue }
                kept.append(watcher)
                if isOn { planAttempt(id, step, need) }
            case .probe(let pod, let container, let kind):
                kept.append(watcher)
                unpark(pod, container, kind)
            }
        }
        sources[source].watchers = kept + sources[source].watchers
    }

    /// A container's program has reached a state, or is no longer in it.
    mutating func setState(_ pod: Int, _ index: ContainerIndex, _ state: ProgramState, _ isOn: Bool) {
        let before = pods[pod].containers[index].states
        guard before.contains(state) != isOn else { return }
        if isOn {
            pods[pod].containers[index].states.insert(state)
        } else {
            pods[pod].containers[index].states.remove(state)
        }
        set(pods[pod].containers[index].sources[state.rawValue], isOn)
        let after = pods[pod].containers[index].states
        for (service, member) in pods[pod].memberships
        where services[service].model.members[member].container == index {
            change(service, member, from: before, to: after)
        }
    }

    /// The pod's Services learn whether they lead to it.
    mutating func setEndpoint(_ pod: Int) {
        for (service, member) in pods[pod].memberships {
            let isEndpoint = isEndpoint(pod, service)
            guard services[service].isEndpoint[member] != isEndpoint else { continue }
            let states = pods[pod].containers[services[service].model.members[member].container].states
            change(service, member, from: states, to: states, isEndpoint: isEndpoint)
        }
    }

    /// Whether a Service is to lead to the pod.
    private func isEndpoint(_ pod: Int, _ service: Int) -> Bool {
        if world.isLocal { return true }
        return services[service].model.publishesNotReady
            ? pods[pod].isPublished && !pods[pod].machine.isFinished : pods[pod].isReady
    }

    /// A member changes; nothing of a Service is copied, it may have thousands.
    private mutating func change(
        _ service: Int, _ member: Int, from before: ProgramStates, to after: ProgramStates, isEndpoint: Bool? = nil
    ) {
        let was = services[service].isEndpoint[member]
        if let isEndpoint { services[service].isEndpoint[member] = isEndpoint }
        let isNow = services[service].isEndpoint[member]
        for question in ServiceState.all where services[service].counts[question] != nil {
            let held = was && ServiceState.holds(question, before)
            let holds = isNow && ServiceState.holds(question, after)
            if held != holds { services[service].counts[question, default: 0] += holds ? 1 : -1 }
        }
        for entry in services[service].questions {
            set(entry.source, (services[service].counts[entry.question] ?? 0) >= entry.minimum)
        }
    }
}
