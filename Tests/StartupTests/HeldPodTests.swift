import Injection
import Manifests
import Startup
import Testing

/// What a held pod says for those who write it into a manifest, and what Jobs need.
@Suite struct HeldPodTests {
    private func startup(
        _ text: String, _ containers: [String], more: String = "", strategy: String = "auto"
    ) throws -> HeldPod {
        try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{\(text)}'\n    holdfast.dev/strategy: \(strategy)",
                containers: containers.map { "    - {\($0)}" }.joined(separator: "\n"), more: more)
        ).held()
    }

    @Test func whoNeedsTheWaiterAndTheStateDirectory() throws {
        let never = "  restartPolicy: Never"
        let completed = try startup(
            "containers: {app: {dependsOn: {job: completed}}}",
            ["name: app, command: [a]", "name: job, command: [j]", "name: other, command: [o]"], more: never)
        #expect(completed.usesWaiter == ["app", "job"])
        #expect(completed.usesState == ["app", "job"])
        let asked = try startup(
            "containers: {app: {dependsOn: [dep]}, dep: {ready: \"tcp://localhost:1\"}}",
            ["name: app, command: [a]", "name: dep"], strategy: "wrap")
        #expect(asked.usesWaiter == ["app"])
        #expect(asked.usesState == [])
        let probed = try startup(
            "containers: {app: {dependsOn: [dep]}, dep: {ready: \"tcp://localhost:1\"}}", ["name: app", "name: dep"])
        #expect(probed.usesWaiter == ["dep"])
        let copied = try startup(
            "containers: {app: {dependsOn: [dep]}}",
            ["name: app", "name: dep, readinessProbe: {tcpSocket: {port: 1}}"])
        #expect(copied.usesWaiter == [])
        let targets = try startup("waitFor: [\"tcp://a:1\"]", ["name: app"])
        #expect(targets.usesWaiter == [])
        #expect(targets.waitContainer == "holdfast-wait")
    }

    @Test func theWaitContainersNameIsFree() throws {
        let held = try startup(
            "waitFor: [\"tcp://a:1\"]", ["name: holdfast-wait"], more: "  initContainers: [{name: holdfast-wait-2}]")
        #expect(held.waitContainer == "holdfast-wait-3")
        #expect(held.pod.all.map(\.name) == ["holdfast-wait-3", "holdfast-wait-2", "holdfast-wait"])
    }

    @Test(arguments: [
        ("[{name: own}, {name: linkerd-proxy, restartPolicy: Always}, {name: z}]", 2),
        ("[{name: istio-proxy, restartPolicy: Always}]", 1), ("[{name: own}, {name: istio-init}]", 0),
        ("[{name: own, restartPolicy: Always}]", 0),
    ])
    func whereTheWaitContainerStands(initContainers: String, index: Int) throws {
        let held = try startup(
            "waitFor: [\"tcp://a:1\"]", ["name: app"], more: "  initContainers: \(initContainers)")
        #expect(held.pod.initContainers.firstIndex { $0.name == "holdfast-wait" } == index)
    }

    @Test func linkerdsProxyAsASidecarStandsFirst() throws {
        let held = try startup(
            "containers: {app: {dependsOn: [linkerd-proxy]}, linkerd-proxy: {ready: \"tcp://localhost:1\"}}",
            ["name: linkerd-proxy", "name: app"], more: "  initContainers: [{name: linkerd-init}, {name: own}]")
        #expect(held.pod.initContainers.map(\.name) == ["linkerd-init", "linkerd-proxy", "own"])
    }

    // MARK: Jobs

    private func job(_ annotations: String, _ containers: String, minor: Int = 33) throws -> Fixture {
        let indented = containers.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return try Fixture(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: j}
            spec:
              template:
                metadata: {annotations: {\(annotations)}}
                spec:
                  restartPolicy: Never
                  containers:
            \(indented)
            """, cluster: Cluster(version: KubernetesVersion(1, minor)))
    }

    @Test func aJobKeepsARegularContainerThatEnds() throws {
        let containers = "    - {name: istio-proxy}\n    - {name: app, command: [a]}"
        let native = try job("holdfast.dev/order: 'istio-proxy, app'", containers)
        #expect(native.holds == ["app>istio-proxy:sidecar"])
        #expect(try native.held().pod.containers.map(\.name) == ["app"])
        #expect(native.diagnostics == [])
    }

    /// What ends in a Job is not made a sidecar, which never ends, unless that is asked for.
    @Test(arguments: [
        ("auto", "name: a", "name: b", "a>b:hook", 1), ("auto", "name: a, command: [a]", "name: b", "a>b:hook", 1),
        ("auto", "name: a, command: [a]", "name: b, command: [b]", "a>b:wrap", 0),
        (
            "auto", "name: a, command: [a]", "name: b, readinessProbe: {tcpSocket: {port: 1}}", "a>b:wrap", 0
        ),
        ("sidecar", "name: a", "name: b", "a>b:sidecar", 0),
    ])
    func aJobsContainersEnd(strategy: String, a: String, b: String, hold: String, count: Int) throws {
        let fixture = try job(
            "holdfast.dev/order: 'b, a', holdfast.dev/strategy: \(strategy)", "    - {\(a)}\n    - {\(b)}")
        #expect(fixture.holds == [hold])
        #expect(fixture.diagnostics.filter { $0.severity == .warning }.count == count)
        let held = try fixture.held()
        #expect(held.diagnostics.allSatisfy { $0.severity != .error })
        #expect(held.pod.initContainers.isEmpty == (strategy == "auto"))
    }

    /// A container's own policy says what its end means; a sidecar has but one.
    @Test(arguments: [
        ("restartPolicy: Never", false), ("restartPolicy: OnFailure", false),
        ("restartPolicyRules: [{action: Restart}]", false), ("restartPolicy: ~", true), ("image: x", true),
    ])
    func aRestartPolicyOfItsOwnStays(field: String, isSidecar: Bool) throws {
        let containers = ["name: a", "name: b, \(field)"]
        let text = "containers: {a: {dependsOn: [b]}, b: {ready: \"tcp://localhost:1\"}}"
        #expect(try startup(text, containers).pod.initContainers.isEmpty == !isSidecar)
        let asked = try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{\(text)}'\n    holdfast.dev/strategy: sidecar",
                containers: containers.map { "    - {\($0)}" }.joined(separator: "\n")))
        #expect((asked.plan == nil) == !isSidecar)
        #expect(
            asked.diagnostics.map { $0.message.contains("a restart policy of its own") } == (isSidecar ? [] : [true]))
    }

    @Test(arguments: ["holdfast.dev/strategy: hook", "holdfast.dev/strategy: wrap"])
    func aRegularProxyKeepsAJobRunningAsBefore(strategy: String) throws {
        let containers = "    - {name: istio-proxy}\n    - {name: app, command: [a]}"
        let fixture = try job("holdfast.dev/order: 'istio-proxy, app', \(strategy)", containers)
        let notes = fixture.diagnostics.filter { $0.severity == .note }
        #expect(notes.map { $0.message.contains("stays a regular container of job/j") } == [true])
        #expect(try fixture.held().pod.containers.count == 2)
    }
}
