import Injection
import Kubelet
import Manifests
import Startup
import Testing

/// Pods that carry Istio's proxy: held as Istio itself holds them.
@Suite struct IstioPlanTests {
    private static let old = Cluster(version: KubernetesVersion(1, 28))
    private let three = """
            - {name: a, command: [a]}
            - {name: istio-proxy}
            - {name: b}
        """
    private let inits = "  initContainers: [{name: own}, {name: istio-init}, {name: last}]"
    private let pilot = Handler.exec(["pilot-agent", "wait"])

    private func fixture(
        _ annotations: String = "", containers: String? = nil, more: String = "", cluster: Cluster = Cluster()
    ) throws -> Fixture {
        let hold = "    proxy.istio.io/config: 'holdApplicationUntilProxyStarts: true'"
        let lines = annotations.split(separator: "\n").map { "\n    " + $0 }.joined()
        return try Fixture(Fixture.pod(hold + lines, containers: containers ?? three, more: more), cluster: cluster)
    }

    private func hooked(_ hook: String, first: Bool = false) -> String {
        let proxy = "    - {name: istio-proxy, lifecycle: {postStart: {exec: {command: \(hook)}}}}"
        let app = "    - {name: app, command: [app]}"
        return first ? proxy + "\n" + app : app + "\n" + proxy
    }

    @Test func theNativeFormStandsBehindIstiosInitContainers() throws {
        let pod = try fixture(more: inits).held().pod
        #expect(pod.initContainers.map(\.name) == ["own", "istio-init", "istio-proxy", "last"])
        #expect(pod.containers.map(\.name) == ["a", "b"])
        let validated = try fixture(more: "  initContainers: [{name: istio-validation}, {name: own}]").held().pod
        #expect(validated.initContainers.map(\.name) == ["istio-validation", "istio-proxy", "own"])
        let bare = try fixture(more: "  initContainers: [{name: own}]").held().pod
        #expect(bare.initContainers.map(\.name) == ["istio-proxy", "own"])
    }

    @Test func anInitContainerMayWaitForTheNativeForm() throws {
        let fixture = try fixture("holdfast.dev/order: istio-proxy, own", more: "  initContainers: [{name: own}]")
        #expect(fixture.holds.first == "own>istio-proxy:sidecar")
        #expect(try fixture.held().pod.initContainers.map(\.name) == ["istio-proxy", "own"])
    }

    /// Three ways to the form that Istio has without native sidecars.
    @Test(arguments: [
        ("", IstioPlanTests.old), ("sidecar.istio.io/nativeSidecar: \"false\"", Cluster()),
        ("holdfast.dev/strategy: hook", Cluster()),
    ])
    func withoutNativeSidecarsItIsFirstAndItsHookWaits(annotation: String, cluster: Cluster) throws {
        let fixture = try fixture(annotation, more: inits, cluster: cluster)
        #expect(fixture.holds == ["a>istio-proxy:hook", "b>istio-proxy:hook"])
        #expect(fixture.diagnostics.map(\.severity) == [.warning])
        #expect(fixture.plan?.holds.first?.guarantee.hasPrefix("open: ") == true)
        let held = try fixture.held()
        #expect(held.pod.containers.map(\.name) == ["istio-proxy", "a", "b"])
        #expect(held.pod.containers.map(\.spec.postStart) == [pilot, nil, nil])
        #expect(held.pod.initContainers.map(\.name) == ["own", "istio-init", "last"])
        #expect(held.usesWaiter == [])
    }

    @Test func aHookThatBlocksIsTheWaiters() throws {
        let fixture = try fixture("holdfast.dev/strategy: hook\nholdfast.dev/on-timeout: block")
        let held = try fixture.held()
        #expect(
            held.pod.containers.first?.spec.postStart
                == .exec([
                    "/w", "wait", "--hook", "--on-timeout", "block", "http://localhost:15021/healthz/ready",
                ]))
        #expect(held.usesWaiter == ["istio-proxy"])
    }

    @Test func aDeclaredDeadlineIsPilotAgentsToo() throws {
        let fixture = try fixture("holdfast.dev/strategy: hook\nholdfast.dev/timeout: 90s")
        #expect(
            try fixture.held().pod.containers.first?.spec.postStart
                == .exec(["pilot-agent", "wait", "--timeoutSeconds", "90"]))
    }

    @Test func wrappingLeavesTheOrder() throws {
        let two = "    - {name: a, command: [a]}\n    - {name: istio-proxy}"
        let held = try fixture("holdfast.dev/strategy: wrap", containers: two).held()
        #expect(held.pod.containers.map(\.name) == ["a", "istio-proxy"])
        #expect(held.pod.containers[0].command == ["/w", "wait", IstioHold.readiness, "--", "a"])
        #expect(held.pod.containers[1].spec.postStart == nil)
        #expect(held.usesWaiter == ["a"])
        #expect(held.usesState == [])
    }

    // MARK: Hooks that are there

    @Test func aUsersOwnHookIsRespected() throws {
        for cluster in [IstioPlanTests.old, Cluster()] {
            let strategy = cluster == Cluster() ? "holdfast.dev/strategy: hook" : ""
            let fixture = try fixture(strategy, containers: hooked("[mine]"), cluster: cluster)
            #expect(fixture.holds == ["app>istio-proxy:hook"])
            #expect(fixture.diagnostics.count == 1)
            #expect(fixture.diagnostics.first?.severity == .warning)
            #expect(fixture.diagnostics.first?.message.contains("which is kept") == true)
            #expect(fixture.diagnostics.first?.cure == "use strategy: wrap, or remove the hook")
            let pod = try fixture.held().pod
            #expect(pod.containers.map(\.name) == ["istio-proxy", "app"])
            #expect(pod.containers.first?.spec.postStart == .exec(["mine"]))
        }
        // As a native sidecar it has a startupProbe besides: the hook does not have to hold.
        let native = try fixture(containers: hooked("[mine]"))
        #expect(native.holds == ["app>istio-proxy:sidecar"])
        #expect(try native.held().pod.initContainers.first?.spec.postStart == .exec(["mine"]))
    }

    @Test(arguments: [
        "[pilot-agent, wait]", "[/usr/local/bin/pilot-agent, wait, --timeoutSeconds, '5']",
        "[pilot-agent, --log_as_json, wait]",
    ])
    func pilotAgentWaitIsTheHookAlready(hook: String) throws {
        let first = try fixture(containers: hooked(hook, first: true))
        #expect(first.holds == ["app>istio-proxy:native"])
        #expect(first.diagnostics.map(\.severity) == [.note])
        #expect(try first.held().pod.spec == first.pod.spec)
        let second = try fixture(containers: hooked(hook))
        #expect(second.holds == ["app>istio-proxy:hook"])
        let pod = try second.held().pod
        #expect(pod.containers.map(\.name) == ["istio-proxy", "app"])
        #expect(pod.containers.first?.spec == second.pod.container(named: "istio-proxy")?.spec)
    }

    @Test func whatIsToBlockIsNotLeftToPilotAgent() throws {
        let native = try fixture(
            "holdfast.dev/on-timeout: block", containers: hooked("[pilot-agent, wait]", first: true))
        #expect(native.holds == ["app>istio-proxy:sidecar"])
        let hook = try fixture(
            "holdfast.dev/on-timeout: block\nholdfast.dev/strategy: hook",
            containers: hooked("[pilot-agent, wait]", first: true))
        #expect(hook.holds == ["app>istio-proxy:hook"])
        #expect(
            try hook.held().pod.containers.first?.spec.postStart
                == .exec(["/w", "wait", "--hook", "--on-timeout", "block", IstioHold.readiness]))
    }

    // MARK: Targets

    private let wait = "    holdfast.dev/wait-for: tcp://a:1"

    @Test(arguments: [("istio", "istio-validation"), ("linkerd", "linkerd-network-validator")])
    func targetsBehindARegularProxyWithoutACommand(mesh: String, validator: String) throws {
        let nameless = "    - {name: \(mesh)-proxy}\n    - {name: app}"
        let open = try Fixture(Fixture.pod(wait, containers: nameless))
        #expect(open.holds == ["app>tcp://a:1:init"])
        #expect(open.diagnostics.map(\.severity) == [.warning])
        #expect(open.diagnostics.first?.message.contains("does not go through the mesh") == true)
        let redirected = try Fixture(
            Fixture.pod(wait, containers: nameless, more: "  initContainers: [{name: \(validator)}]"))
        #expect(redirected.plan == nil)
        #expect(redirected.diagnostics.map(\.severity) == [.error])
        #expect(redirected.diagnostics.first?.cure.hasPrefix("name the command of \"app\"") == true)
        // The wait stands before the container that redirects.
        let outside = try Fixture(
            Fixture.pod(wait, containers: nameless, more: "  initContainers: [{name: \(mesh)-init}]"))
        #expect(outside.holds == ["app>tcp://a:1:init"])
        #expect(outside.diagnostics.map(\.severity) == [.warning])
        #expect(outside.diagnostics.first?.message.contains("outside the mesh") == true)
        #expect(try outside.held().pod.initContainers.map(\.name) == ["holdfast-wait", "\(mesh)-init"])
        let named = try Fixture(
            Fixture.pod(
                wait, containers: nameless.replacing("name: app", with: "name: app, command: [x]"),
                more: "  initContainers: [{name: \(mesh)-init}]"))
        #expect(named.holds == ["app>tcp://a:1:wrap"])
        let wrap = try Fixture(
            Fixture.pod(wait + "\n    holdfast.dev/strategy: wrap", containers: nameless))
        #expect(wrap.plan == nil)
    }

    /// What is true of auto's init container is true of one that was asked for.
    @Test(arguments: [
        ("[]", "app", Diagnostic.Severity.warning, "does not go through the mesh", "name the command of \"app\""),
        ("[]", "app, command: [x]", .warning, "does not go through the mesh", "use strategy: wrap"),
        ("[{name: istio-init}]", "app", .warning, "outside the mesh", "name the command of \"app\""),
        ("[{name: istio-validation}]", "app, command: [x]", .error, "would wait in vain", "use strategy: wrap"),
    ])
    func initByName(inits: String, app: String, severity: Diagnostic.Severity, text: String, cure: String) throws {
        let fixture = try Fixture(
            Fixture.pod(
                wait + "\n    holdfast.dev/strategy: init",
                containers: "    - {name: istio-proxy}\n    - {name: \(app)}", more: "  initContainers: \(inits)"))
        #expect(fixture.diagnostics.map(\.severity) == [severity])
        #expect(fixture.diagnostics.first?.message.contains(text) == true)
        #expect(fixture.diagnostics.first?.cure.hasPrefix(cure) == true)
        #expect((fixture.plan == nil) == (severity == .error))
    }
}
