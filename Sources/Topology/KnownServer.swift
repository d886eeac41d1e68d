/// Servers that Holdfast can ask in their own protocol, by the port and the image that they are known by.
public struct KnownServer: Hashable, Sendable {
    /// The scheme of a target.
    public var scheme: String
    /// The port that it listens on unless told otherwise.
    public var port: Int
    /// What comes behind the port; empty for most.
    public var path = ""
    /// Parts of image names: `postgres` of `docker.io/library/postgres:16`.
    var images: [String]

    /// A target that asks it.
    public func target(host: String, port: Int? = nil) -> String {
        "\(scheme)://\(host):\(port ?? self.port)\(path)"
    }

    /// The one that is known by this port.
    public static func on(port: Int) -> KnownServer? { all.first { $0.port == port && $0.isKnownByPort } }

    /// The one that runs in this image: the last part of its name, without registry and tag, has the server's name as one
    /// of its words.
    public static func inImage(_ image: String) -> KnownServer? {
        let path = image.prefix { $0 != "@" }
        guard let last = path.split(separator: "/").last?.split(separator: ":").first else { return nil }
        let words = last.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }
        // Beside the server stand its tools: an exporter is none, nor is an operator.
        if words.contains(where: { helpers.contains(String($0)) }) { return nil }
        return all.first { server in server.images.contains { words.contains(Substring($0)) } }
    }

    /// 8080 and the like are everybody's.
    private var isKnownByPort: Bool { scheme != "http" && scheme != "https" }

    private static let helpers: Set<String> = [
        "exporter", "operator", "backup", "client", "ui", "admin", "proxy", "connect", "manager", "init", "cli",
        "commander", "express", "registry",
    ]

    private static let all: [KnownServer] = [
        KnownServer(scheme: "postgres", port: 5432, images: ["postgres", "postgresql", "postgis", "timescaledb"]),
        KnownServer(scheme: "mysql", port: 3306, images: ["mysql", "mariadb", "percona"]),
        KnownServer(scheme: "redis", port: 6379, images: ["redis", "valkey", "keydb"]),
        KnownServer(scheme: "amqp", port: 5672, images: ["rabbitmq"]),
        KnownServer(scheme: "mongodb", port: 27017, images: ["mongo", "mongodb"]),
        KnownServer(scheme: "kafka", port: 9092, images: ["kafka"]),
        KnownServer(scheme: "zookeeper", port: 2181, images: ["zookeeper"]),
        KnownServer(scheme: "nats", port: 4222, images: ["nats"]),
        KnownServer(scheme: "mqtt", port: 1883, images: ["mosquitto"]),
        KnownServer(scheme: "memcached", port: 11211, images: ["memcached"]),
        KnownServer(scheme: "etcd", port: 2379, images: ["etcd"]),
        KnownServer(scheme: "consul", port: 8500, images: ["consul"]),
        KnownServer(scheme: "nacos", port: 8848, images: ["nacos"]),
        KnownServer(scheme: "eureka", port: 8761, images: ["eureka"]),
        KnownServer(scheme: "http", port: 9200, path: "/_cluster/health", images: ["elasticsearch", "opensearch"]),
        KnownServer(scheme: "http", port: 9000, path: "/minio/health/ready", images: ["minio"]),
    ]
}
