import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// What hooks do, and in which order they put containers.
@Suite struct HookTests {
    private func fixture(
        _ startup: String, _ containers: [String], more: String = "", minor: Int = 33
    ) throws -> Fixture {
        try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '\(startup)'",
                containers: containers.map { "    - {\($0)}" }.joined(separator: "\n"), more: more),
            cluster: Cluster(version: KubernetesVersion(1, minor)))
    }

    private let delayed = "containers: {app: {dependsOn: [dep]}, dep: {ready: \"delay:%\"}}, strategy: hook"

    /// The kubelet's own sleep where it can, the waiter where not, and why.
    @Test(arguments: [
        ("5s", 33, 30, Handler.sleep(seconds: 5), "the kubelet's sleep does it"),
        ("5s", 30, 30, .sleep(seconds: 5), "the kubelet's sleep does it"),
        ("5s", 29, 30, .exec(["/w", "wait", "--hook", "delay:5s"]), "Kubernetes 1.29 has no hook that sleeps"),
        ("5500ms", 33, 30, .exec(["/w", "wait", "--hook", "delay:5500ms"]), "whole seconds"),
        ("0s", 33, 30, .exec(["/w", "wait", "--hook", "delay:0s"]), "whole seconds"),
        ("29s", 33, 30, .sleep(seconds: 29), "the kubelet's sleep does it"),
        ("30s", 33, 30, .exec(["/w", "wait", "--hook", "delay:30s"]), "terminationGracePeriodSeconds, which is 30"),
        ("30s", 33, 31, .sleep(seconds: 30), "the kubelet's sleep does it"),
        ("6m", 33, 30, .exec(["/w", "wait", "--hook", "--timeout", "0", "delay:360s"]), "terminationGrace"),
    ])
    func aDelayInAHook(time: String, minor: Int, grace: Int, handler: Handler, why: String) throws {
        let fixture = try fixture(
            "{\(delayed.replacing("%", with: time))}", ["name: app", "name: dep"],
            more: "  terminationGracePeriodSeconds: \(grace)", minor: minor)
        #expect(fixture.holds == ["app>dep:hook"])
        #expect(fixture.diagnostics.filter { $0.severity == .note }.map { $0.message.contains(why) } == [true])
        let held = try fixture.held()
        #expect(held.pod.containers.map(\.name) == ["dep", "app"])
        #expect(held.pod.containers.first?.spec.postStart == handler)
        let isWaiter = if case .exec = handler { true } else { false }
        #expect(held.usesWaiter == (isWaiter ? ["dep"] : []))
    }

    @Test func aDelayOfANativeSidecarIsAHookTooBecauseAProbeWouldBeginAnew() throws {
        let text = "{containers: {app: {dependsOn: [dep]}, dep: {ready: \"delay:2s\"}}}"
        let plain = try fixture(text, ["name: app", "name: dep"])
        #expect(plain.holds == ["app>dep:sidecar"])
        let dep = try #require(try plain.held().pod.initContainers.first)
        #expect(dep.spec.postStart == .sleep(seconds: 2))
        #expect(dep.spec.probes.isEmpty)
        let taken = try fixture(text, ["name: app", "name: dep, lifecycle: {postStart: {exec: {command: [x]}}}"])
        let probe = try #require(try taken.held().pod.initContainers.first?.spec.probes[.startup])
        #expect(probe.initialDelay == 2)
        #expect(probe.handler == .exec(["/w", "version"]))
    }

    /// The deadline is for what may never come, so none is set for a time, unless it has one itself.
    @Test(arguments: [
        ("delay:5s", "delay:5s#timeout=0"), ("delay:10m", "delay:10m#timeout=0"),
        ("delay:10m#on-timeout=proceed", "delay:10m#on-timeout=proceed&timeout=0"),
        ("delay:5s#timeout=3s", "delay:5s#timeout=3s"), ("tcp://a:1", "tcp://a:1"),
    ])
    func aTargetMayBeADelay(target: String, wanted: String) throws {
        let held = try fixture("{waitFor: [\"\(target)\"], strategy: init}", ["name: app"]).held()
        #expect(held.pod.initContainers.map(\.command) == [["/w", "wait", wanted]])
        let wrapped = try fixture(
            "{containers: {app: {dependsOn: [dep]}, dep: {ready: \"\(target)\"}}, strategy: wrap}",
            [
                "name: app, command: [a], livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 1, failureThreshold: 1}",
                "name: dep",
            ]
        ).held()
        #expect(wrapped.pod.containers.first?.command == ["/w", "wait", wanted, "--", "a"])
        // The probe lets the whole time pass, too.
        let seconds = target.contains("10m") ? 600 : 300
        #expect(wrapped.pod.containers.first?.spec.probes[.startup]?.failureThreshold == seconds + 2)
    }

    @Test func onlyDependenciesMove() throws {
        let probe = ", readinessProbe: {tcpSocket: {port: 1}}"
        let held = try fixture(
            "{containers: {c: {dependsOn: [e]}}, strategy: hook}",
            ["name: a", "name: b", "name: c", "name: d", "name: e\(probe)"]
        ).held()
        #expect(held.pod.containers.map(\.name) == ["a", "b", "e", "c", "d"])
        let right = try fixture(
            "{containers: {c: {dependsOn: [a]}}, strategy: hook}", ["name: b", "name: a\(probe)", "name: c"])
        #expect(try right.held().pod.containers.map(\.name) == ["b", "a", "c"])
    }

    @Test func aHookNeverHoldsWhatItsOwnContainerWaitsFor() throws {
        // dep is wrapped until job has completed; its hook would keep job from starting if job came later.
        let held = try fixture(
            "{containers: {app: {dependsOn: [dep]}, dep: {dependsOn: {job: completed}, ready: \"tcp://localhost:1\"}}}",
            ["name: app", "name: x", "name: dep, command: [d]", "name: job, command: [j]"],
            more: "  restartPolicy: Never"
        ).held()
        #expect(held.pod.containers.map(\.name) == ["job", "dep", "app", "x"])
    }

    @Test func theDefaultContainerStaysTheDefault() throws {
        let text = "{containers: {app: {dependsOn: [dep]}, dep: {ready: \"tcp://localhost:1\"}}, strategy: hook}"
        #expect(try fixture(text, ["name: app", "name: dep"]).held().defaultContainer == "app")
        #expect(try fixture(text, ["name: dep", "name: app"]).held().defaultContainer == nil)
        let sidecar = text.replacing("hook", with: "sidecar")
        #expect(try fixture(sidecar, ["name: dep", "name: app"]).held().defaultContainer == nil)
        #expect(try fixture(sidecar, ["name: app", "name: dep"]).held().defaultContainer == nil)
        let proxied = text.replacing("app:", with: "istio-proxy:")
        #expect(try fixture(proxied, ["name: istio-proxy", "name: dep"]).held().defaultContainer == nil)
        let said = try Fixture(
            Fixture.pod(
                "    kubectl.kubernetes.io/default-container: app\n    holdfast.dev/strategy: hook\n"
                    + "    holdfast.dev/order: proxy, app"))
        #expect(try said.held().pod.containers.map(\.name) == ["proxy", "app"])
        #expect(try said.held().defaultContainer == nil)
    }
}
