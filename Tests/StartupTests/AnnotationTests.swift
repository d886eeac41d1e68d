import Manifests
import Startup
import Testing

/// The annotations that are a line each: wait-for, order, strategy, timeout, on-timeout, inject.
@Suite struct AnnotationTests {
    private func waits(_ value: String) throws -> [String] {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/wait-for: " + value))
        #expect(fixture.texts == [])
        return fixture.declaration.waits.map(\.url)
    }

    @Test(
        arguments: [
            ("''", []),
            ("', ,'", []),
            ("tcp://a:1", ["tcp://a:1"]),
            ("tcp://a:1,tcp://b:2", ["tcp://a:1", "tcp://b:2"]),
            ("tcp://a:1 , tcp://b:2 ,", ["tcp://a:1", "tcp://b:2"]),
            ("|\n      tcp://a:1\n      tcp://b:2", ["tcp://a:1", "tcp://b:2"]),
            (">\n      tcp://a:1,\n      tcp://b:2", ["tcp://a:1", "tcp://b:2"]),
            ("\"tcp://a:1\\ttcp://b:2\"", ["tcp://a:1", "tcp://b:2"]),
            ("'http://a/#status=200,204'", ["http://a/#status=200,204"]),
            ("http://a/#status=200,204,500-599", ["http://a/#status=200,204,500-599"]),
            ("http://a/#status=200,204,tcp://b:2", ["http://a/#status=200,204", "tcp://b:2"]),
            ("http://a/#status=200,204&timeout=5s,file:/x", ["http://a/#status=200,204&timeout=5s", "file:/x"]),
            ("http://a/#status=200,204, dns:b#type=A,AAAA", ["http://a/#status=200,204", "dns:b#type=A,AAAA"]),
            ("http://a/#status=200,http+unix://%2Fs/x", ["http://a/#status=200", "http+unix://%2Fs/x"]),
            ("http://a/#status=200, delay:5s", ["http://a/#status=200", "delay:5s"]),
        ])
    func aCommaBelongsToATargetUnlessATargetFollows(value: String, urls: [String]) throws {
        #expect(try waits(value) == urls)
    }

    @Test(
        arguments: [
            ("tcp://a:1,b", "\"b\" is not a target: it has no scheme\n    write http://b, tcp://b or file:b"),
            ("tcp://a", "\"tcp://a\" has no port\n    write tcp://a:PORT"),
            (
                "http://a/#state=200",
                "http has no expectation named \"state\", in \"http://a/#state=200\"\n"
                    + "    use status, body, json, header, method, host, "
            ),
            ("gopher://a", "\"gopher\" in \"gopher://a\" is not a scheme that can be waited for\n    use tcp, http, "),
            ("tcp://a:1#timeout=5", "\"5\" is not a length of time\n    write it with a unit, such as 500ms, "),
            ("tcp://a:1#on-timeout=stop", "\"stop\" is not something to do on a timeout\n    write fail, "),
        ])
    func badTargets(value: String, wanted: String) throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/wait-for: " + value))
        #expect(fixture.plan == nil)
        #expect(fixture.texts.count == 1)
        let text = try #require(fixture.texts.first)
        #expect(text.hasPrefix("f.yaml:6:28: error: holdfast.dev/wait-for: " + wanted))
    }

    @Test(
        arguments: [
            ("proxy, app", ["app>proxy"]), ("proxy,app", ["app>proxy"]), ("proxy app", ["app>proxy"]),
            ("|\n      proxy\n      app", ["app>proxy"]), ("app", []), ("''", []),
        ])
    func orderIsAChain(value: String, needs: [String]) throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/order: " + value))
        #expect(fixture.texts == [])
        #expect(fixture.declaration.needs.map { "\($0.dependent)>\($0.dependency)" } == needs)
    }

    @Test func everyUnknownNameInTheOrderIsReportedOnce() throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/order: prox, ghostly, app"))
        #expect(
            fixture.texts == [
                "f.yaml:6:25: error: pod/p has no container \"prox\"\n    did you mean \"proxy\"?",
                "f.yaml:6:25: error: pod/p has no container \"ghostly\"\n    use \"app\", \"proxy\"",
            ])
        let lonely = try Fixture(Fixture.pod("    holdfast.dev/order: prox"))
        #expect(lonely.texts == ["f.yaml:6:25: error: pod/p has no container \"prox\"\n    did you mean \"proxy\"?"])
    }

    @Test func anOrderThatComesBackIsACycle() throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/order: app, proxy, app"))
        #expect(
            fixture.texts == [
                "f.yaml:6:25: error: pod/p can never start: app needs proxy needs app\n"
                    + "    remove one of these dependencies"
            ])
    }

    @Test func settingsAreRead() throws {
        let declaration = try Fixture(
            Fixture.pod(
                """
                    holdfast.dev/strategy: hook
                    holdfast.dev/timeout: 1m30s
                    holdfast.dev/on-timeout: proceed
                    holdfast.dev/inject: "true"
                    other.dev/wait-for: [not, ours]
                """)
        ).declaration
        #expect(declaration.strategy == .hook)
        #expect(declaration.timeout == 90_000)
        #expect(declaration.onTimeout?.text == "proceed")
        #expect(!declaration.isOptedOut)
        #expect(declaration.isEmpty)
    }

    @Test(arguments: ["auto", "init", "sidecar", "wrap", "hook", "gate"])
    func strategiesThatCanBeDeclared(name: String) throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/strategy: " + name))
        #expect(fixture.declaration.strategy.rawValue == name)
        #expect(fixture.texts == [])
    }

    @Test(
        arguments: [
            (
                "waitfor: 'tcp://a:1'",
                "27: error: there is no annotation holdfast.dev/waitfor\n    did you mean \"wait-for\"?"
            ),
            (
                "wait-for: [tcp://a:1]",
                "28: error: annotation holdfast.dev/wait-for must be a string, not a list"
            ),
            (
                "strategy: native",
                "28: error: holdfast.dev/strategy: \"native\" is not a strategy\n"
                    + "    use \"auto\", \"init\", \"sidecar\", \"wrap\", \"hook\""
            ),
            (
                "timeout: 5",
                "27: error: annotation holdfast.dev/timeout must be a string, not \"5\"\n    put it in quotes: \"5\""
            ),
            (
                "on-timeout: stop",
                "30: error: holdfast.dev/on-timeout: \"stop\" is not something to do on a timeout\n"
                    + "    write fail, proceed or block"
            ),
            (
                "inject: 'no'",
                "26: error: holdfast.dev/inject: \"no\" is neither true nor false\n    write \"true\" or \"false\""
            ),
            (
                "inject: no",
                "26: error: annotation holdfast.dev/inject must be a string, not \"no\"\n    put it in quotes: \"no\""
            ),
        ])
    func mistakesAreToldWithTheirCure(annotation: String, wanted: String) throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/" + annotation))
        #expect(fixture.texts == ["f.yaml:6:" + wanted])
        #expect(fixture.plan == nil)
    }

    @Test func injectFalseLeavesThePodAlone() throws {
        let fixture = try Fixture(
            Fixture.pod(
                """
                    holdfast.dev/inject: "false"
                    holdfast.dev/wait-for: tcp://a:1
                    holdfast.dev/order: proxy, app
                """))
        #expect(fixture.declaration.isOptedOut)
        #expect(fixture.declaration.isEmpty)
        #expect(fixture.holds == [])
        let held = try fixture.held()
        #expect(held.waitContainer == nil)
        #expect(held.wrapped.isEmpty)
        #expect(held.pod.spec == fixture.pod.spec)
        #expect(held.pod.all.map(\.command) == fixture.pod.all.map(\.command))
    }
}
