import Testing

@testable import Probing

@Suite struct WaiterArgumentsTests: ArgumentReading {
    @Test func defaults() throws {
        let options = try wait("tcp://a:1")
        #expect(options.targets == [try TargetParser.parse("tcp://a:1")])
        #expect(options.policy == WaitPolicy() && options.command.isEmpty && options.log == .text)
        #expect(options.policy.timeout == 300_000 && options.policy.attemptTimeout == 3000)
        #expect(options.policy.mode == .all && options.policy.stable == 1 && options.policy.onTimeout == .fail)
        #expect(options.terminationLog == "/dev/termination-log" && options.timeoutCode == 124)
        let supervise = try supervise("--", "app")
        #expect(supervise.backoff == 1000 && supervise.maxBackoff == 30_000 && supervise.retries == 0)
        #expect(supervise.grace == 0 && supervise.publish.isEmpty && supervise.ready.isEmpty)
    }

    /// Each flag with its value, and what it must change.
    static let flags: [(flag: String, value: String?, change: @Sendable (inout SuperviseOptions) -> Void)] = [
        ("--any", nil, { $0.wait.policy.mode = .any }), ("--not", nil, { $0.wait.policy.inverted = true }),
        ("--quorum", "1", { $0.wait.policy.mode = .quorum(1) }), ("--stable", "3", { $0.wait.policy.stable = 3 }),
        ("--timeout", "2m", { $0.wait.policy.timeout = 120_000 }), ("--timeout", "0", { $0.wait.policy.timeout = 0 }),
        ("--on-timeout", "proceed", { $0.wait.policy.onTimeout = .proceed }),
        ("--attempt-timeout", "1s", { $0.wait.policy.attemptTimeout = 1000 }),
        ("--max-interval", "1s", { $0.wait.policy.maxInterval = 1000 }),
        ("--attempts", "7", { $0.wait.policy.attempts = 7 }), ("--log", "json", { $0.wait.log = .json }),
        ("--log", "quiet", { $0.wait.log = .quiet }), ("--termination-log", "/x", { $0.wait.terminationLog = "/x" }),
        ("--termination-log", "", { $0.wait.terminationLog = "" }),
        ("--publish", "/run/app", { $0.publish = "/run/app" }), ("--retries", "4", { $0.retries = 4 }),
        ("--backoff", "2s", { $0.backoff = 2000 }), ("--max-backoff", "1m", { $0.maxBackoff = 60_000 }),
        ("--grace", "10s", { $0.grace = 10_000 }), ("--grace", "0", { $0.grace = 0 }),
        ("--ca-file", "/ca.pem", { $0.wait.tls.authorities = "/ca.pem" }),
        ("--ca-dir", "/cas", { $0.wait.tls.authorityDirectory = "/cas" }),
        ("--hook", nil, { $0.wait.isHook = true }),
        ("--server-name", "db", { $0.wait.tls.serverName = "db" }),
        ("--insecure", nil, { $0.wait.tls.isInsecure = true }),
    ]

    @Test(arguments: flags.indices)
    func everyFlagInEveryForm(index: Int) throws {
        let (flag, value, change) = Self.flags[index]
        var expected = SuperviseOptions()
        expected.wait.targets = [try TargetParser.parse("tcp://a:1")]
        expected.wait.command = ["app"]
        change(&expected)
        let tail = ["tcp://a:1", "--", "app"]
        #expect(try supervise([flag] + (value.map { [$0] } ?? []) + tail) == expected)
        #expect(try supervise([flag + "=" + (value ?? "true")] + tail) == expected)
        let variable = "WAITER_" + flag.dropFirst(2).uppercased().replacing("-", with: "_")
        #expect(try supervise(tail, environment: [(variable, value ?? "true")]) == expected)
        #expect(try supervise(tail, environment: [(variable, value ?? "1")]) == expected)
    }

    @Test func everyFlagIsTried() {
        let tried = Set(
            Self.flags.map { $0.flag } + ["--all", "--resolve", "--ready", "--client-cert", "--client-key"])
        #expect(tried == Set(OptionTable.rules.map { $0.flag }))
    }

    @Test func aClientCertificateComesWithItsKey() throws {
        let tls = try wait("--client-cert", "/c.pem", "--client-key=/k.pem", "tcp://a:1").tls
        #expect(tls.certificate == "/c.pem" && tls.key == "/k.pem")
        for flag in ["--client-cert", "--client-key"] {
            let error = try #require(throws: UsageError.self) { try wait(flag, "/x", "tcp://a:1") }
            #expect(error.cure == "give both --client-cert and --client-key")
        }
    }

    @Test func repeatableFlags() throws {
        let options = try wait("--resolve", "db=10.0.0.1", "--resolve=DB=::1", "tcp://db:1")
        #expect(options.resolve.map { $0.host } == ["db", "DB"])
        #expect(options.resolve.map { $0.address.description } == ["10.0.0.1", "::1"])
        let supervised = try supervise("--ready", "tcp://localhost:1", "--ready=file:/x#nonempty", "--", "app")
        #expect(supervised.ready.map { $0.name } == ["tcp://localhost:1", "file:/x#nonempty"])
    }

    @Test func theCommandLineWins() throws {
        let environment = [
            ("WAITER_TIMEOUT", "1s"), ("WAITER_ANY", "true"), ("WAITER_TARGETS", "tcp://a:1  tcp://b:2"),
            ("WAITER_LOG", "json"),
        ]
        let options = try wait(["--timeout", "9s", "--all", "file:/x"], environment: environment)
        #expect(options.policy.timeout == 9000 && options.policy.mode == .all && options.log == .json)
        #expect(options.targets.map { $0.name } == ["file:/x"])
        let fromVariables = try wait([], environment: environment)
        #expect(fromVariables.targets.map { $0.name } == ["tcp://a:1", "tcp://b:2"])
        #expect(fromVariables.policy.mode == .any && fromVariables.policy.timeout == 1000)
        #expect(try wait("--timeout", "1s", "--timeout", "2s", "file:/x").policy.timeout == 2000)
    }

    @Test func otherVariablesAreNoneOfItsBusiness() throws {
        let environment = [
            ("WAITER_PORT", "tcp://10.0.0.1:80"), ("WAITER_SERVICE_HOST", "x"), ("WAITER_RETRIES", "not a number"),
            ("PATH", "/bin"), ("XWAITER_TIMEOUT", "x"),
        ]
        #expect(try wait(["file:/x"], environment: environment).policy == WaitPolicy())
    }

    @Test func whatStandsBehindTheDashesIsTheCommands() throws {
        let options = try wait("file:/x", "--", "app", "--timeout", "bad", "--", "--help")
        #expect(options.command == ["app", "--timeout", "bad", "--", "--help"])
        #expect(options.policy == WaitPolicy())
        #expect(try wait("file:/x", "--").command.isEmpty)
    }

    @Test func flagsStandAnywhereBeforeTheDashes() throws {
        let options = try wait("file:/x", "--timeout", "1s", "file:/y", "--any", "--", "app")
        #expect(options.targets.count == 2 && options.policy.timeout == 1000 && options.policy.mode == .any)
        #expect(try wait("--any=false", "--not=0", "file:/x").policy == WaitPolicy())
    }

    @Test func otherCommands() throws {
        #expect(try parse(["waiter"]) == .help(.overview))
        #expect(try parse(["/usr/bin/waiter", "version"]) == .version && parse(["waiter", "--version"]) == .version)
        for word in ["help", "--help", "-h"] { #expect(try parse(["waiter", word]) == .help(.overview)) }
        #expect(try parse(["waiter", "help", "wait"]) == .help(.wait))
        #expect(try parse(["waiter", "help", "supervise"]) == .help(.supervise))
        #expect(try parse(["waiter", "wait", "file:/x", "--help"]) == .help(.wait))
        #expect(try parse(["waiter", "supervise", "-h"]) == .help(.supervise))
        #expect(try parse([]) == .help(.overview))
    }

    @Test func helpNamesEveryOption() {
        for rule in OptionTable.rules {
            #expect(HelpText.text(.supervise).contains("  \(rule.flag) "))
            #expect(HelpText.text(.wait).contains("  \(rule.flag) ") == (rule.scope == .both))
        }
        for page in [HelpPage.overview, .wait, .supervise] { #expect(HelpText.text(page).hasSuffix("\n")) }
    }
}
