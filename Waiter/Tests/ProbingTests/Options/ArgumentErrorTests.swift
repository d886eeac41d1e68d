import Testing

@testable import Probing

@Suite struct ArgumentErrorTests: ArgumentReading {
    @Test(arguments: [
        (["run"], "\"run\" is not a command of the waiter", "use wait, supervise, copy, version or help"),
        (["tcp://a:1"], "is not a command of the waiter", "use wait"),
        (["wait"], "there is nothing to wait for", "name a target"),
        (["wait", "--", "app"], "there is nothing to wait for", "name a target"),
        (["supervise"], "supervise has no command to run", "waiter supervise -- COMMAND"),
        (["supervise", "tcp://a:1"], "supervise has no command to run", "waiter supervise -- COMMAND"),
        (["supervise", "--"], "supervise has no command to run", "waiter supervise -- COMMAND"),
        (["wait", "--quorum", "2", "file:/x"], "a quorum of 2 cannot come from 1 targets", "lower --quorum"),
        (["supervise", "--quorum", "2", "file:/x", "--", "app"], "a quorum of 2 cannot come from 1 targets", "lower"),
        (["wait", "--nope", "file:/x"], "--nope is not an option of waiter wait", "see waiter wait --help"),
        (["wait", "--nope=1", "file:/x"], "--nope is not an option of waiter wait", "see waiter wait --help"),
        (["wait", "--retries", "1", "file:/x"], "--retries is not an option of waiter wait", "waiter wait --help"),
        (["supervise", "--nope", "--", "x"], "--nope is not an option of waiter supervise", "supervise --help"),
        (["wait", "-t", "5s", "file:/x"], "\"-t\" is not a target: it has no scheme", "write"),
        (["wait", "--timeout"], "--timeout has no value", "write --timeout VALUE or --timeout=VALUE"),
        (["wait", "file:/x", "--url"], "--url has no value", "write --url VALUE"),
        (["wait", "nonsense"], "\"nonsense\" is not a target", "http://nonsense"),
    ])
    func commandLines(arguments: [String], message: String, cure: String) throws {
        let error = try #require(problem(["waiter"] + arguments))
        #expect(error.message.contains(message))
        #expect(error.cure.contains(cure), "\(error.cure)")
    }

    @Test(arguments: [
        ("--timeout", "5", "\"5\" is not a length of time"), ("--timeout", "", "\"\" is not a length of time"),
        ("--attempt-timeout", "0", "\"0\" is no time at all"), ("--max-interval", "0s", "\"0s\" is no time at all"),
        ("--on-timeout", "Fail", "\"Fail\" is not something to do on a timeout"),
        ("--quorum", "0", "\"0\" is not a number from 1 to 10000"), ("--quorum", "-1", "is not a number"),
        ("--stable", "x", "\"x\" is not a number from 1 to 10000"), ("--stable", "1.5", "is not a number"),
        ("--attempts", "0", "\"0\" is not a number from 1 to 1000000000"), ("--attempts", "99999999999", "is not a"),
        ("--log", "xml", "\"xml\" is not a log format"), ("--any", "yes", "\"yes\" is neither true nor false"),
        ("--all", "", "\"\" is neither true nor false"), ("--not", "TRUE", "is neither true nor false"),
        ("--resolve", "db", "\"db\" does not give a name an address"),
        ("--resolve", "=1.2.3.4", "does not give a name"),
        ("--resolve", "db=other", "does not give a name an address"), ("--resolve", "db=", "does not give a name"),
        ("--ready", "db", "\"db\" is not a target"), ("--retries", "-1", "\"-1\" is not a number from 0 to 1000000"),
        ("--backoff", "0", "\"0\" is no time at all"), ("--max-backoff", "1", "\"1\" is not a length of time"),
        ("--grace", "soon", "\"soon\" is not a length of time"),
    ])
    func values(flag: String, value: String, message: String) throws {
        let variable = "WAITER_" + flag.dropFirst(2).uppercased().replacing("-", with: "_")
        let line = ["waiter", "supervise", "file:/x"]
        let errors = [
            (flag, problem(line + ["\(flag)=\(value)", "--", "app"])),
            (variable, problem(line + ["--", "app"], environment: [(variable, value)])),
        ]
        for (place, error) in errors {
            let error = try #require(error)
            #expect(error.message.hasPrefix("\(place): ") && error.message.contains(message), "\(error.message)")
            #expect(!error.cure.isEmpty)
        }
    }

    /// A bad variable is an error even where the command line says something better.
    @Test func badVariablesAreNeverADefault() throws {
        let error = try #require(
            problem(["waiter", "wait", "--timeout", "1s", "file:/x"], environment: [("WAITER_TIMEOUT", "long")]))
        #expect(error.message == "WAITER_TIMEOUT: \"long\" is not a length of time")
        let target = try #require(problem(["waiter", "wait", "file:/x"], environment: [("WAITER_TARGETS", "tcp://a")]))
        #expect(target.message == "WAITER_TARGETS: \"tcp://a\" has no port")
    }

    @Test func nothingTraps() {
        var generator = SplitMix64(state: 77)
        let words = [
            "wait", "supervise", "--", "--any", "--timeout", "1s", "--timeout=", "--=", "--=x", "-", "", "=",
            "tcp://a:1",
            "--url", "--url=x", "--timeoutSeconds", "5", "--resolve", "a=1.2.3.4", "--help", "help", "é", "--quorum=3",
        ]
        for step in 0..<20_000 {
            let line = (0..<Int.random(in: 0..<7, using: &generator)).compactMap { _ in
                words.randomElement(using: &generator)
            }
            let program = ["waiter", "pilot-agent", "", "/", "a/"][step % 5]
            if let error = problem([program] + line) { #expect(!error.message.isEmpty && !error.cure.isEmpty) }
        }
    }
}
