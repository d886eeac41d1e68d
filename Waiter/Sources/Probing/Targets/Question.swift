/// What a server is asked: a protocol, and what its answer must be.
public enum Question: Equatable, Sendable {
    /// HTTP/1.1.
    case http(HTTPQuestion)
    /// The gRPC health service, about one service or, with an empty name, about the server as a whole.
    case grpc(service: String, authority: String)
    /// A Kubernetes object.
    case kube(KubeQuestion)
    /// AMQP 0-9-1.
    case amqp
    /// Kafka, and a topic that must have leaders.
    case kafka(topic: String?)
    /// MongoDB.
    case mongodb(MongoConversation.State)
    /// MySQL and MariaDB.
    case mysql
    /// PostgreSQL.
    case postgres(tls: PostgresTLS, user: String, database: String)
    /// Redis and what speaks like it.
    case redis
    /// memcached's text protocol.
    case memcached
    /// NATS.
    case nats
    /// MQTT 3.1.1.
    case mqtt
    /// ZooKeeper.
    case zookeeper

    /// The ALPN protocol without which the question cannot be asked over TLS (RFC 7301).
    public var applicationProtocol: String? {
        if case .grpc = self { "h2" } else { nil }
    }

    /// Who one has to be to ask.
    public var credential: Credential? {
        if case .http(let question) = self { question.credential } else { nil }
    }

    /// A dialogue for one attempt with a server. `secret` is what ``credential`` or an account led to.
    public func begin(with server: ServerEndpoint, secret: [UInt8]) -> Dialogue {
        switch self {
        case .http(let question):
            Spoken(
                HTTPConversation(
                    question: question, host: server.host, isSecure: server.startsWithTLS,
                    authorization: question.credential?.header(secret)))
        case .kube(let question):
            Spoken(KubeConversation(question: question, host: server.host, port: server.port, token: secret))
        case .grpc(let service, let authority):
            Spoken(GRPCConversation(authority: authority, service: service, secure: server.startsWithTLS))
        case .amqp: Spoken(AMQPConversation())
        case .kafka(let topic): Spoken(KafkaConversation(topic: topic))
        case .mongodb(let state): Spoken(MongoConversation(state: state))
        case .mysql: Spoken(MySQLConversation())
        case .postgres(let tls, let user, let database):
            Spoken(PostgresConversation(tls: tls, user: user, database: database))
        case .redis: Spoken(RedisConversation())
        case .memcached: Spoken(MemcachedConversation())
        case .nats: Spoken(NATSConversation(isEncrypted: server.startsWithTLS))
        case .mqtt: Spoken(MQTTConversation())
        case .zookeeper: Spoken(ZooKeeperConversation())
        }
    }
}
