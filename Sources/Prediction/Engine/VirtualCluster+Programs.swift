import Kubelet
import Probing

extension VirtualCluster {
    func process(_ id: Event.ProcessID) -> Process? {
        switch id.role {
        case .main: pods[id.pod].containers[id.container].main
        case .hook(let kind): pods[id.pod].containers[id.container].hooks[kind]
        }
    }

    mutating func update(_ process: Process) {
        let id = process.id
        switch id.role {
        case .main: pods[id.pod].containers[id.container].main = process
        case .hook(let kind): pods[id.pod].containers[id.container].hooks[kind] = process
        }
    }

    /// Does the process's steps from the one that it is at, until one takes time.
    mutating func advance(_ start: Process) {
        var process = start
        while process.position < process.steps.count {
            switch process.steps[process.position] {
            case .pause(let time):
                update(process)
                queue.push(.resume(process.id), at: now + time)
                return hold(process)
            case .wait(let wait):
                process.waiting = beginWait(wait, process)
                update(process)
                switch verdict(process) {
                case .open: return hold(process)
                case .met: process.waiting = nil
                case .failed: return fail(process)
                }
            case .run(let run):
                update(process)
                return self.run(run, process.id)
            case .end(let code): return finish(process, code, "it ended with \(code)")
            }
            process.position += 1
        }
        finish(process, 0, nil)
    }

    mutating func resume(_ id: Event.ProcessID) {
        guard isCurrent(id), var process = process(id), !process.isOver else { return }
        process.position += 1
        advance(process)
    }

    private mutating func finish(_ process: Process, _ code: Int, _ failure: String?) {
        var process = process
        process.isOver = true
        process.waiting = nil
        update(process)
        switch process.id.role {
        case .main: queue.push(.exit(process.id, code: code), at: now)
        case .hook(let kind):
            queue.push(.hookOver(process.id, kind, failure: code == 0 ? nil : failure ?? "it failed"), at: now)
        }
    }

    // MARK: The container's own program

    private mutating func run(_ run: ProgramRun, _ id: Event.ProcessID) {
        guard case .main = id.role else { return }
        lastEvent = now
        let missing = run.needs.map { (name: $0.name, source: source($0.signal, of: id.pod)) }.filter {
            !sources[$0.source].isOn
        }
        let early = missing.map(\.name)
        pods[id.pod].containers[id.container].missing = missing
        if pods[id.pod].containers[id.container].outcome.firstInstructionAt == nil {
            pods[id.pod].containers[id.container].outcome.firstInstructionAt = now
        }
        release(id)
        noteEarly(early, id)
        setState(id.pod, id.container, .started, true)
        if let time = run.crashesAfter, !early.isEmpty {
            queue.push(.exit(id, code: 1), at: now + time)
            // Until it falls over nobody gets an answer from it.
            return
        }
        queue.push(.state(id, .listening), at: now + min(run.listensAfter ?? run.readyAfter, run.readyAfter))
        queue.push(.state(id, .answering), at: now + run.readyAfter)
        if let time = run.endsAfter { queue.push(.exit(id, code: run.code), at: now + time) }
    }

    private mutating func noteEarly(_ early: [String], _ id: Event.ProcessID) {
        for name in early where !pods[id.pod].containers[id.container].outcome.early.contains(name) {
            pods[id.pod].containers[id.container].outcome.early.append(name)
            let text = "started before \(name) was ready"
            pods[id.pod].rows[id.container].mark(.hazard, text, at: now)
            pods[id.pod].hazards.append("\(pods[id.pod].model.name)/\(pods[id.pod].specs[id.container].name) \(text)")
        }
    }

    mutating func reach(_ id: Event.ProcessID, _ state: ProgramState) {
        guard isCurrent(id), process(id)?.isOver == false else { return }
        if state == .answering, pods[id.pod].containers[id.container].outcome.answeringAt == nil {
            pods[id.pod].containers[id.container].outcome.answeringAt = now
        }
        setState(id.pod, id.container, state, true)
        noteServing(id.pod)
    }

    // MARK: Holding

    /// Its command has come to something that takes time, and its own program is still to come.
    private mutating func hold(_ process: Process) {
        let id = process.id
        let names = openNeeds(process)
        switch id.role {
        case .hook(.postStart):
            if !names.isEmpty, pods[id.pod].rows[id.container].activity == .hook {
                pods[id.pod].rows[id.container].change(to: .hook, note: names.joined(separator: ", "), at: now)
            }
        case .hook: break
        case .main:
            guard process.isBeforeRun || process.waiting != nil else { return }
            pods[id.pod].containers[id.container].isHeld = true
            showHold(id.pod, id.container)
        }
    }

    /// The row says what is waited for, once its process is known to run.
    mutating func showHold(_ pod: Int, _ index: ContainerIndex) {
        guard pods[pod].containers[index].isHeld, pods[pod].rows[index].activity == .held,
            let process = pods[pod].containers[index].main
        else { return }
        pods[pod].rows[index].change(to: .held, note: openNeeds(process).joined(separator: ", "), at: now)
    }

    private mutating func release(_ id: Event.ProcessID) {
        guard pods[id.pod].containers[id.container].isHeld else { return }
        pods[id.pod].containers[id.container].isHeld = false
        if pods[id.pod].rows[id.container].activity == .hook { return }
        pods[id.pod].rows[id.container].released(isReady: pods[id.pod].machine.isReady(id.container), at: now)
    }

    /// The names of what a process still waits for.
    func openNeeds(_ process: Process) -> [String] {
        guard let waiting = process.waiting else { return [] }
        return waiting.states.indices.filter { waiting.states[$0].isOpen }.map { waiting.wait.needs[$0].name }
    }
}
