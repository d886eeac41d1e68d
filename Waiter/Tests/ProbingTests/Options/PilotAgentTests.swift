import Testing

@testable import Probing

@Suite struct PilotAgentTests: ArgumentReading {
    private func pilot(_ arguments: String...) throws -> WaitOptions {
        guard case .wait(let options) = try parse(["/usr/local/bin/pilot-agent", "wait"] + arguments) else {
            throw UsageError("not a wait", cure: "")
        }
        return options
    }

    @Test func itsDefaults() throws {
        let options = try pilot()
        #expect(options.targets.map { $0.name } == ["http://localhost:15021/healthz/ready"])
        #expect(
            options.targets.map { $0.endpoint }
                == [try TargetParser.parse("http://localhost:15021/healthz/ready#status=200").endpoint])
        #expect(options.policy.timeout == 60_000 && options.policy.period == 500)
        #expect(options.policy.initialDelay == 500 && options.policy.attemptTimeout == 500)
        #expect(options.timeoutCode == 255 && options.command.isEmpty)
    }

    @Test func itsFlags() throws {
        let options = try pilot(
            "--timeoutSeconds", "5", "--periodMillis=100", "--requestTimeoutMillis", "50", "--url=http://a:1/b")
        #expect(options.policy.timeout == 5000 && options.policy.period == 100 && options.policy.initialDelay == 100)
        #expect(options.policy.attemptTimeout == 50 && options.targets.map { $0.name } == ["http://a:1/b"])
        #expect(try pilot("--url", "http://a/", "--url", "http://b/").targets.map { $0.name } == ["http://b/"])
    }

    @Test func secretsOfItsURLAreNotShown() throws {
        #expect(try pilot("--url", "http://a/b?token=s3cret").targets.map { $0.name } == ["http://a/b?…"])
    }

    @Test func itsFlagsInAWait() throws {
        let options = try wait("--timeoutSeconds", "5", "--periodMillis=100", "--requestTimeoutMillis=50", "file:/x")
        #expect(options.policy.timeout == 5000 && options.policy.period == 100 && options.policy.attemptTimeout == 50)
        #expect(options.timeoutCode == 124 && options.targets.map { $0.name } == ["file:/x"])
        #expect(try wait("--url", "http://a/").targets.map { $0.name } == ["http://a/"])
        #expect(
            try wait(["--url", "http://a/"], environment: [("WAITER_TARGETS", "file:/x")]).targets.map { $0.name }
                == ["http://a/"])
    }

    /// A target that stands beside --url is waited for, too: to forget one of them would be a wait that means nothing.
    @Test func urlAndTargetsAddUp() throws {
        let names = try wait("--url", "http://a/", "file:/x", "file:/y").targets.map { $0.name }
        #expect(Set(names) == ["http://a/", "file:/x", "file:/y"])
    }

    @Test(arguments: [
        ([], "only \"pilot-agent wait\" is imitated"), (["proxy"], "only \"pilot-agent wait\" is imitated"),
        (["wait", "--timeout", "5s"], "--timeout is not an option of pilot-agent wait"),
        (["wait", "http://a/"], "http://a/ is not an option of pilot-agent wait"),
        (["wait", "--url"], "--url has no value"), (["wait", "--url", "x"], "is not a target"),
        (["wait", "--timeoutSeconds", "1s"], "\"1s\" is not a number"),
        (["wait", "--periodMillis=0"], "\"0\" is not a number from 1"),
        (["wait", "--url", "ftp://a/"], "is not a scheme that can be waited for"),
    ])
    func errors(arguments: [String], message: String) throws {
        let error = try #require(problem(["pilot-agent"] + arguments))
        #expect(error.message.contains(message), "\(error.message)")
        #expect(!error.cure.isEmpty)
    }
}
