import HandWritten
import Kubelet
import Startup
import Topology

/// What to ask a server instead of whether its port is open or its name resolves.
enum BetterQuestion {
    /// A target that proves readiness: what the server's own probe asks, where it is among the manifests; else the protocol
    /// that is spoken on this port or by this image. `nil` when nothing better than the port is known.
    static func target(_ host: String, _ port: Int?, for subject: PodSubject) -> String? {
        let server = server(host, port, subject)
        if let server, let url = probed(server, host, port) { return url }
        guard !host.contains(":") else { return nil }
        if let port, let scheme = ports[port] { return url(scheme, host, port) }
        guard let server, let scheme = scheme(of: server.container.image) else { return nil }
        guard let port = port ?? server.port else { return nil }
        // An image that is known may listen on more than one port, a management page's say.
        let declared = server.container.node["ports"]?.items ?? []
        return declared.count <= 1 || ports[server.port ?? port] == scheme ? url(scheme, host, port) : nil
    }

    /// What to ask instead of an open port, or instead of a page where no HTTP is spoken (`curl mysql:3306`).
    static func instead(of target: WaitTarget, for subject: PodSubject) -> String? {
        guard let host = target.host else { return nil }
        if (target.meant ?? "").hasPrefix("tcp:") { return self.target(host, target.port, for: subject) }
        return speaksNoHTTP(target) ? target.port.flatMap { port in ports[port].map { url($0, host, port) } } : nil
    }

    /// Whether a page is asked for on a port that means another protocol.
    static func speaksNoHTTP(_ target: WaitTarget) -> Bool {
        guard let meant = target.meant, meant.hasPrefix("http"), let port = target.port, let scheme = ports[port] else {
            return false
        }
        return !spokenByHTTP.contains(scheme)
    }

    /// Whether what is behind the host can be reached by its name or its address only when it is ready, so that an open
    /// port or a name proves as much as the readinessProbe there: endpoints are ready pods.
    static func isKeptByReadiness(_ target: WaitTarget, _ subject: PodSubject, byName: Bool) -> Bool {
        guard let host = target.host else { return false }
        let survey = subject.survey
        guard case .service(let index) = survey.meaning(ofHost: host, from: subject.pod.namespace) else { return false }
        let service = survey.services[index]
        guard !service.publishesNotReady, service.externalName == nil, !byName || service.isHeadless else {
            return false
        }
        let pods = survey.pods(behind: service)
        return !pods.isEmpty
            && pods.allSatisfy { position in
                let pod = survey.pods[position].pod
                let name = survey.container(behind: service, port: target.port, in: position)
                let candidates = name.flatMap { pod.container(named: $0) }.map { [$0] } ?? pod.containers
                return candidates.contains { asksMoreThanAPort($0.spec.probes[.readiness]) }
            }
    }

    private static func asksMoreThanAPort(_ probe: ProbeSpec?) -> Bool {
        switch probe?.handler {
        case .exec, .httpGet, .grpc: true
        case .tcpSocket, .sleep, nil: false
        }
    }

    // MARK: What is behind it

    private struct Server {
        var container: Container
        /// The port that it listens on, as far as it is known.
        var port: Int?
    }

    private static func server(_ host: String, _ port: Int?, _ subject: PodSubject) -> Server? {
        let survey = subject.survey
        switch survey.meaning(ofHost: host, port: port, from: subject.pod.namespace) {
        case .service(let index, let port): return server(survey.services[index], port, nil, survey)
        case .statefulPod(let index, let pod, let port): return server(survey.services[index], port, pod, survey)
        case .ownPod(let port):
            guard let port else { return nil }
            let container = subject.pod.all.first { ContainerPorts.of($0).contains(port) }
            return container.map { Server(container: $0, port: port) }
        default: return nil
        }
    }

    private static func server(_ service: ServiceObject, _ port: Int?, _ pod: Int?, _ survey: Survey) -> Server? {
        guard let pod = pod ?? survey.pods(behind: service).first else { return nil }
        let found = survey.pods[pod].pod
        let entry = port.map { number in service.ports.first { $0.number == number } } ?? service.ports.first
        let name = survey.container(behind: service, port: port, in: pod)
        let only = found.containers.count == 1 ? found.containers.first : nil
        guard let container = name.flatMap({ found.container(named: $0) }) ?? only else { return nil }
        switch entry?.destination {
        case .number(let number): return Server(container: container, port: number)
        case .name(let name): return Server(container: container, port: container.ports[name])
        case nil: return Server(container: container, port: service.isHeadless ? port : nil)
        }
    }

    /// What the server's own readinessProbe asks on the port that is asked here, with the host that is used here.
    private static func probed(_ server: Server, _ host: String, _ port: Int?) -> String? {
        for kind in [ProbeKind.readiness, .startup] {
            switch server.container.spec.probes[kind]?.handler {
            case .httpGet(let scheme, nil, let probed, let path, let headers) where headers.isEmpty:
                guard probed == server.port else { continue }
                let isSecure = scheme.uppercased() == "HTTPS"
                let start = "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")"
                return start + (path.hasPrefix("/") ? path : "/" + path)
            case .grpc(let probed, let service) where probed == server.port:
                return "grpc://\(host)\(port.map { ":\($0)" } ?? "")/\(service)"
            default: continue
            }
        }
        return nil
    }

    // MARK: What is known of ports and images

    private static func url(_ scheme: String, _ host: String, _ port: Int) -> String { "\(scheme)://\(host):\(port)" }

    private static func scheme(of image: String) -> String? {
        images[ImageName(image).base]
    }

    /// Ports that mean a protocol nearly always (IANA, and the products' own documentation).
    private static let ports = [
        5432: "postgres", 6379: "redis", 3306: "mysql", 5672: "amqp", 5671: "amqps", 27017: "mongodb", 9092: "kafka",
        2181: "zookeeper", 4222: "nats", 1883: "mqtt", 11211: "memcached", 2379: "etcd", 8500: "consul",
        8848: "nacos", 8761: "eureka",
    ]

    /// Products whose own question is asked over HTTP.
    private static let spokenByHTTP: Set<String> = ["etcd", "consul", "nacos", "eureka"]

    private static let images = [
        "postgres": "postgres", "postgresql": "postgres", "postgis": "postgres", "timescaledb": "postgres",
        "redis": "redis", "valkey": "redis", "mysql": "mysql", "mariadb": "mysql", "percona": "mysql",
        "rabbitmq": "amqp", "mongo": "mongodb", "mongodb": "mongodb", "kafka": "kafka", "cp-kafka": "kafka",
        "zookeeper": "zookeeper", "cp-zookeeper": "zookeeper", "nats": "nats", "eclipse-mosquitto": "mqtt",
        "memcached": "memcached", "etcd": "etcd", "consul": "consul", "nacos-server": "nacos",
    ]
}
