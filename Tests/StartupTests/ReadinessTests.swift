import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// What is declared as ready is asked, also of what has a startupProbe: the kubelet asks a native sidecar no more than that.
@Suite struct ReadinessTests {
    private func fixture(
        _ containers: [String], _ startup: String, inits: String = "[]", strategy: String = "auto"
    ) throws -> Fixture {
        try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{\(startup)}'\n    holdfast.dev/strategy: \(strategy)",
                containers: containers.map { "    - {\($0), readinessProbe: {tcpSocket: {port: 9}}}" }
                    .joined(separator: "\n"), more: "  initContainers: \(inits)"))
    }

    private func warnings(_ fixture: Fixture) -> [Diagnostic] {
        fixture.diagnostics.filter { $0.severity == .warning }
    }

    private static let ready = "dep: {ready: \"tcp://localhost:5\"}"
    private static let startup = "startupProbe: {tcpSocket: {port: 4}}"

    /// Who declares what, who names a command, and what is held how; with how many warnings.
    @Test(arguments: [
        ("app, command: [a]", ready, startup, "auto", "wrap", 0),
        ("app", ready, startup, "auto", "sidecar", 1),
        ("app, command: [a]", ready, startup, "sidecar", "sidecar", 1),
        // Without a startupProbe one is made of what is declared.
        ("app, command: [a]", ready, "image: x", "auto", "sidecar", 0),
        // The startupProbe asks the same.
        ("app", "dep: {ready: \"tcp://localhost:4\"}", startup, "auto", "sidecar", 0),
        ("app", "dep: {}", "startupProbe: {tcpSocket: {port: 9}}", "auto", "sidecar", 0),
        // Its own readinessProbe, on 9, asks something else.
        ("app, command: [a]", "dep: {}", startup, "auto", "wrap", 0),
        ("app", "dep: {}", startup, "auto", "sidecar", 1),
    ])
    func ofASidecar(app: String, about: String, probe: String, strategy: String, hold: String, count: Int) throws {
        let fixture = try fixture(
            ["name: \(app)", "name: dep, \(probe)"], "containers: {app: {dependsOn: [dep]}, \(about)}",
            strategy: strategy)
        #expect(fixture.holds == ["app>dep:\(hold)"])
        #expect(warnings(fixture).count == count)
        #expect(warnings(fixture).allSatisfy { $0.message.contains("for its startupProbe only") && $0.cure != "" })
        guard hold == "wrap" else { return }
        let port = about.contains("ready") ? 5 : 9
        let held = try fixture.held()
        #expect(held.wrapped == ["app": ["tcp://localhost:\(port)"]])
        #expect(held.pod.initContainers.map(\.name) == [])
    }

    @Test func whoOnlyNeedsItStartedIsNotWarned() throws {
        let fixture = try fixture(
            ["name: app", "name: dep, \(Self.startup)"], "containers: {app: {dependsOn: {dep: started}}, \(Self.ready)}"
        )
        #expect(fixture.holds == ["app>dep:sidecar"])
        #expect(warnings(fixture) == [])
    }

    @Test func whoeverCanAskIsWrappedBesides() throws {
        let fixture = try fixture(
            ["name: app, command: [a]", "name: mute", "name: dep, \(Self.startup)"],
            "containers: {app: {dependsOn: [dep]}, mute: {dependsOn: [dep]}, \(Self.ready)}")
        #expect(fixture.holds == ["app>dep:wrap", "mute>dep:sidecar"])
        #expect(warnings(fixture).map { $0.message.contains("holds mute for") } == [true])
        let held = try fixture.held()
        #expect(held.pod.initContainers.map(\.name) == ["dep"])
        #expect(held.wrapped == ["app": ["tcp://localhost:5"]])
    }

    @Test(arguments: [
        ("app, command: [a]", "auto", "wrap", 0), ("app, command: [a]", "wrap", "wrap", 0),
        ("app", "auto", "native", 1),
        ("app, command: [a]", "sidecar", "native", 1),
    ])
    func ofANativeSidecar(app: String, strategy: String, hold: String, count: Int) throws {
        let fixture = try fixture(
            ["name: \(app)"], "containers: {app: {dependsOn: [dep]}, \(Self.ready)}",
            inits: "[{name: dep, restartPolicy: Always, \(Self.startup)}]", strategy: strategy)
        #expect(fixture.holds == ["app>dep:\(hold)"])
        #expect(warnings(fixture).count == count)
        #expect(try fixture.held().wrapped == (hold == "wrap" ? ["app": ["tcp://localhost:5"]] : [:]))
    }

    /// A command can be asked inside by the waiter that supervises it, which needs its command; never of a sidecar.
    @Test(arguments: [("dep, command: [d]", "wrap", ["file:/s/dep/ready"]), ("dep", "sidecar", nil)])
    func aReadinessProbeThatRunsACommand(dep: String, hold: String, targets: [String]?) throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/order: dep, app",
                containers: "    - {name: app, command: [a], readinessProbe: {tcpSocket: {port: 9}}}\n"
                    + "    - {name: \(dep), readinessProbe: {exec: {command: [r]}}, \(Self.startup)}"))
        #expect(fixture.holds == ["app>dep:\(hold)"])
        #expect(warnings(fixture).count == (targets == nil ? 1 : 0))
        let held = try fixture.held()
        #expect(held.wrapped["app"] == targets)
        #expect(held.diagnostics == [])
    }
}
