import Kubelet
import Probing
import Startup
import Topology

/// Finds out what targets mean in virtual time, and keeps account of the Services and the outside that they lead to.
struct SignalFinder {
    private struct ServiceKey: Hashable {
        var service: Int
        var port: Int?
        /// One pod behind it, by its own name.
        var pod: Int?
    }

    let survey: Survey
    /// By the survey's pods.
    let shapes: [PodShape]
    /// What is asked of the world.
    private(set) var services: [ModelService] = []
    /// Targets that nobody among the manifests answers for, in the order in which they came up.
    private(set) var targets: [String] = []
    private var known: [ServiceKey: Int] = [:]
    private var seen: Set<String> = []

    init(_ survey: Survey, _ shapes: [PodShape]) {
        self.survey = survey
        self.shapes = shapes
    }

    /// What a target asks.
    ///
    /// - Parameters:
    ///   - pod: who asks, a position in the survey's pods.
    ///   - container: the container in which it is asked.
    ///   - asksItself: whether a command or a file of that container's own says how its own program is: a probe, a hook.
    mutating func signal(
        _ target: Target, from pod: Int, in container: ContainerIndex, asksItself: Bool = false
    ) -> Signal {
        let state: ProgramState =
            switch target.endpoint {
            case .tcp, .unix: .listening
            default: .answering
            }
        switch survey.meaning(of: target, from: shapes[pod].pod.namespace) {
        case .time: return .always
        case .outside, .missingService, .missingWorkload: return outside(target.name)
        case .ownPod(let port?):
            if let index = listener(port, in: pod, besides: asksItself ? nil : container) { return .own(index, state) }
            return asksItself ? .own(container, state) : outside(target.name)
        case .ownPod(nil):
            if case .file(let path, _) = target.endpoint, let signal = published(path, in: pod) { return signal }
            return asksItself ? .own(container, .answering) : outside(target.name)
        case .service(let index, let port):
            if case .kube = target.endpoint { return service(index, port, nil, .endpoint, target.name) }
            if case .dns = target.endpoint {
                return survey.services[index].isHeadless ? service(index, port, nil, .endpoint, target.name) : .always
            }
            return service(index, port, nil, state == .listening ? .listening : .answering, target.name)
        case .statefulPod(let index, let other, let port):
            if case .dns = target.endpoint { return service(index, port, other, .endpoint, target.name) }
            return service(index, port, other, state == .listening ? .listening : .answering, target.name)
        case .workload(let other, .completed): return .succeeded(pod: other)
        case .workload(let other, _): return .podReady(other)
        }
    }

    /// Something that nobody among the manifests answers for.
    mutating func outside(_ name: String) -> Signal {
        if seen.insert(name).inserted { targets.append(name) }
        return .target(name)
    }

    private mutating func service(
        _ index: Int, _ port: Int?, _ pod: Int?, _ question: ServiceQuestion, _ name: String
    ) -> Signal {
        let service = survey.services[index]
        // Whoever its endpoints are, these manifests do not say it.
        if service.externalName != nil || service.selector.isEmpty { return outside(name) }
        let key = ServiceKey(service: index, port: port, pod: pod)
        if let position = known[key] { return .service(position, question) }
        let members = pod.map { [$0] } ?? survey.pods(behind: service)
        let model = ModelService(
            service.name, members: members.map { .init(pod: $0, container: container(behind: service, port, $0)) },
            publishesNotReady: service.publishesNotReady)
        known[key] = services.count
        services.append(model)
        return .service(services.count - 1, question)
    }

    private func container(behind service: ServiceObject, _ port: Int?, _ pod: Int) -> ContainerIndex {
        let all = shapes[pod].pod.all
        if let name = survey.container(behind: service, port: port, in: pod),
            let index = all.firstIndex(where: { $0.name == name })
        {
            return index
        }
        let first = shapes[pod].pod.initContainers.count
        return all.indices.first { $0 >= first && !MeshProxy.names.contains(all[$0].name) } ?? first
    }

    /// The container of the pod that listens on a port: the one that says so, in its ports or by a probe of its own; the
    /// ports of the mesh's proxies are known; else the only one that could.
    func listener(_ port: Int, in pod: Int, besides asking: ContainerIndex?) -> ContainerIndex? {
        let all = shapes[pod].pod.all
        if let index = all.firstIndex(where: { SignalFinder.ports($0).contains(port) }) { return index }
        for (name, ports) in SignalFinder.proxyPorts where ports.contains(port) {
            if let index = all.firstIndex(where: { $0.name == name }) { return index }
        }
        let inits = shapes[pod].pod.initContainers.count
        let candidates = all.indices.filter { index in
            (index >= inits || all[index].spec.isRestartable) && index != asking
                && !MeshProxy.names.contains(all[index].name) && SignalFinder.ports(all[index]).isEmpty
        }
        return candidates.count == 1 ? candidates.first : nil
    }

    private static let proxyPorts: [(String, Set<Int>)] = [
        (IstioHold.proxy, [15000, 15001, 15004, 15006, 15008, 15020, 15021, 15090]),
        ("linkerd-proxy", [4140, 4143, 4191]),
    ]

    private static func ports(_ container: Container) -> Set<Int> {
        var ports = Set(
            (container.node["ports"]?.items ?? []).compactMap { $0["containerPort"].flatMap { Int($0.text) } })
        // A container that this module made stands where its pod does, and has no ports there.
        for probe in container.spec.probes.values {
            switch probe.handler {
            case .httpGet(_, nil, let port, _, _), .tcpSocket(nil, let port), .grpc(let port, _): ports.insert(port)
            default: break
            }
        }
        return ports
    }

    /// What a supervised container publishes as files: `DIRECTORY/started`, `ready`, `completed`.
    private func published(_ path: String, in pod: Int) -> Signal? {
        let parts = path.split(separator: "/")
        guard let last = parts.last, parts.count > 1 else { return nil }
        let folder = "/" + parts.dropLast().joined(separator: "/")
        for (index, container) in shapes[pod].pod.all.enumerated() {
            guard WaiterCommands.publishes(container.commandLine, into: folder) else { continue }
            switch last {
            case "started": return .own(index, .started)
            case "ready": return .own(index, .answering)
            case "completed": return .own(index, .completed)
            default: return nil
            }
        }
        return nil
    }

    /// What a hook or a probe asks when it is not a command.
    mutating func signals(_ handler: Handler, of container: ContainerIndex, in pod: Int) -> [Signal] {
        switch handler {
        case .httpGet(_, let host, let port, _, _): return [asked(host, port, .answering, container, pod)]
        case .tcpSocket(let host, let port): return [asked(host, port, .listening, container, pod)]
        case .grpc(let port, _): return [asked(nil, port, .answering, container, pod)]
        case .sleep: return [.always]
        case .exec(let words):
            switch WaiterCommands.parse(words) {
            case .version?: return [.always]
            case .wait(let options)?:
                var signals: [Signal] = []
                for target in options.targets {
                    signals.append(signal(target, from: pod, in: container, asksItself: true))
                }
                return signals
            default: return [.own(container, .answering)]
            }
        }
    }

    private mutating func asked(
        _ host: String?, _ port: Int, _ state: ProgramState, _ container: ContainerIndex, _ pod: Int
    ) -> Signal {
        guard let host, !host.isEmpty else { return .own(listener(port, in: pod, besides: nil) ?? container, state) }
        guard let target = try? TargetParser.parse("tcp://\(host):\(port)") else { return .own(container, state) }
        let found = signal(target, from: pod, in: container, asksItself: true)
        if case .own(let index, _) = found { return .own(index, state) }
        return found
    }
}
