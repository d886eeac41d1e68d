import Probing

extension CheckReader {
    /// The clients of databases and brokers; `nil` for other programs, and where a client does work.
    func database(_ name: String, _ words: [String]) -> Check? {
        switch name {
        case "pg_isready", "psql": return postgres(name, words)
        case "mysqladmin", "mariadb-admin", "mysql", "mariadb": return mysql(name, words)
        case "redis-cli", "valkey-cli", "keydb-cli": return redis(words)
        case "mongo", "mongosh": return mongo(words)
        case "rabbitmq-diagnostics", "rabbitmqctl": return rabbitmq(words)
        case "etcdctl": return etcd(words)
        case "cqlsh": return cassandra(words)
        default: return kafka(name.hasSuffix(".sh") ? String(name.dropLast(3)) : name, words)
        }
    }

    private func found(_ tool: WaitTool, _ target: WaitTarget, isPure: Bool = false) -> Check {
        Check(tool: tool, targets: [target], proof: .readiness, isPure: isPure)
    }

    private func postgres(_ name: String, _ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "-h", "--host", "-p", "--port", "-d", "--dbname", "-U", "--username", "-t", "--timeout", "-c",
                "--command", "-f", "--file", "-v", "-o",
            ].filter { name == "pg_isready" || $0 != "-t" }.reduce(into: []) { $0.insert($1) })
        if name == "psql" {
            if arguments.has("-f", "--file") { return nil }
            guard arguments.values("-c", "--command").allSatisfy(isQuestion) else { return nil }
        }
        var host = arguments.value("-h", "--host") ?? environment["PGHOST"] ?? "localhost"
        var port = arguments.value("-p", "--port") ?? environment["PGPORT"]
        let url = arguments.value("-d", "--dbname") ?? arguments.operands.first
        if let url, url.hasPrefix("postgres") && url.contains("://") { (host, port) = TargetText.hostAndPort(url) }
        // A directory is where the socket of this container's own server is.
        if host.hasPrefix("/") { host = "localhost" }
        var check = found(.postgres, TargetText.server("postgres", host, port), isPure: name == "pg_isready")
        check.attemptLimit = name == "pg_isready" ? arguments.time("-t", "--timeout") ?? 3000 : nil
        return check
    }

    /// Whether a statement only asks, so that trying it again is a wait.
    private func isQuestion(_ statement: String) -> Bool {
        let word = statement.split { " ;\n\t".contains($0) }.first?.lowercased() ?? ""
        return ["select", "show", "status", "describe", "use", "quit", "exit"].contains(word) || word.hasPrefix("\\")
    }

    private func mysql(_ name: String, _ words: [String]) -> Check? {
        // `-p` takes its value only attached: a password's letters are no options.
        let arguments = Arguments(
            words.filter { !$0.hasPrefix("-p") },
            valued: [
                "-h", "--host", "-P", "--port", "-u", "--user", "-e", "--execute", "--connect-timeout", "-S",
                "--socket", "--protocol", "-D", "--database", "--password",
            ])
        let isAdmin = name.hasSuffix("admin")
        if isAdmin {
            guard arguments.operands.contains(where: { ["ping", "status", "version", "processlist"].contains($0) })
            else { return nil }
        } else {
            guard arguments.values("-e", "--execute").allSatisfy(isQuestion) else { return nil }
        }
        let target = TargetText.server(
            "mysql", arguments.value("-h", "--host") ?? environment["MYSQL_HOST"] ?? "localhost",
            arguments.value("-P", "--port"))
        var check = found(.mysql, target, isPure: isAdmin)
        check.attemptLimit = arguments.time("--connect-timeout")
        return check
    }

    private func redis(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words, valued: ["-h", "-p", "-a", "-u", "-n", "-t", "--user", "--pass", "--cacert", "--cert", "--key"])
        let command = arguments.operands.first?.lowercased() ?? ""
        guard ["ping", "info", "role", "echo"].contains(command) || (arguments.operands.isEmpty && arguments.has("-h"))
        else { return nil }
        var host = arguments.value("-h") ?? "localhost"
        var port = arguments.value("-p")
        if let url = arguments.value("-u") { (host, port) = TargetText.hostAndPort(url) }
        let scheme = arguments.has("--tls") ? "rediss" : "redis"
        return found(.redis, TargetText.server(scheme, host, port), isPure: command == "ping")
    }

    private func mongo(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "--host", "--port", "--eval", "-u", "--username", "-p", "--password", "--authenticationDatabase",
                "--tlsCAFile", "--sslCAFile", "--tlsCertificateKeyFile", "-h",
            ])
        let question = arguments.value("--eval")?.lowercased() ?? ""
        let asks = ["ping", "hello", "ismaster", "status", "stats", "version", "quit", "exit", "print", "getmongo"]
        guard question.isEmpty || asks.contains(where: { question.contains($0) }), !question.contains("initiate"),
            !question.contains("createuser"), !question.contains("insert")
        else { return nil }
        var host = arguments.value("--host", "-h") ?? "localhost"
        var port = arguments.value("--port")
        if let first = arguments.operands.first, first.contains(":") || first.contains("/") {
            (host, port) = TargetText.hostAndPort(first)
        } else if host.contains(":") || host.contains("/") {
            // `rs0/a:27017,b:27017`: one of them will do.
            let list = host.split(separator: "/").last.map(String.init) ?? host
            (host, port) = TargetText.hostAndPort(list.split(separator: ",").first.map(String.init) ?? list)
        }
        return found(.mongo, TargetText.server("mongodb", host, port))
    }

    private func rabbitmq(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-n", "--node", "-t", "--timeout"])
        guard let command = arguments.operands.first else { return nil }
        let asks = ["ping", "status", "await_startup", "wait", "node_health_check", "cluster_status", "is_running"]
        guard asks.contains(command) || command.hasPrefix("check_") else { return nil }
        let node = arguments.value("-n", "--node")?.split(separator: "@").last.map(String.init) ?? "localhost"
        var check = found(.rabbitmq, TargetText.server("amqp", node, nil), isPure: true)
        if command == "await_startup" || command == "wait" {
            // Ten seconds unless told otherwise (rabbitmqctl(8), await_startup: five minutes).
            let usual: Milliseconds = command == "wait" ? 10_000 : 300_000
            check.own = Check.Own(deadline: arguments.time("-t", "--timeout") ?? usual)
        }
        return check
    }

    private func etcd(_ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "--endpoints", "--cacert", "--cert", "--key", "--dial-timeout", "--command-timeout", "--user", "-w",
                "--ca-file", "--cert-file", "--key-file", "-C",
            ])
        let asks = [["endpoint", "health"], ["endpoint", "status"], ["member", "list"], ["cluster-health"]]
        guard asks.contains(where: { arguments.operands.starts(with: $0) }) else { return nil }
        let endpoints =
            arguments.value("--endpoints", "-C") ?? environment["ETCDCTL_ENDPOINTS"] ?? "http://localhost:2379"
        var check = found(.etcdctl, .unknown, isPure: true)
        check.targets = endpoints.split(separator: ",").map { endpoint in
            let (host, port) = TargetText.hostAndPort(String(endpoint))
            return TargetText.server("etcd", host, port, suffix: endpoint.hasPrefix("https") ? "#tls" : "")
        }
        check.attemptLimit = arguments.time("--command-timeout")
        return check
    }

    private func cassandra(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-e", "--execute", "-u", "-p", "-k", "-f", "--request-timeout"])
        guard !arguments.has("-f"), arguments.values("-e", "--execute").allSatisfy(isQuestion) else { return nil }
        let operands = arguments.operands
        return found(
            .cassandra, TargetText.tcp(operands.first ?? "localhost", operands.count > 1 ? operands[1] : "9042"))
    }

    private func kafka(_ name: String, _ words: [String]) -> Check? {
        let arguments = Arguments(
            words,
            valued: [
                "--bootstrap-server", "--zookeeper", "--command-config", "-b", "--topic", "-server", "--broker-list",
                "-t",
                "-X",
            ], hasLongDash: name == "zkCli")
        switch name {
        case "kafka-topics" where arguments.has("--list", "--describe"), "kafka-broker-api-versions",
            "kafka-metadata-quorum", "kafka-cluster":
            break
        case "kafkacat", "kcat": guard arguments.has("-L") else { return nil }
        case "zkCli", "zookeeper-shell": break
        case "cub": return cub(words)
        default: return nil
        }
        if name.hasPrefix("z") || arguments.has("--zookeeper") {
            let place = arguments.value("-server", "--zookeeper") ?? arguments.operands.first ?? "localhost"
            return found(.kafka, each("zookeeper", place)[0])
        }
        guard let servers = arguments.value("--bootstrap-server", "-b") else { return nil }
        var check = found(.kafka, .unknown)
        check.targets = each("kafka", servers)
        // A client asks the first broker that answers.
        check.needsAll = check.targets.count < 2
        return check
    }

    /// Confluent's `cub kafka-ready -b BROKERS COUNT SECONDS` and `cub zk-ready SERVERS SECONDS`.
    private func cub(_ words: [String]) -> Check? {
        let arguments = Arguments(words, valued: ["-b", "--bootstrap_broker_list", "-z", "-c", "--config", "-s"])
        let operands = arguments.operands
        guard let command = operands.first, ["kafka-ready", "zk-ready"].contains(command) else { return nil }
        let isKafka = command == "kafka-ready"
        guard let place = isKafka ? arguments.value("-b", "--bootstrap_broker_list") : operands.dropFirst().first else {
            return nil
        }
        var check = found(.kafka, .unknown)
        check.targets = each(isKafka ? "kafka" : "zookeeper", place)
        check.own = Check.Own(deadline: operands.last.flatMap { TimeWords.milliseconds($0) })
        return check
    }

    private func each(_ scheme: String, _ list: String) -> [WaitTarget] {
        let servers = list.split(separator: ",")
        guard !servers.isEmpty else { return [.unknown] }
        return servers.map { server in
            let (host, port) = TargetText.hostAndPort(String(server))
            return TargetText.server(scheme, host, port)
        }
    }
}
