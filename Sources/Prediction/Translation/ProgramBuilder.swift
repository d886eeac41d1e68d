import HandWritten
import Kubelet
import Probing
import Startup
import Topology

/// Makes programs of commands and hooks.
struct ProgramBuilder {
    var finder: SignalFinder
    let assumptions: Assumptions

    /// What the waiter takes to be told by the API server that something has happened: one watch, no polling.
    private static let watchLag = Duration.milliseconds(50)
    /// What copying a megabyte takes.
    private static let copyTime = Duration.milliseconds(20)

    /// A container's `command`.
    mutating func program(
        _ index: ContainerIndex, of pod: Int, run: ProgramRun
    ) -> [ProgramStep] {
        let shape = finder.shapes[pod]
        let container = shape.pod.all[index]
        var steps: [ProgramStep] = []
        if let pause = shape.pauses[container.name] { steps.append(.pause(pause)) }
        let written = (shape.written[container.name] ?? []).filter { $0.site != .postStart }
        // What the waiter's own command line says is more than what anyone reads out of it.
        if !written.isEmpty, WaiterCommands.parse(container.commandLine, in: container) == nil {
            for wait in written where !wait.wait.isBackground {
                steps += self.written(wait, index, pod)
            }
            let isAll = written.contains { $0.wait.isWholeCommand }
            return isAll ? steps : steps + [.run(run)]
        }
        let isKept = !shape.dropsWaits || shape.paces[container.name] != nil
        return steps + waiter(container.commandLine, index, pod, run, isKept: isKept)
    }

    /// A command that may run through the waiter, more than once.
    private mutating func waiter(
        _ words: [String], _ index: ContainerIndex, _ pod: Int, _ run: ProgramRun, isKept: Bool
    ) -> [ProgramStep] {
        switch WaiterCommands.parse(words, in: finder.shapes[pod].pod.all[index]) {
        case .wait(let options)?:
            let steps = isKept ? [ProgramStep.wait(wait(options, index, pod))] : []
            if options.command.isEmpty { return steps }
            return steps + waiter(options.command, index, pod, run, isKept: isKept)
        case .supervise(let options)?:
            let steps =
                isKept && !options.wait.targets.isEmpty ? [ProgramStep.wait(wait(options.wait, index, pod))] : []
            return steps + waiter(options.wait.command, index, pod, run, isKept: isKept)
        case .copy?: return [.pause(ProgramBuilder.copyTime)]
        case .help?, .version?: return []
        case nil: return [.run(run)]
        }
    }

    /// A wait of the waiter's.
    private mutating func wait(
        _ options: WaitOptions, _ index: ContainerIndex, _ pod: Int, asksItself: Bool = false
    ) -> Wait {
        let policy = options.policy
        let local = options.targets.count { $0.endpoint.isLocal }
        let pace = finder.shapes[pod].paces[finder.shapes[pod].pod.all[index].name]
        var needs: [Need] = []
        for target in options.targets {
            var signal = finder.signal(target, from: pod, in: index, asksItself: asksItself)
            // That something goes away is not foreseen here.
            if policy.inverted { signal = .always }
            let asking: Asking =
                switch target.endpoint {
                case .delay(let time): .every(.seconds(1), after: .milliseconds(time))
                case .kube: .watch(lag: ProgramBuilder.watchLag)
                case .file: .watch(lag: .zero)
                default:
                    if let period = policy.period {
                        .every(.milliseconds(period), after: .milliseconds(policy.initialDelay))
                    } else {
                        .schedule(.init(policy.schedule(for: target.endpoint, amongLocal: local)))
                    }
                }
            let timeout = target.timeout ?? policy.timeout
            var deadline: Duration? = timeout == 0 ? nil : .milliseconds(timeout)
            if policy.attempts == 1 { deadline = .zero }
            needs.append(
                Need(
                    signal, target.name, asking: pace ?? asking, deadline: deadline,
                    onTimeout: .init(target.onTimeout ?? policy.onTimeout)))
        }
        let needed = policy.needed(of: needs.count)
        return Wait(needs, enough: needed == needs.count ? nil : needed, failureCode: Int(options.timeoutCode))
    }

    /// A postStart hook.
    mutating func postStart(_ index: ContainerIndex, of pod: Int) -> [ProgramStep] {
        let shape = finder.shapes[pod]
        let container = shape.pod.all[index]
        if shape.pilotHooks.contains(container.name) {
            let pace = Asking.every(.milliseconds(500), after: .milliseconds(500))
            return [
                .wait(
                    Wait(
                        [Need(.own(index, .answering), container.name, asking: pace, deadline: .seconds(60))],
                        failureCode: 255))
            ]
        }
        switch container.spec.postStart {
        case nil: return []
        case .sleep(let seconds)?: return [.pause(.seconds(seconds))]
        case .exec(let words)?:
            if let command = WaiterCommands.parse(words, in: container) {
                guard case .wait(let options) = command, !shape.dropsWaits else { return [] }
                return [.wait(wait(options, index, pod, asksItself: true))]
            }
            var steps: [ProgramStep] = []
            for wait in shape.written[container.name] ?? [] where wait.site == .postStart && !wait.wait.isBackground {
                steps += written(wait, index, pod)
            }
            return steps
        case let handler?:
            // Fact 5: it asks once; the status is ignored, a refused connection kills the container.
            let signals = finder.signals(handler, of: index, in: pod).map { signal -> Signal in
                if case .own(let other, .answering) = signal { .own(other, .listening) } else { signal }
            }
            return [.wait(Wait(signals.map { Need($0, "its port", deadline: .zero) }))]
        }
    }

    /// A wait that somebody wrote by hand.
    private mutating func written(_ written: WrittenWait, _ index: ContainerIndex, _ pod: Int) -> [ProgramStep] {
        let found = written.wait
        if found.shape == .sleep { return [.pause(.milliseconds(found.deadline ?? found.interval ?? 0))] }
        // A loop without a pause asks as fast as its commands run.
        let pause = found.interval ?? (found.shape == .loop ? 100 : 1000)
        var deadline = found.deadline.map { Duration.milliseconds($0) }
        if found.shape == .once { deadline = .zero }
        if found.onGivingUp == .never { deadline = nil }
        let asksItself = written.site == .postStart
        var needs: [Need] = []
        for target in found.targets {
            let signal: Signal
            let name: String
            if let text = target.checked ?? target.meant, let parsed = try? TargetParser.parse(text) {
                name = target.meant.flatMap { try? TargetParser.parse($0).name } ?? parsed.name
                signal = proven(found.proof, finder.signal(parsed, from: pod, in: index, asksItself: asksItself))
            } else {
                name = "the check of " + written.title(in: finder.survey.pods[pod].pod)
                signal = finder.outside(name)
            }
            needs.append(
                Need(
                    signal, name, asking: .every(.milliseconds(pause)), deadline: deadline,
                    onTimeout: found.onGivingUp == .goesOn ? .proceed : .fail))
        }
        guard !needs.isEmpty else { return [] }
        return [.wait(Wait(needs, enough: found.needsAll ? nil : 1, failureCode: 1))]
    }

    /// What any answer or an open port shows is less than being ready.
    private func proven(_ proof: WaitProof, _ signal: Signal) -> Signal {
        guard proof == .answer || proof == .port else { return signal }
        return switch signal {
        case .own(let index, .answering): .own(index, .listening)
        case .service(let service, .answering, let minimum): .service(service, .listening, minimum: minimum)
        default: signal
        }
    }
}

extension Need.Expiry {
    init(_ onTimeout: OnTimeout) {
        switch onTimeout {
        case .fail: self = .fail
        case .proceed: self = .proceed
        case .block: self = .block
        }
    }
}
