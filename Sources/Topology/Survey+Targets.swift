import Probing
import StartupGraph

extension Survey {
    /// What a target means to a pod of this namespace.
    public func meaning(of target: Target, from namespace: String) -> TargetMeaning {
        switch target.endpoint {
        case .delay: .time
        case .file, .exec, .unix: .ownPod(port: nil)
        case .tcp(let host, let port): meaning(ofHost: host, port: Int(port), from: namespace)
        case .dns(let name, _, _): meaning(ofHost: name, port: nil, from: namespace)
        case .kube(let endpoint): meaning(of: endpoint.question, from: namespace)
        case .server(let server):
            switch server.place {
            case .inet(let host, let port): meaning(ofHost: host, port: Int(port), from: namespace)
            case .socket: .ownPod(port: nil)
            }
        }
    }

    /// What a host and a port mean; `port` is `nil` when none is asked.
    public func meaning(ofHost host: String, port: Int?, from namespace: String) -> TargetMeaning {
        switch meaning(ofHost: host, from: namespace) {
        case .loopback: .ownPod(port: port)
        case .elsewhere: .outside
        case .service(let service): .service(service, port: port)
        case .statefulPod(let service, let pod): .statefulPod(service: service, pod: pod, port: port)
        case .missing(let service, let namespace): .missingService(service, namespace: namespace)
        }
    }

    /// Whether what is asked of a Service needs no pod of it to be ready: a name resolves when the Service has an address
    /// of its own, and with `publishNotReadyAddresses` there are endpoints, and their names, once the pods have an IP.
    func isThereAnyway(_ target: Target, _ meaning: TargetMeaning) -> Bool {
        let index: Int
        switch meaning {
        case .service(let service, _), .statefulPod(let service, _, _): index = service
        default: return false
        }
        switch target.endpoint {
        case .dns:
            if case .statefulPod = meaning { return services[index].publishesNotReady }
            return !services[index].isHeadless || services[index].publishesNotReady
        case .kube: return services[index].publishesNotReady
        default: return false
        }
    }

    private func meaning(of question: KubeQuestion, from own: String) -> TargetMeaning {
        let namespace = question.objectNamespace ?? own
        let name = question.objectName
        if question.resource == "services" {
            return service(name, in: namespace).map { .service($0, port: nil) }
                ?? .missingService(name, namespace: namespace)
        }
        guard let kind = Survey.kinds[question.resource] else { return .outside }
        let found =
            pod(kind: kind, name: name, in: namespace)
            ?? (kind == "pod" ? statefulSet(ofPod: name, in: namespace) : nil)
        guard let pod = found else {
            return .missingWorkload("\(kind)/\(name)", namespace: namespace)
        }
        return .workload(pod, kind == "job" ? .completed : .ready)
    }

    /// The kinds of workloads by their resource.
    private static let kinds = [
        "jobs": "job", "pods": "pod", "deployments": "deployment", "statefulsets": "statefulset",
        "daemonsets": "daemonset",
    ]
}
