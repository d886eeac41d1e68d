import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// What a container that waits in its own command is to the kubelet: one that runs.
@Suite struct WrappingTests {
    private static let hook = ", lifecycle: {postStart: {exec: {command: [h]}}}"

    private func fixture(
        _ containers: [String], _ startup: String, more: String = "", strategy: String = "wrap"
    ) throws -> Fixture {
        try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{\(startup)}'\n    holdfast.dev/strategy: \(strategy)",
                containers: containers.map { "    - {\($0)}" }.joined(separator: "\n"), more: more))
    }

    /// The kubelet creates the next container when the hook has returned, which may wait for the command that waits.
    @Test(arguments: [
        (hook, "containers: {app: {dependsOn: [dep]}}", "dep app x far"),
        ("", "containers: {app: {dependsOn: [dep]}}", "app x dep far"),
        // What its dependency waits for counts as well.
        (hook, "containers: {app: {dependsOn: [dep]}, dep: {dependsOn: [far]}}", "far dep app x"),
        ("", "containers: {app: {dependsOn: [dep]}, dep: {dependsOn: [far]}}", "app x dep far"),
        // Nobody waits: the hook is nobody else's business.
        (hook, "containers: {x: {dependsOn: [dep]}}", "app x dep far"),
        (hook, "waitFor: [\"tcp://a:1\"]", "app x dep far"),
    ])
    func dependenciesOfAHookComeFirst(hook: String, startup: String, order: String) throws {
        let probe = ", readinessProbe: {tcpSocket: {port: 1}}"
        let held = try fixture(
            [
                "name: app, command: [a]\(hook)", "name: x, command: [x]", "name: dep, command: [d]\(probe)",
                "name: far, command: [f]\(probe)",
            ], startup
        ).held()
        #expect(held.pod.containers.map(\.name).joined(separator: " ") == order)
        #expect(held.pod.container(named: "app")?.spec.postStart == (hook.isEmpty ? nil : .exec(["h"])))
        #expect(held.pod.container(named: "dep")?.spec.postStart == nil)
    }

    @Test func aHookOfItsOwnIsNamedOnce() throws {
        let needs = "containers: {app: {dependsOn: [dep, b]}}"
        let both = [
            "name: app, command: [a], livenessProbe: {tcpSocket: {port: 1}}\(Self.hook)", "name: dep", "name: b",
        ]
        let ready = ", dep: {ready: \"tcp://localhost:1\"}, b: {ready: \"tcp://localhost:2\"}}"
        let needing = try fixture(both, needs.dropLast() + ready)
        #expect(
            needing.texts == [
                "f.yaml:6:60: warning: the postStart hook of \"app\" runs while its command still waits\n"
                    + "    use strategy: sidecar, or drop the hook"
            ])
        let targets = try fixture([both[0]], "waitFor: [\"tcp://a:1\", \"tcp://b:1\"]")
        #expect(targets.diagnostics.map(\.severity) == [.warning])
        #expect(targets.diagnostics.first?.cure == "use strategy: init, or drop the hook")
        let spared = try fixture([both[0]], "waitFor: [\"tcp://a:1\"]", strategy: "init")
        #expect(spared.texts == [])
    }

    @Test(arguments: [
        ("", "", true), (", readinessProbe: {tcpSocket: {port: 1}}", "", false),
        // Until its startupProbe has succeeded it is not ready; wrapping makes one of a livenessProbe.
        (", startupProbe: {tcpSocket: {port: 1}}", "", false), (", livenessProbe: {tcpSocket: {port: 1}}", "", false),
        ("", "  restartPolicy: Never", false),
    ])
    func itCountsAsReadyWhileItWaits(probe: String, more: String, isSaid: Bool) throws {
        let fixture = try fixture(
            ["name: app, command: [a]\(probe)"], "waitFor: [\"tcp://a:1\", \"tcp://b:1\"]", more: more)
        #expect(fixture.diagnostics.map(\.severity) == (isSaid ? [.note] : []))
        #expect(fixture.diagnostics.allSatisfy { $0.message.contains("counts as ready while it waits") })
        let unwrapped = try self.fixture(
            ["name: app, command: [a]\(probe)"], "waitFor: [\"tcp://a:1\"]", more: more, strategy: "init")
        #expect(unwrapped.texts == [])
    }
}
