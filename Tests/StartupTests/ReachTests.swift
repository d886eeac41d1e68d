import Injection
import Manifests
import Startup
import Testing

/// What an init container cannot ask: the pod that does not run yet, and what only its containers have.
@Suite struct ReachTests {
    private func fixture(
        _ target: String, _ containers: [String], inits: String = "[]", strategy: String = "auto"
    ) throws -> Fixture {
        try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{waitFor: [\"\(target)\"]}'\n    holdfast.dev/strategy: \(strategy)",
                containers: containers.map { "    - {\($0), readinessProbe: {tcpSocket: {port: 9}}}" }
                    .joined(separator: "\n"), more: "  initContainers: \(inits)"))
    }

    private static let loopback = [
        "http://localhost:1/", "tcp://127.0.0.2:1", "redis://[::1]:1", "tcp://LocalHost:1",
    ]
    private static let inside = [
        "unix:/run/x", "http+unix://%2Frun%2Fx/", "file:/x", "exec:true", "http://h:80/$(NAME)",
    ]
    private static let outside = [
        "tcp://a:1", "delay:1s", "dns:localhost", "kube:job/x", "http://localhost.shop:1/", "http://h:80/$$(NAME)",
        "http://h:80/localhost",
    ]

    private func holds(_ fixture: Fixture) -> [Strategy] { fixture.plan?.holds.map(\.strategy) ?? [] }

    @Test(arguments: loopback + inside)
    func withCommandsTheyAreWrapped(target: String) throws {
        let fixture = try fixture(target, ["name: a, command: [x]", "name: b, command: [x]"])
        #expect(holds(fixture) == [.wrap, .wrap])
        #expect(fixture.texts == [])
        #expect(fixture.plan?.holds.first?.reason.hasPrefix("an init container cannot ask it: ") == true)
        #expect(try fixture.held().waitContainer == nil)
    }

    @Test(arguments: outside)
    func othersAreNot(target: String) throws {
        for strategy in ["auto", "init"] {
            let fixture = try fixture(target, ["name: a, command: [x]"], strategy: strategy)
            #expect(holds(fixture) == [.initContainer])
            #expect(fixture.texts == [])
        }
    }

    /// One container without a command is enough; by its name, `init` is kept whoever names what.
    @Test(arguments: [
        ("auto", "b", "name the command of \"b\""), ("init", "b", "name the command of \"b\""),
        ("init", "b, command: [x]", "use strategy: wrap"),
    ])
    func otherwiseItIsSaid(strategy: String, other: String, cure: String) throws {
        for target in Self.loopback + Self.inside {
            let isError = Self.inside.contains(target)
            let fixture = try fixture(target, ["name: a, command: [x]", "name: \(other)"], strategy: strategy)
            #expect(fixture.diagnostics.map(\.severity) == [isError ? .error : .warning], "\(target)")
            #expect(fixture.diagnostics.first?.cure.hasPrefix(cure) == true)
            #expect(fixture.diagnostics.first?.cure.contains("dependsOn") == true)
            #expect(holds(fixture) == (isError ? [] : [.initContainer, .initContainer]))
        }
    }

    @Test(arguments: [
        ("tcp://localhost:1", "[{name: one}, {name: two, restartPolicy: Always}, {name: three}]", 2),
        ("tcp://a:1", "[{name: one}, {name: two, restartPolicy: Always}, {name: three}]", 0),
        ("tcp://a:1", "[{name: istio-proxy, restartPolicy: Always}, {name: two, restartPolicy: Always}]", 1),
        ("tcp://localhost:1", "[{name: istio-proxy, restartPolicy: Always}, {name: two, restartPolicy: Always}]", 2),
    ])
    func aNativeSidecarIsAskedBehindIt(target: String, inits: String, index: Int) throws {
        for strategy in ["auto", "init"] {
            let fixture = try fixture(target, ["name: a"], inits: inits, strategy: strategy)
            #expect(fixture.texts == [])
            #expect(try fixture.held().pod.initContainers.firstIndex { $0.name == "holdfast-wait" } == index)
        }
    }

    @Test func eachTargetIsWaitedForInItsOwnWay() throws {
        let held = try fixture("file:/x\", \"tcp://a:1", ["name: a, command: [x]"]).held()
        #expect(held.pod.initContainers.map(\.command) == [["/w", "wait", "tcp://a:1"]])
        #expect(held.wrapped == ["a": ["file:/x"]])
    }

    /// A container that becomes a sidecar is company as well.
    @Test func aSidecarInTheMakingIsAsked() throws {
        let text = "    holdfast.dev/wait-for: tcp://localhost:9\n    holdfast.dev/order: dep, app"
        let fixture = try Fixture(
            Fixture.pod(
                text, containers: "    - {name: app}\n    - {name: dep, readinessProbe: {tcpSocket: {port: 9}}}",
                more: "  initContainers: [{name: own}]"))
        #expect(fixture.texts == [])
        #expect(try fixture.held().pod.initContainers.map(\.name) == ["own", "dep", "holdfast-wait"])
    }
}
