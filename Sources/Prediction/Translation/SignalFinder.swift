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

    /// A pod of a StatefulSet.
    struct Replica: Hashable {
        /// The set's first pod, a position in the survey's pods.
        var first: Int
        /// How many come before it.
        var number: Int
        /// The one before it, a position in the pods of the run.
        var leader: Int
    }

    let survey: Survey
    /// By the survey's pods.
    let shapes: [PodShape]
    /// What is asked of the world.
    private(set) var services: [ModelService] = []
    /// Targets that nobody among the manifests answers for, in the order in which they came up.
    private(set) var targets: [String] = []
    /// Pods of StatefulSets besides the first of each, which stands for it among the survey's pods: those that somebody
    /// asks for, and those that come before them. Their positions follow the survey's.
    private(set) var replicas: [Replica] = []
    private var replicaIndex: [Replica: Int] = [:]
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
            if let index = shapes[pod].pod.listener(on: port, besides: asksItself ? nil : container) {
                return .own(index, state)
            }
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
        case .statefulPod(let index, let first, let port):
            let name = SignalFinder.podName(target)
            if let order = StatefulOrder(survey.pods[first].workload), !order.has(podNamed: name) { return .never }
            let other = replica(of: first, name)
            if case .dns = target.endpoint { return service(index, port, other, .endpoint, target.name) }
            return service(index, port, other, state == .listening ? .listening : .answering, target.name)
        case .workload(let other, .completed): return .succeeded(pod: other)
        case .workload(let other, _):
            guard case .kube(let endpoint) = target.endpoint, let order = StatefulOrder(survey.pods[other].workload)
            else { return .podReady(other) }
            // Of a set all are asked for, of a pod by its name that one.
            let last = "-\(order.first + order.replicas - 1)"
            let isSet = endpoint.question.resource == "statefulsets"
            return .podReady(replica(of: other, isSet ? last : endpoint.question.objectName))
        }
    }

    /// The first label of the host that is asked.
    private static func podName(_ target: Target) -> String {
        let host: String
        switch target.endpoint {
        case .tcp(let name, _), .dns(let name, _, _): host = name
        case .server(let server):
            guard case .inet(let name, _) = server.place else { return "" }
            host = name
        default: return ""
        }
        return String(host.prefix { $0 != "." })
    }

    /// The pod of this name of a StatefulSet, a position in the pods of the run.
    private mutating func replica(of first: Int, _ name: String) -> Int {
        let number = StatefulOrder(survey.pods[first].workload)?.predecessors(ofPod: name) ?? 0
        var leader = first
        // What nobody could wait for is not worth the memory.
        for number in 0..<min(number, 1000) {
            let replica = Replica(first: first, number: number + 1, leader: leader)
            if let known = replicaIndex[replica] {
                leader = known
                continue
            }
            leader = survey.pods.count + replicas.count
            replicaIndex[replica] = leader
            replicas.append(replica)
        }
        return leader
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
        // Whoever its endpoints are, these manifests do not say it: an operator may make its pods.
        if service.externalName != nil || survey.pods(behind: service).isEmpty { return outside(name) }
        let key = ServiceKey(service: index, port: port, pod: pod)
        if let position = known[key] { return .service(position, question) }
        let members = pod.map { [$0] } ?? survey.pods(behind: service)
        let model = ModelService(
            service.name,
            members: members.map { member in
                let isOfSurvey = survey.pods.indices.contains(member)
                let shape = isOfSurvey ? member : replicas[member - survey.pods.count].first
                return .init(pod: member, container: container(behind: service, port, shape))
            },
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
        guard let host, !host.isEmpty else {
            return .own(shapes[pod].pod.listener(on: port, besides: nil) ?? container, state)
        }
        guard let target = try? TargetParser.parse("tcp://\(host):\(port)") else { return .own(container, state) }
        let found = signal(target, from: pod, in: container, asksItself: true)
        if case .own(let index, _) = found { return .own(index, state) }
        return found
    }
}
