/// What a hand-written wait asks with.
public enum WaitTool: Hashable, Sendable {
    /// `sleep`: time stands for readiness.
    case sleep
    /// curl.
    case curl
    /// GNU's or BusyBox's wget.
    case wget
    /// nc, ncat, netcat, telnet.
    case netcat
    /// bash's `/dev/tcp/HOST/PORT`.
    case devTCP
    /// nslookup, dig, host, getent, ping by name.
    case lookup
    /// pg_isready, psql.
    case postgres
    /// mysqladmin, mysql, mariadb.
    case mysql
    /// redis-cli, valkey-cli.
    case redis
    /// mongosh, mongo.
    case mongo
    /// rabbitmq-diagnostics, rabbitmqctl.
    case rabbitmq
    /// etcdctl.
    case etcdctl
    /// cqlsh, nodetool.
    case cassandra
    /// kafka-topics, kafka-broker-api-versions, kcat.
    case kafka
    /// `kubectl wait`, `kubectl rollout status`, and loops around `kubectl get`.
    case kubectl
    /// `test -f` and its like.
    case fileTest
    /// vishnubob's wait-for-it.sh.
    case waitForIt
    /// eficode's wait-for.
    case waitFor
    /// `dockerize -wait`.
    case dockerize
    /// wait4x.
    case wait4x
    /// The image groundnuty/k8s-wait-for.
    case k8sWaitFor
    /// linkerd-await.
    case linkerdAwait
    /// `pilot-agent wait`.
    case pilotAgent
    /// ufoscout's docker-compose-wait.
    case dockerComposeWait
    /// Holdfast's own waiter: nothing is wrong with it.
    case waiter
    /// A command that is not known here, by its name.
    case other(String)

    /// Its name for people: `curl`, `wait-for-it`.
    public var name: String {
        switch self {
        case .sleep: "sleep"
        case .curl: "curl"
        case .wget: "wget"
        case .netcat: "nc"
        case .devTCP: "/dev/tcp"
        case .lookup: "name lookup"
        case .postgres: "pg_isready or psql"
        case .mysql: "mysqladmin or mysql"
        case .redis: "redis-cli"
        case .mongo: "mongosh"
        case .rabbitmq: "rabbitmq-diagnostics"
        case .etcdctl: "etcdctl"
        case .cassandra: "cqlsh"
        case .kafka: "Kafka's tools"
        case .kubectl: "kubectl"
        case .fileTest: "test"
        case .waitForIt: "wait-for-it"
        case .waitFor: "wait-for"
        case .dockerize: "dockerize"
        case .wait4x: "wait4x"
        case .k8sWaitFor: "k8s-wait-for"
        case .linkerdAwait: "linkerd-await"
        case .pilotAgent: "pilot-agent wait"
        case .dockerComposeWait: "docker-compose-wait"
        case .waiter: "waiter"
        case .other(let name): name
        }
    }
}
