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
        let all = try job(
            "holdfast.dev/order: 'b, a', holdfast.dev/wait-for: 'tcp://t:1'", "    - {name: a}\n    - {name: b}")
        #expect(try all.held().pod.containers.map(\.name) == ["a"])
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
