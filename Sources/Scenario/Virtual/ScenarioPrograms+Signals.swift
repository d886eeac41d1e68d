import Kubelet
import Prediction
import Probing

/// What is asked, as the engine's signals.
extension ScenarioPrograms {
    mutating func signal(_ condition: ScenarioCondition, _ pod: Int) -> Signal {
        switch condition {
        case .container(let name, let state): own(name, state, pod)
        case .url(let text, let target): signal(ScenarioTarget(url: text, target: target, readyAt: nil), pod)
        }
    }

    /// What the waiter asks for in a container.
    mutating func signal(_ target: Target, _ name: String, _ pod: Int) -> Signal {
        switch target.endpoint {
        case .delay: return .always
        case .exec: return own(name, .answering, pod)
        case .file(let path, _):
            if let found = published(path, pod) { return own(found.container, found.state, pod) }
        default: break
        }
        return signal(ScenarioTarget(url: target.name, target: target, readyAt: nil), pod)
    }

    private mutating func signal(_ asked: ScenarioTarget, _ pod: Int) -> Signal {
        switch plan.pods.meaning(asked, in: pod) {
        case .target(let index)?: return .target(plan.pods.scenario.targets[index].key)
        case .container(pod, let name, let state)?: return own(name, state, pod)
        case .container(let other, let name, let state)?:
            if isCluster, let place = asked.target.place { return service(place.host, place.port, state) }
            guard let index = index(name, other) else { return .never }
            return .container(pod: other, index, state)
        case nil: return .never
        }
    }

    private mutating func service(_ host: String, _ port: Int, _ state: ProgramState) -> Signal {
        let name = String(host.prefix { $0 != "." })
        let question: ServiceQuestion = state == .listening ? .listening : .answering
        let key = ServiceKey(name: name, port: port)
        if let index = services[key] { return .service(index, question) }
        var members: [ModelService.Member] = []
        for pod in plan.pods.members(name) ?? [] {
            if let index = plan.pods.listener(port, in: pod).flatMap({ index($0, pod) }) {
                members.append(.init(pod: pod, container: index))
            }
        }
        services[key] = world.services.count
        world.services.append(ModelService(name, members: members))
        return .service(world.services.count - 1, question)
    }

    private func own(_ name: String, _ state: ProgramState, _ pod: Int) -> Signal {
        index(name, pod).map { .own($0, state) } ?? .never
    }

    private func index(_ name: String, _ pod: Int) -> ContainerIndex? {
        plan.held[pod].pod.all.firstIndex { $0.name == name }
    }

    /// What a probe or a hook asks; `nil` for the container's own program by its own way.
    mutating func probed(_ handler: Handler, _ place: ContainerIndex, _ pod: Int) -> [Signal]? {
        switch handler {
        case .exec(let words):
            let name = plan.held[pod].pod.all[place].name
            switch ScenarioPlan.waiter(words) {
            case .wait(let options)?:
                var signals: [Signal] = []
                for target in options.targets { signals.append(signal(target, name, pod)) }
                return signals
            case .version?: return [.always]
            default: return nil
            }
        default: return asked(handler, pod)
        }
    }

    /// What is asked on a port of the pod; `nil` when nobody there has it.
    func asked(_ handler: Handler, _ pod: Int) -> [Signal]? {
        switch handler {
        case .httpGet(_, _, let port, _, _): plan.pods.listener(port, in: pod).map { [own($0, .answering, pod)] }
        case .tcpSocket(_, let port): plan.pods.listener(port, in: pod).map { [own($0, .listening, pod)] }
        case .exec, .grpc, .sleep: nil
        }
    }

    /// Who says something about itself in this file of the state directory.
    func published(
        _ path: String, _ pod: Int
    ) -> (container: String, state: ProgramState, asksByCommand: Bool)? {
        let prefix = ScenarioPlan.tools.stateDirectory + "/"
        guard path.hasPrefix(prefix) else { return nil }
        let parts = path.dropFirst(prefix.count).split(separator: "/").map(String.init)
        let states: [String: ProgramState] = ["started": .started, "ready": .answering, "completed": .completed]
        guard parts.count == 2, let state = states[parts[1]],
            let container = plan.held[pod].pod.container(named: parts[0])
        else { return nil }
        var asksByCommand = false
        if state == .answering, case .supervise(let options)? = ScenarioPlan.waiter(container.commandLine) {
            asksByCommand = options.ready.contains { !$0.endpoint.isLocal }
        }
        return (parts[0], state, asksByCommand)
    }
}
