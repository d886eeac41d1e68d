import Injection
import Kubelet
import Prediction
import Probing
import Startup

/// Makes the engine's programs of a scenario's.
struct ScenarioPrograms {
    let plan: ScenarioPlan
    let isCluster: Bool
    var world = World()
    /// Positions in the world's Services.
    var services: [ServiceKey: Int] = [:]

    struct ServiceKey: Hashable {
        var name: String
        var port: Int
    }

    init(plan: ScenarioPlan, isCluster: Bool) {
        self.plan = plan
        self.isCluster = isCluster
        for target in plan.pods.scenario.targets {
            if let time = target.readyAt { world.targets[target.key] = time }
        }
    }

    mutating func pod(_ index: Int) -> ModelPod {
        let pod = plan.held[index].pod
        var containers: [ModelContainer] = []
        for (place, container) in pod.all.enumerated() {
            var model = ModelContainer(program(container.commandLine, container.name, index))
            model.postStart = postStart(container, index)
            for (kind, probe) in container.spec.probes {
                if let signals = probed(probe.handler, place, index) { model.probes[kind] = signals }
            }
            containers.append(model)
        }
        return ModelPod(pod.spec, name: pod.name, containers: containers)
    }

    // MARK: Programs

    private mutating func program(_ words: [String], _ name: String, _ pod: Int) -> [ProgramStep] {
        switch ScenarioPlan.waiter(words) {
        case .wait(let options)?:
            let wait = ProgramStep.wait(wait(options, name, pod))
            return [wait] + (options.command.isEmpty ? [] : program(options.command, name, pod))
        case .supervise(let options)?:
            let waits = options.wait.targets.isEmpty ? [] : [ProgramStep.wait(wait(options.wait, name, pod))]
            return waits + program(options.wait.command, name, pod)
        case .copy?, .help?, .version?: return []
        case nil: return own(name, pod)
        }
    }

    private mutating func own(_ name: String, _ pod: Int) -> [ProgramStep] {
        let program = plan.pods.program(name, of: plan.pods.pods[pod].name)
        var steps = steps(program.pause, program.waits, pod)
        var needs: [Need] = []
        for condition in program.needs { needs.append(Need(signal(condition, pod), condition.text)) }
        let run = ProgramRun(
            readyAfter: program.ready, listensAfter: program.listen, endsAfter: program.end, code: program.code,
            needs: needs, crashesAfter: program.crash)
        steps.append(.run(run))
        return steps
    }

    private mutating func steps(_ pause: Duration, _ waits: [ScenarioWait], _ pod: Int) -> [ProgramStep] {
        var steps: [ProgramStep] = pause > .zero ? [.pause(pause)] : []
        for wait in waits {
            let need = Need(
                signal(wait.condition, pod), wait.condition.text, asking: .every(wait.every, after: wait.after),
                deadline: wait.timeout, onTimeout: wait.onTimeout == .fail ? .fail : .proceed)
            steps.append(.wait(Wait([need], failureCode: 1)))
        }
        return steps
    }

    private mutating func postStart(_ container: Container, _ pod: Int) -> [ProgramStep] {
        if let hook = plan.pods.program(container.name, of: plan.pods.pods[pod].name).postStart,
            plan.pods.pods[pod].container(named: container.name) != nil
        {
            return steps(hook.pause, hook.waits, pod) + (hook.code == 0 ? [] : [.end(code: hook.code)])
        }
        switch container.spec.postStart {
        case nil: return []
        case .sleep(let seconds)?: return [.pause(.seconds(seconds))]
        case .exec(let words)?:
            guard case .wait(let options)? = ScenarioPlan.waiter(words) else { return [] }
            return [.wait(wait(options, container.name, pod))]
        case let handler?:
            // Fact 5: it asks once, the status is ignored, a refused connection kills the container.
            let signals = (asked(handler, pod) ?? [.never]).map { signal -> Signal in
                if case .own(let other, .answering) = signal { .own(other, .listening) } else { signal }
            }
            return [.wait(Wait(signals.map { Need($0, "its port", deadline: .zero) }))]
        }
    }

    // MARK: The waiter

    private mutating func wait(_ options: WaitOptions, _ name: String, _ pod: Int) -> Wait {
        let policy = options.policy
        var needs: [Need] = []
        for target in options.targets {
            let timeout = target.timeout ?? policy.timeout
            var deadline: Duration? = timeout == 0 ? nil : .milliseconds(timeout)
            if policy.attempts == 1 { deadline = .zero }
            needs.append(
                Need(
                    signal(target, name, pod), target.name, asking: asking(target, policy, pod), deadline: deadline,
                    onTimeout: expiry(target.onTimeout ?? policy.onTimeout)))
        }
        return Wait(needs, failureCode: Int(options.timeoutCode))
    }

    private func asking(_ target: Target, _ policy: WaitPolicy, _ pod: Int) -> Asking {
        if let period = policy.period {
            return .every(.milliseconds(period), after: .milliseconds(policy.initialDelay))
        }
        switch target.endpoint {
        case .delay(let time): return .every(.seconds(1), after: .milliseconds(time))
        case .file(let path, _):
            // The file is noticed at once; but who writes it may have to ask by a command, at that pace.
            if let folder = published(path, pod), folder.asksByCommand { return .waiterRemote }
            return .watch(lag: .zero)
        default: return target.endpoint.isLocal ? .waiterLoopback : .waiterRemote
        }
    }

    private func expiry(_ onTimeout: OnTimeout) -> Need.Expiry {
        switch onTimeout {
        case .fail: .fail
        case .proceed: .proceed
        case .block: .block
        }
    }
}
