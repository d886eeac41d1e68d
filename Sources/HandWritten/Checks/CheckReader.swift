import Probing

/// Reads what a command asks.
struct CheckReader {
    /// The container's variables, and those assigned before: some tools read their host there.
    var environment: [String: String]

    /// The check; `nil` when the command does something rather than ask. What is not known in a word is
    /// ``TargetText/unknown``.
    /// - Parameter input: what is written to it through a pipe, if that is known.
    func check(_ words: [String], input: String? = nil) -> Check? {
        guard let program = words.first else { return nil }
        let name = CheckReader.baseName(program)
        let rest = Array(words.dropFirst())
        switch name {
        case "timeout": return timed(rest, input)
        case "exec", "command", "time", "sudo", "nohup", "busybox", "nice", "builtin":
            return check(Array(rest.drop { $0.hasPrefix("-") }), input: input)
        case "env": return check(Array(rest.drop { $0.contains("=") || $0.hasPrefix("-") }), input: input)
        case "gosu", "su-exec": return check(Array(rest.dropFirst()), input: input)
        case "curl": return curl(rest)
        case "wget": return wget(rest)
        case "nc", "ncat", "netcat", "telnet": return netcat(name, rest, input)
        case "nslookup", "dig", "host", "getent", "ping": return lookup(name, rest)
        case "ls", "stat": return listing(rest)
        case "kubectl", "oc", "microk8s.kubectl", "k3s":
            return KubectlReader.check(name == "k3s" ? Array(rest.dropFirst()) : rest)
        default: break
        }
        return database(name, rest) ?? ProgramReader(environment: environment).check(program, name, rest)
    }

    /// Whether a command is understood here, so that without a check it is work; or is about processes and input, and
    /// no question about a start.
    static func isKnown(_ name: String) -> Bool {
        name.hasPrefix("kafka-")
            || [
                "curl", "wget", "nc", "ncat", "netcat", "telnet", "kubectl", "oc", "psql", "mysql", "mariadb",
                "redis-cli",
                "mongo", "mongosh", "etcdctl", "rabbitmqctl", "cqlsh", "read", "kill", "killall", "pgrep", "pidof",
                "ps", "wait",
                "sleep", "echo", "printf", "cp", "mv", "rm", "mkdir", "ln", "tar", "git", "rsync", "scp", "aws",
                "gsutil", "exit",
                "cat", "expr", "eval", "inotifywait", "flock", "tail", "test", "[", "[[", "let", "date", "apt-get",
                "apk", "pip",
            ].contains(name)
    }

    static func baseName(_ path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    /// coreutils' and BusyBox' timeout, the latter with `-t` in its old form.
    private func timed(_ words: [String], _ input: String?) -> Check? {
        let arguments = Arguments(words, valued: ["-k", "--kill-after", "-s", "--signal", "-t"], stopsAtOperand: true)
        var command = arguments.command
        var limit = arguments.time("-t")
        if limit == nil, let first = command.first {
            limit = TimeWords.milliseconds(first)
            command.removeFirst()
        }
        guard var check = check(command, input: input) else { return nil }
        check.attemptLimit = limit
        check.flaws.remove(.noAttemptLimit)
        if var own = check.own {
            own.deadline = limit ?? own.deadline
            own.isBounded = true
            check.own = own
        }
        return check
    }

    private func listing(_ words: [String]) -> Check? {
        let operands = Arguments(words, valued: ["-c"]).operands
        guard operands.count == 1, operands[0].hasPrefix("/") else { return nil }
        return Check(tool: .fileTest, targets: [TargetText.file(operands[0])], proof: .file)
    }
}
