import ShellScript

/// What a script does besides waiting and working: words, counters, looks at this and that.
enum Noise {
    private static let words: Set<String> = ["echo", "printf", "true", ":", "date", "logger", "tput", "clear"]
    private static let looks: Set<String> = [
        "cat", "ls", "env", "printenv", "hostname", "ps", "id", "pwd", "tee", "jobs", "df", "free", "whoami", "uname",
        "ip",
        "ifconfig", "netstat", "ss", "which", "type", "head", "tail", "grep", "false", "expr", "let", "local",
        "continue",
        "awk", "sed", "cut", "tr", "wc",
    ]
    private static let settings: Set<String> = [
        "set", "export", "readonly", "declare", "local", "unset", "shift", "trap", "umask", "wait", "exit", "return",
        "shopt", "alias",
    ]

    /// Whether the pipeline only says something.
    static func isWords(_ pipeline: Pipeline) -> Bool { all(pipeline) { words.contains($0) || isLog($0) } }

    /// Whether the pipeline only says or looks at something.
    static func isLook(_ pipeline: Pipeline) -> Bool {
        all(pipeline) { words.contains($0) || looks.contains($0) || isLog($0) }
    }

    /// Whether nothing that matters would be lost without it, given that the waits go.
    static func isIdle(_ pipeline: Pipeline) -> Bool {
        if isLook(pipeline) { return true }
        guard pipeline.commands.count == 1 else { return false }
        switch pipeline.commands[0].kind {
        case .simple(let command):
            let literals = command.words.map { $0.literal ?? "" }
            guard let name = literals.first else { return true }
            return settings.contains(name) || isSleep(name) || isInstall(literals)
        case .function, .arithmetic: return true
        case .loop(let loop): return isIdle(loop.condition + loop.body)
        case .group(let statements), .subshell(let statements): return isIdle(statements)
        default: return false
        }
    }

    static func isIdle(_ statements: [Statement]) -> Bool {
        statements.allSatisfy { statement in
            isIdle(statement.first) && statement.rest.allSatisfy { isIdle($0.pipeline) }
        }
    }

    static func isReturn(_ statement: Statement) -> Bool {
        guard statement.rest.isEmpty, case .simple(let command)? = statement.first.commands.first?.kind else {
            return false
        }
        return command.words.first?.literal == "return"
    }

    static func isSleep(_ name: String) -> Bool { ["sleep", "usleep", "/bin/sleep", "/usr/bin/sleep"].contains(name) }

    /// `apk add curl`: what only the wait needs.
    private static func isInstall(_ words: [String]) -> Bool {
        switch words.first {
        case "apk": words.contains("add") || words.contains("update")
        case "apt-get", "apt", "yum", "dnf", "microdnf": words.contains("install") || words.contains("update")
        default: false
        }
    }

    private static func isLog(_ name: String) -> Bool {
        ["log", "info", "warn", "error", "debug"].contains(name) || name.hasPrefix("log_")
    }

    private static func all(_ pipeline: Pipeline, _ isFine: (String) -> Bool) -> Bool {
        pipeline.commands.allSatisfy { command in
            guard case .simple(let simple) = command.kind else { return false }
            // Words written into a file are configuration.
            let isKept = command.redirections.contains { redirection in
                [">", ">>", "&>", ">|"].contains(redirection.symbol)
                    && !(redirection.target.literal ?? "").hasPrefix("/dev/")
            }
            return !isKept && isFine(simple.words.first?.literal ?? (simple.words.isEmpty ? ":" : ""))
        }
    }
}
