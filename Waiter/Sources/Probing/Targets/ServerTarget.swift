/// The schemes that ask a server over a stream: one row each, for the parser, the messages and the help.
enum ServerTarget {
    struct Rule: Sendable {
        var scheme: String
        /// The port of a target that names none.
        var port: UInt16
        /// Whether TLS is spoken from the first byte; others may ask for it with `#tls`.
        var isSecure = false
        /// The expectations besides those of TLS.
        var expectations = ""
    }

    static let rules: [Rule] = [
        Rule(scheme: "http", port: 80, expectations: HTTPTarget.expectations),
        Rule(scheme: "https", port: 443, isSecure: true, expectations: HTTPTarget.expectations),
        // gRPC has no port of its own: this is the one of its examples.
        Rule(scheme: "grpc", port: 50051),
        Rule(scheme: "grpcs", port: 50051, isSecure: true),
        Rule(scheme: "postgres", port: 5432, expectations: "user"),
        Rule(scheme: "mysql", port: 3306),
        Rule(scheme: "mongodb", port: 27017, expectations: "state"),
        Rule(scheme: "redis", port: 6379),
        Rule(scheme: "rediss", port: 6379, isSecure: true),
        Rule(scheme: "memcached", port: 11211),
        Rule(scheme: "amqp", port: 5672),
        Rule(scheme: "amqps", port: 5671, isSecure: true),
        Rule(scheme: "kafka", port: 9092, expectations: "topic"),
        Rule(scheme: "nats", port: 4222),
        Rule(scheme: "mqtt", port: 1883),
        Rule(scheme: "zookeeper", port: 2181),
        Rule(scheme: "etcd", port: 2379, expectations: credentials),
        Rule(scheme: "consul", port: 8500, expectations: "service, " + credentials),
        Rule(scheme: "nacos", port: 8848, expectations: "service, " + credentials),
        Rule(scheme: "eureka", port: 8761, expectations: "app, " + credentials),
        Rule(scheme: "apollo", port: 8080, expectations: "app, cluster, namespace, " + credentials),
    ]

    private static let credentials = "basic-file, basic-env, bearer-file, bearer-env"

    /// The endpoint of a target; `nil` when the scheme is none of these.
    static func endpoint(
        scheme: String, rest: [UInt8], text: String, _ expectations: inout Expectations
    ) throws(UsageError) -> ServerEndpoint? {
        guard let rule = rules.first(where: { $0.scheme == scheme }) else { return nil }
        let url = try URLParts(rest, of: text)
        let tls = try expectations.tls()
        if scheme == "postgres" { return try PostgresTarget.endpoint(url, rule.port, tls, text, &expectations) }
        let asksForTLS = rule.isSecure || scheme == "http" ? false : try expectations.flag("tls")
        var endpoint: ServerEndpoint
        if scheme == "http" || scheme == "https" {
            endpoint = try HTTPTarget.endpoint(scheme: scheme, url, &expectations)
        } else {
            let port = url.port ?? rule.port
            endpoint = ServerEndpoint(
                place: .inet(host: url.host, port: port),
                question: try question(rule, url, port, rule.isSecure || asksForTLS, text, &expectations))
        }
        endpoint.tls = tls
        endpoint.startsWithTLS = rule.isSecure || asksForTLS
        return endpoint
    }

    private static func question(
        _ rule: Rule, _ url: URLParts, _ port: UInt16, _ isSecure: Bool, _ text: String,
        _ expectations: inout Expectations
    ) throws(UsageError) -> Question {
        if rule.scheme == "grpc" || rule.scheme == "grpcs" { return try grpc(url, port, text) }
        guard url.path.isEmpty || url.path == "/" else {
            throw UsageError(
                "\"\(text)\" has a path, which \(rule.scheme) does not know",
                cure: "drop it, or ask for a page of your own with http://")
        }
        switch rule.scheme {
        case "mysql": return .mysql
        case "redis", "rediss": return .redis
        case "memcached": return .memcached
        case "nats": return .nats
        case "mqtt": return .mqtt
        case "zookeeper": return .zookeeper
        case "amqp", "amqps": return .amqp
        case "mongodb": return .mongodb(try mongoState(expectations.take("state")))
        case "kafka":
            let topic = expectations.take("topic")
            if let topic, !KafkaConversation.isTopicName(topic) {
                throw UsageError(
                    "\"\(topic)\" is not the name of a Kafka topic",
                    cure: "write up to 249 letters, digits, dots, underscores and hyphens")
            }
            return .kafka(topic: topic)
        default: break
        }
        return try ProductTarget.question(
            scheme: rule.scheme, host: url.host, port: port, isSecure: isSecure, &expectations)
    }

    /// The path names the service.
    private static func grpc(_ url: URLParts, _ port: UInt16, _ text: String) throws(UsageError) -> Question {
        guard let service = PercentCoding.decode(url.path.utf8.dropFirst()), !service.contains(UInt8(ascii: "?")) else {
            throw UsageError(
                "\"\(text)\" does not end in the name of a service", cure: "write grpc://HOST:PORT[/SERVICE]")
        }
        return .grpc(service: ASCII.string(service), authority: url.shownHost + ":" + port.description)
    }

    private static func mongoState(_ text: String?) throws(UsageError) -> MongoConversation.State {
        switch text {
        case nil, "any": return .any
        case "primary": return .primary
        case "secondary": return .secondary
        case .some(let other):
            throw UsageError("state=\(other) is not one of MongoDB's", cure: "use any, primary or secondary")
        }
    }
}
