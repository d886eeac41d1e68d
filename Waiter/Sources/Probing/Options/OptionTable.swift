/// An option of the waiter: its flag, its variable, and what it does with a value.
struct OptionRule: Sendable {
    /// Which commands take it.
    enum Scope: Sendable {
        case both
        case supervise
    }

    /// The flag, with its dashes.
    var flag: String
    /// What stands for the value in the help; empty for a flag without one.
    var value: String
    /// What it does, in a few words.
    var help: String
    var scope = Scope.both
    /// Takes the value (or `true` for a flag without one) into the options.
    var apply: @Sendable (String, inout SuperviseOptions) throws(UsageError) -> Void

    /// `--max-interval` is `WAITER_MAX_INTERVAL`.
    var variable: String {
        "WAITER_"
            + ASCII.string(
                flag.utf8.dropFirst(2).map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : ASCII.uppercased($0) })
    }
}

/// Every option once: the parser, the environment and the help all read this table.
enum OptionTable {
    static let rules: [OptionRule] = waiting + supervising

    private static let waiting: [OptionRule] = [
        OptionRule(flag: "--all", value: "", help: "every target must hold (default)") {
            (value, options) throws(UsageError) in
            if try flag(value) { options.wait.policy.mode = .all }
        },
        OptionRule(flag: "--any", value: "", help: "one target is enough") { (value, options) throws(UsageError) in
            if try flag(value) { options.wait.policy.mode = .any }
        },
        OptionRule(flag: "--quorum", value: "N", help: "N targets are enough") { (value, options) throws(UsageError) in
            options.wait.policy.mode = .quorum(try number(value, in: 1...10_000))
        },
        OptionRule(flag: "--not", value: "", help: "wait until the targets are not ready") {
            (value, options) throws(UsageError) in options.wait.policy.inverted = try flag(value)
        },
        OptionRule(flag: "--stable", value: "N", help: "N successes in a row count as one (default 1)") {
            (value, options) throws(UsageError) in options.wait.policy.stable = try number(value, in: 1...10_000)
        },
        OptionRule(flag: "--timeout", value: "TIME", help: "how long to wait in all (default 5m, 0 for ever)") {
            (value, options) throws(UsageError) in options.wait.policy.timeout = try TimeText.parse(value)
        },
        OptionRule(flag: "--on-timeout", value: "WHAT", help: "then fail (default), proceed or block") {
            (value, options) throws(UsageError) in options.wait.policy.onTimeout = try OnTimeout(value)
        },
        OptionRule(
            flag: "--attempt-timeout", value: "TIME", help: "how long an attempt may take, DNS included (default 3s)"
        ) { (value, options) throws(UsageError) in options.wait.policy.attemptTimeout = try positive(value) },
        OptionRule(
            flag: "--max-interval", value: "TIME", help: "longest pause between attempts (6ms on loopback, else 256ms)"
        ) { (value, options) throws(UsageError) in options.wait.policy.maxInterval = try positive(value) },
        OptionRule(flag: "--attempts", value: "N", help: "give up after N attempts at a target") {
            (value, options) throws(UsageError) in
            options.wait.policy.attempts = try number(value, in: 1...1_000_000_000)
        },
        OptionRule(flag: "--resolve", value: "HOST=ADDR", help: "take this address for a name (repeatable)") {
            (value, options) throws(UsageError) in options.wait.resolve.append(try resolve(value))
        },
        OptionRule(flag: "--ca-file", value: "FILE", help: "trust these CA certificates (PEM) instead of the system's")
        {
            (value, options) throws(UsageError) in options.wait.tls.authorities = try path(value)
        },
        OptionRule(flag: "--ca-dir", value: "DIR", help: "trust the CA certificates in the files of DIR") {
            (value, options) throws(UsageError) in options.wait.tls.authorityDirectory = try path(value)
        },
        OptionRule(flag: "--client-cert", value: "FILE", help: "the client's certificate chain (PEM)") {
            (value, options) throws(UsageError) in options.wait.tls.certificate = try path(value)
        },
        OptionRule(flag: "--client-key", value: "FILE", help: "its key (PEM, not encrypted)") {
            (value, options) throws(UsageError) in options.wait.tls.key = try path(value)
        },
        OptionRule(flag: "--server-name", value: "NAME", help: "the certificate must be for NAME, not for the host") {
            (value, options) throws(UsageError) in options.wait.tls.serverName = try path(value)
        },
        OptionRule(flag: "--insecure", value: "", help: "take any certificate") {
            (value, options) throws(UsageError) in options.wait.tls.isInsecure = try flag(value)
        },
        OptionRule(flag: "--log", value: "FORMAT", help: "text (default), json or quiet") {
            (value, options) throws(UsageError) in options.wait.log = try log(value)
        },
        OptionRule(flag: "--hook", value: "", help: "runs as a postStart hook: log to the container's own stderr") {
            (value, options) throws(UsageError) in options.wait.isHook = try flag(value)
        },
        OptionRule(
            flag: "--termination-log", value: "FILE", help: "where the reason of a failure goes, if FILE exists"
        ) { (value, options) throws(UsageError) in options.wait.terminationLog = value },
    ]

    private static let supervising: [OptionRule] = [
        OptionRule(flag: "--publish", value: "DIR", help: "publish the state as files in DIR", scope: .supervise) {
            (value, options) throws(UsageError) in options.publish = value
        },
        OptionRule(flag: "--ready", value: "TARGET", help: "what says that COMMAND is ready", scope: .supervise) {
            (value, options) throws(UsageError) in options.ready.append(try TargetParser.parse(value))
        },
        OptionRule(flag: "--retries", value: "N", help: "start COMMAND again N times if it fails", scope: .supervise) {
            (value, options) throws(UsageError) in options.retries = try number(value, in: 0...1_000_000)
        },
        OptionRule(flag: "--backoff", value: "TIME", help: "pause before a retry (1s, doubling)", scope: .supervise) {
            (value, options) throws(UsageError) in options.backoff = try positive(value)
        },
        OptionRule(flag: "--max-backoff", value: "TIME", help: "longest pause (default 30s)", scope: .supervise) {
            (value, options) throws(UsageError) in options.maxBackoff = try positive(value)
        },
        OptionRule(
            flag: "--grace", value: "TIME", help: "kill COMMAND so long after a stop signal", scope: .supervise
        ) { (value, options) throws(UsageError) in options.grace = try TimeText.parse(value) },
    ]

    static func flag(_ value: String) throws(UsageError) -> Bool {
        switch value {
        case "true", "1": return true
        case "false", "0": return false
        default: throw UsageError("\"\(value)\" is neither true nor false", cure: "write true or false")
        }
    }

    static func number(_ value: String, in range: ClosedRange<Int64>) throws(UsageError) -> Int {
        guard let number = ASCII.number(value.utf8), range.contains(number) else {
            throw UsageError(
                "\"\(value)\" is not a number from \(range.lowerBound) to \(range.upperBound)",
                cure: "write a whole number")
        }
        return Int(number)
    }

    private static func path(_ value: String) throws(UsageError) -> String {
        guard !value.isEmpty else { throw UsageError("the value is empty", cure: "leave the option out") }
        return value
    }

    private static func positive(_ value: String) throws(UsageError) -> Milliseconds {
        let time = try TimeText.parse(value)
        guard time > 0 else { throw UsageError("\"\(value)\" is no time at all", cure: "write such as 500ms") }
        return time
    }

    private static func log(_ value: String) throws(UsageError) -> LogFormat {
        switch value {
        case "text": return .text
        case "json": return .json
        case "quiet": return .quiet
        default: throw UsageError("\"\(value)\" is not a log format", cure: "write text, json or quiet")
        }
    }

    private static func resolve(_ value: String) throws(UsageError) -> ResolveOverride {
        let bytes = Array(value.utf8)
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0,
            let address = IPAddress(ASCII.string(bytes[(equals + 1)...]))
        else {
            throw UsageError("\"\(value)\" does not give a name an address", cure: "write such as nacos=127.0.0.1")
        }
        return ResolveOverride(host: ASCII.string(bytes[..<equals]), address: address)
    }
}
