import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// Which mechanism is picked, and what the pod looks like with it.
@Suite struct HoldTests {
    private let three = """
            - {name: app, command: [app], args: [-x]}
            - {name: proxy, command: [proxy], readinessProbe: {httpGet: {port: 80, path: /r}, periodSeconds: 7}}
            - {name: migrate, command: [migrate]}
        """

    @Test func aDependencyThatStaysBecomesASidecarWithAStartupProbe() throws {
        let fixture = try Fixture(Fixture.pod("    holdfast.dev/order: proxy, app"))
        #expect(fixture.holds == ["app>proxy:sidecar"])
        let pod = try fixture.held().pod
        #expect(pod.initContainers.map(\.name) == ["proxy"])
        #expect(pod.containers.map(\.name) == ["app"])
        let spec = try #require(pod.initContainers.first?.spec)
        #expect(spec.isRestartable)
        #expect(spec.probes[.startup]?.period == 1)
        #expect(spec.probes[.startup]?.handler == spec.probes[.readiness]?.handler)
    }

    @Test func completedIsWrapped() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/startup: '{containers: {app: {dependsOn: {proxy: ready, migrate: completed}}}}'",
                containers: three, more: "  restartPolicy: Never"))
        #expect(fixture.holds == ["app>proxy:wrap", "app>migrate:wrap"])
        let pod = try fixture.held().pod
        #expect(
            pod.container(named: "app")?.commandLine == [
                "/w", "wait", "http://localhost:80/r", "file:/s/migrate/completed", "--", "app", "-x",
            ])
        #expect(
            pod.container(named: "migrate")?.command
                == ["/w", "supervise", "--log", "quiet", "--publish", "/s/migrate", "--", "migrate"])
    }

    @Test func wrapAsksTheDependencysOwnProbe() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/order: proxy, app\n    holdfast.dev/strategy: wrap\n    holdfast.dev/timeout: 90s"))
        let held = try fixture.held()
        #expect(
            held.pod.container(named: "app")?.command
                == ["/w", "wait", "--timeout", "90s", "http://localhost:80/r", "--", "app"])
        #expect(held.wrapped == ["app": ["http://localhost:80/r"]])
    }

    @Test func aWrappedContainerIsNotKilledWhileItWaits() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/wait-for: tcp://a:1\n    holdfast.dev/strategy: wrap\n    holdfast.dev/timeout: 60s",
                containers:
                    "    - {name: app, command: [app], livenessProbe: {tcpSocket: {port: 1}, periodSeconds: 10, failureThreshold: 3}}"
            ))
        let startup = try fixture.held().pod.containers.first?.spec.probes[.startup]
        #expect(startup?.failureThreshold == 10)
    }

    @Test func withoutACommandAHookHoldsAndBlocks() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/order: proxy, app\n    holdfast.dev/strategy: hook",
                containers: Fixture.standard.replacingCommand()))
        #expect(fixture.holds == ["app>proxy:hook"])
        #expect(fixture.diagnostics.contains { $0.severity == .warning && $0.message.contains("postStart") })
        let pod = try fixture.held().pod
        #expect(pod.containers.map(\.name) == ["proxy", "app"])
        #expect(
            pod.containers.first?.spec.postStart
                == .exec(["/w", "wait", "--hook", "--on-timeout", "block", "http://localhost:80/r"]))
    }

    @Test func targetsGetOneInitContainerInFront() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/wait-for: tcp://a:1, tcp://b:2", more: "  initContainers: [{name: own, command: [x]}]"
            ))
        let held = try fixture.held()
        #expect(held.pod.initContainers.map(\.name) == ["holdfast-wait", "own"])
        #expect(held.pod.initContainers.first?.command == ["/w", "wait", "tcp://a:1", "tcp://b:2"])
    }

    @Test func targetsAreWaitedForBehindAProxyThatIsASidecar() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/wait-for: tcp://a:1\n    holdfast.dev/order: istio-proxy, app",
                containers: "    - {name: app, command: [a]}\n    - {name: istio-proxy, command: [b]}"))
        #expect(try fixture.held().pod.initContainers.map(\.name) == ["istio-proxy", "holdfast-wait"])
    }

    @Test(
        arguments: [
            ("init", "strategy init holds for targets"), ("gate", "holds a whole pod"),
        ])
    func whatCannotBeHadIsRefused(strategy: String, text: String) throws {
        let fixture = try Fixture(
            Fixture.pod("    holdfast.dev/order: proxy, app\n    holdfast.dev/strategy: \(strategy)"))
        #expect(fixture.plan == nil)
        #expect(fixture.texts.contains { $0.contains(text) })
    }

    @Test func anInitContainerCannotWaitForARegularOne() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/order: app, own", more: "  initContainers: [{name: own, command: [x]}]"))
        #expect(fixture.plan == nil)
        #expect(fixture.texts.contains { $0.contains("init container \"own\" cannot wait for \"app\"") })
    }

    @Test func anOptedOutPodIsLeftAlone() throws {
        let fixture = try Fixture(
            Fixture.pod("    holdfast.dev/order: proxy, app\n    holdfast.dev/inject: 'false'"))
        #expect(fixture.holds.isEmpty)
        #expect(try fixture.held().pod.containers.map(\.name) == ["app", "proxy"])
    }

    @Test func whoSaysNothingIsNamed() throws {
        let fixture = try Fixture(
            Fixture.pod(
                "    holdfast.dev/order: b, a",
                containers: "    - {name: a, command: [a]}\n    - {name: b, command: [b]}"))
        let held = try fixture.held()
        #expect(held.diagnostics.contains { $0.message.contains("\"b\" says nothing about being ready") })
    }
}

extension String {
    /// The standard containers with a dependent that does not name its command.
    func replacingCommand() -> String {
        split(separator: "\n").map { $0.contains("name: app") ? "    - {name: app, image: x}" : String($0) }
            .joined(separator: "\n")
    }
}
