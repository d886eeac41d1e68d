import Manifests
import Startup
import Testing

/// What may stand in `holdfast.dev/startup`, and what is said about the rest.
@Suite struct SchemaTests {
    private func startup(_ text: String) throws -> Fixture {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "      " + $0 }
        return try Fixture(Fixture.pod("    holdfast.dev/startup: |\n" + lines.joined(separator: "\n")))
    }

    @Test func dependenciesAreAListOrAMapping() throws {
        let fixture = try startup(
            """
            containers:
              app:
                dependsOn: [proxy]
              proxy: ~
            """)
        #expect(fixture.texts == [])
        #expect(fixture.declaration.needs.map(\.condition) == [.ready])
        let mapping = try startup("containers: {app: {dependsOn: {proxy: }}}")
        #expect(mapping.texts == [])
        #expect(mapping.declaration.needs.map(\.condition) == [.ready])
    }

    @Test(arguments: ["started", "ready", "completed"])
    func conditions(name: String) throws {
        let fixture = try startup("containers: {app: {dependsOn: {proxy: \(name)}}}")
        #expect(fixture.declaration.needs.map(\.condition.rawValue) == [name])
    }

    @Test(arguments: ["", "# only a comment", "{}", "containers: {}", "waitFor: []", "containers:\nwaitFor:"])
    func nothingIsAskedFor(text: String) throws {
        let fixture = try startup(text)
        #expect(fixture.texts == [])
        #expect(fixture.declaration.isEmpty)
    }

    @Test func aReadyTargetMayHaveADeadlineOfItsOwn() throws {
        let fixture = try startup(
            "containers: {proxy: {ready: {target: 'http://localhost:1/#status=200', timeout: 10s}}}")
        #expect(fixture.texts == [])
        #expect(fixture.declaration.ready["proxy"]?.url == "http://localhost:1/#status=200&timeout=10s")
    }

    @Test func jsonIsRead() throws {
        let fixture = try Fixture(
            Fixture.pod(#"    holdfast.dev/startup: '{"containers": {"app": {"dependsOn": {"proxy": "started"}}}}'"#))
        #expect(fixture.texts == [])
        #expect(fixture.declaration.needs.map(\.condition) == [.started])
    }

    @Test(
        arguments: [
            (
                "[a]",
                "7:7: error: startup must be a mapping, not a list\n"
                    + "    write waitFor, containers, strategy, timeout or onTimeout"
            ),
            ("waitfor: []", "7:7: error: startup has no key \"waitfor\"\n    did you mean \"waitFor\"?"),
            (
                "zzzzzzz: 1",
                "7:7: error: startup has no key \"zzzzzzz\"\n"
                    + "    use \"waitFor\", \"containers\", \"strategy\", \"timeout\", \"onTimeout\""
            ),
            ("waitFor: tcp://a:1", "7:16: error: waitFor must be a list, not \"tcp://a:1\""),
            ("waitFor:\n- 5", "8:9: error: waitFor[0] must be a string, not \"5\"\n    put it in quotes: \"5\""),
            ("waitFor:\n- tcp://a:1\n- [x]", "9:9: error: waitFor[1] must be a string, not a list"),
            ("waitFor:\n- {timeout: 5s}", "8:9: error: waitFor[0].target is missing"),
            (
                "waitFor:\n- target: tcp://a:1\n  timeOut: 5s",
                "9:9: error: waitFor[0] has no key \"timeOut\"\n    did you mean \"timeout\"?"
            ),
            (
                "waitFor:\n- target: nowhere",
                "8:17: error: waitFor[0]: \"nowhere\" is not a target: it has no scheme\n"
                    + "    write http://nowhere, tcp://nowhere or file:nowhere"
            ),
            (
                "waitFor:\n- target: tcp://a:1\n  timeout: 5",
                "9:18: error: waitFor[0].timeout must be a string, not \"5\"\n    put it in quotes: \"5\""
            ),
            (
                "waitFor:\n- {target: 'tcp://a:1', timeout: 5 min}",
                "8:40: error: waitFor[0].timeout: \"5 min\" is not a length of time\n"
                    + "    write it with a unit, such as 500ms, 30s, 5m or 1h30m"
            ),
            (
                "waitFor:\n- {target: 'tcp://a:1', onTimeout: go}",
                "8:42: error: waitFor[0].onTimeout: \"go\" is not something to do on a timeout\n"
                    + "    write fail, proceed or block"
            ),
            ("containers: [app]", "7:19: error: containers must be a mapping, not a list"),
            ("containers:\n  app: proxy", "8:14: error: containers.app must be a mapping, not \"proxy\""),
            (
                "containers:\n  app: {depends_on: [proxy]}",
                "8:15: error: containers.app has no key \"depends_on\"\n    did you mean \"dependsOn\"?"
            ),
            (
                "containers: {app: {dependsOn: proxy}}",
                "7:37: error: containers.app.dependsOn must be a mapping such as {proxy: ready} or a list of "
                    + "containers, not \"proxy\"\n    write dependsOn: [proxy]"
            ),
            (
                "containers: {app: {dependsOn: [1]}}",
                "7:38: error: containers.app.dependsOn[0] must be a string, not \"1\"\n    put it in quotes: \"1\""
            ),
            (
                "containers: {app: {dependsOn: {proxy: redy}}}",
                "7:45: error: containers.app.dependsOn.proxy: \"redy\" is not a condition\n    did you mean \"ready\"?"
            ),
            (
                "containers: {app: {dependsOn: {proxy: true}}}",
                "7:45: error: containers.app.dependsOn.proxy must be a string, not \"true\"\n"
                    + "    put it in quotes: \"true\""
            ),
            (
                "containers: {app: {dependsOn: {proxi: ready}}}",
                "7:38: error: pod/p has no container \"proxi\"\n    did you mean \"proxy\"?"
            ),
            (
                "containers: {app: {dependsOn: [proxi]}}",
                "7:38: error: pod/p has no container \"proxi\"\n    did you mean \"proxy\"?"
            ),
            (
                "containers: {ap: {dependsOn: [proxy]}}",
                "7:20: error: pod/p has no container \"ap\"\n    did you mean \"app\"?"
            ),
            ("containers: {ap: {}}", "7:20: error: pod/p has no container \"ap\"\n    did you mean \"app\"?"),
            (
                "containers: {proxi: {ready: 'tcp://localhost:1'}}",
                "7:20: error: pod/p has no container \"proxi\"\n    did you mean \"proxy\"?"
            ),
            (
                "containers: {proxy: {ready: 'tcp://localhost'}}",
                "7:35: error: containers.proxy.ready: \"tcp://localhost\" has no port\n    write tcp://localhost:PORT"
            ),
            (
                "containers: {app: {dependsOn: [app]}}",
                "7:38: error: container \"app\" waits for itself\n    remove it from its own dependsOn"
            ),
            ("strategy: [wrap]", "7:17: error: strategy must be a string, not a list"),
            ("strategy: wrp", "7:17: error: strategy: \"wrp\" is not a strategy\n    did you mean \"wrap\"?"),
            ("timeout: 30", "7:16: error: timeout must be a string, not \"30\"\n    put it in quotes: \"30\""),
            (
                "timeout: 30 s",
                "7:16: error: timeout: \"30 s\" is not a length of time\n"
                    + "    write it with a unit, such as 500ms, 30s, 5m or 1h30m"
            ),
            (
                "onTimeout: stop",
                "7:18: error: onTimeout: \"stop\" is not something to do on a timeout\n    write fail, proceed or block"
            ),
        ])
    func mistakesAreToldWithTheirPlaceAndCure(text: String, wanted: String) throws {
        let fixture = try startup(text)
        #expect(fixture.texts == ["f.yaml:" + wanted])
        #expect(fixture.plan == nil)
    }

    @Test func allMistakesAreToldAtOnceAndInOneOrder() throws {
        let fixture = try startup(
            "strategy: x\nzzzzzzz: 1\ncontainers: {a1: {ready: 'tcp://a:1'}, b1: {ready: 'tcp://a:1'}, c1: {}, d1: {}}")
        #expect(fixture.diagnostics.map(\.location?.line) == [8, 7, 9, 9, 9, 9])
        #expect(fixture.diagnostics.suffix(4).map { $0.message.suffix(4) } == ["\"a1\"", "\"b1\"", "\"c1\"", "\"d1\""])
    }
}
