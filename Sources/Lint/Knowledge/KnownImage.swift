/// What is known of the contents of widely used images. Only what has been so for years and in all their tags.
struct KnownImage: Sendable {
    /// What it is called in messages.
    var name: String
    /// The shells that it has.
    var shells: Set<String>
    /// Programs that people call in waits and that it does not have.
    var lacks: Set<String>
    /// Whether its default user is root.
    var isRoot: Bool

    private static let clients: Set<String> = [
        "kubectl", "pg_isready", "psql", "mysqladmin", "mysql", "mariadb", "mariadb-admin", "redis-cli", "valkey-cli",
        "mongosh", "mongo", "rabbitmq-diagnostics", "rabbitmqctl", "etcdctl", "cqlsh", "nodetool", "grpcurl",
        "grpc_health_probe", "kcat", "kafkacat", "dig", "host", "ncat", "jq",
    ]
    private static let debian = clients.union(["curl", "wget", "nc", "netcat", "telnet", "nslookup", "ping"])

    /// What is known of an image; `nil` when nothing is.
    static func of(_ image: ImageName) -> KnownImage? {
        guard image.isComplete else { return nil }
        let repository = image.repository
        let tag = image.tag
        if repository.hasPrefix("gcr.io/distroless/"), !tag.contains("debug") {
            return KnownImage(name: "a distroless image", shells: [], lacks: [], isRoot: !tag.contains("nonroot"))
        }
        switch repository {
        case "busybox", "registry.k8s.io/busybox", "k8s.gcr.io/busybox":
            return KnownImage(
                name: "busybox", shells: ["sh", "ash"], lacks: clients.union(["curl", "bash"]), isRoot: true)
        case "alpine":
            return KnownImage(
                name: "alpine", shells: ["sh", "ash"], lacks: clients.union(["curl", "bash"]), isRoot: true)
        case "curlimages/curl", "quay.io/curl/curl":
            return KnownImage(
                name: "curl's own image", shells: ["sh", "ash"], lacks: clients.union(["bash"]), isRoot: false)
        case "debian", "ubuntu":
            return KnownImage(name: repository, shells: ["sh", "bash", "dash"], lacks: debian, isRoot: true)
        case "registry.k8s.io/pause", "k8s.gcr.io/pause", "hello-world":
            return KnownImage(name: repository, shells: [], lacks: [], isRoot: false)
        case "postgres", "mysql", "mariadb", "redis", "valkey/valkey", "mongo", "nginx", "python", "node", "rabbitmq":
            return KnownImage(name: repository, shells: ["sh", "bash", "dash", "ash"], lacks: [], isRoot: true)
        default: return nil
        }
    }
}
