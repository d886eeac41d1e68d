import Injection
import Manifests
import Startup
import Testing

/// Pods that get Istio's proxy from its webhook, after whatever is done here.
@Suite struct LaterProxyTests {
    private let regular = Cluster(version: KubernetesVersion(1, 32), mesh: .istio)
    private let native = Cluster(version: KubernetesVersion(1, 33), mesh: .istio)
    private let named = "    - {name: app, command: [app], readinessProbe: {tcpSocket: {port: 8}}}"
    private let nameless = "    - {name: app}"
    private let order = "    holdfast.dev/order: istio-proxy, app"
    private let hold = "    proxy.istio.io/config: 'holdApplicationUntilProxyStarts: true'"
    private let wait = "    holdfast.dev/wait-for: tcp://a:1"

    private func fixture(
        _ annotations: String, _ containers: String, _ cluster: Cluster, more: String = ""
    ) throws -> Fixture {
        try Fixture(Fixture.pod(annotations, containers: containers, more: more), cluster: cluster)
    }

    private func severities(_ fixture: Fixture) -> [Diagnostic.Severity] {
        fixture.diagnostics.map(\.severity)
    }

    @Test func targetsAreWrappedBehindWhatComesLater() throws {
        let wrapped = try fixture(wait, named, regular)
        #expect(wrapped.holds == ["app>tcp://a:1:wrap"])
        #expect(severities(wrapped) == [])
        let outside = try fixture(wait, nameless, regular)
        #expect(outside.holds == ["app>tcp://a:1:init"])
        #expect(severities(outside) == [.warning])
        #expect(outside.diagnostics.first?.message.contains("outside the mesh") == true)
        let within = try fixture(wait, named, native)
        #expect(within.holds == ["app>tcp://a:1:init"])
        #expect(within.plan?.holds.first?.reason == "Istio puts its native sidecar before the pod's init containers")
        #expect(severities(within) == [])
        let none = try fixture(wait, named, Cluster(mesh: .none))
        #expect(none.holds == ["app>tcp://a:1:init"])
    }

    @Test func aDependencyOnItIsWrapped() throws {
        let fixture = try fixture(order, named, regular)
        #expect(fixture.holds == ["app>istio-proxy:wrap"])
        #expect(severities(fixture) == [.note])
        let held = try fixture.held()
        #expect(held.pod.containers.first?.command == ["/w", "wait", IstioHold.readiness, "--", "app"])
        #expect(held.annotations == [:])
        #expect(held.diagnostics == [])
    }

    @Test(arguments: [
        ("", "holdApplicationUntilProxyStarts: true"),
        ("''", "holdApplicationUntilProxyStarts: true\n"),
        ("'holdApplicationUntilProxyStarts: false'", "holdApplicationUntilProxyStarts: true"),
        (
            #"'{"concurrency": 2, "proxyMetadata": {"A": "x\"y"}}'"#,
            #"{"concurrency": 2, "proxyMetadata": {"A": "x\"y"}, "holdApplicationUntilProxyStarts": true}"#
        ),
        (
            "|\n      tracing:\n        sampling: 1.5  # some\n      list: [a, ~, true]",
            "tracing:\n  sampling: 1.5  # some\nlist: [a, ~, true]\nholdApplicationUntilProxyStarts: true\n"
        ),
    ])
    func withoutACommandIstiosOwnSwitchIsSet(value: String, wanted: String) throws {
        let own = value.isEmpty ? "" : "\n    proxy.istio.io/config: " + value
        let fixture = try fixture(order + own, nameless, regular)
        #expect(fixture.holds == ["app>istio-proxy:hook"])
        #expect(severities(fixture) == [.note, .warning])
        let held = try fixture.held()
        #expect(held.annotations == ["proxy.istio.io/config": wanted])
        #expect(held.pod.spec == fixture.pod.spec)
        let again = try self.fixture(order + "\n    proxy.istio.io/config: " + quoted(wanted), nameless, regular)
        #expect(try again.held().annotations == [:])
    }

    private func quoted(_ text: String) -> String { ValueWriter.flow(.string(text), isJSON: true) }

    @Test func aNativeProxyIsThereBeforeAnyone() throws {
        for containers in [named, nameless] {
            let fixture = try fixture(
                "    holdfast.dev/order: istio-proxy, own, app", containers, native,
                more: "  initContainers: [{name: own}]")
            #expect(fixture.holds == ["own>istio-proxy:native", "app>own:native"])
            let held = try fixture.held()
            #expect(held.pod.spec == fixture.pod.spec)
            #expect(held.annotations == [:])
        }
    }

    @Test(arguments: [
        ("    holdfast.dev/order: app, istio-proxy", "nothing in the manifest can hold it"),
        ("    holdfast.dev/order: istio-proxy, own", "which Istio adds as a regular container"),
        (
            "    holdfast.dev/startup: '{containers: {app: {dependsOn: {istio-proxy: completed}}}}'",
            "never completes"
        ),
        ("    holdfast.dev/order: istio-proxy, app\n    holdfast.dev/strategy: wrap", "cannot be wrapped"),
        ("    holdfast.dev/order: istio-proxy, app\n    holdfast.dev/strategy: sidecar", "cannot become a sidecar"),
        ("    holdfast.dev/order: istio-proxy, app\n    holdfast.dev/strategy: init", "holds for targets"),
    ])
    func whatCannotBeHadIsRefused(annotations: String, text: String) throws {
        let fixture = try fixture(annotations, nameless, regular, more: "  initContainers: [{name: own}]")
        #expect(fixture.plan == nil)
        #expect(fixture.diagnostics.filter { $0.severity == .error }.map { $0.message.contains(text) } == [true])
    }

    @Test func withoutAMeshItIsAnUnknownContainer() throws {
        for mesh in [MeshChoice.auto, .none] {
            let fixture = try fixture(order, named, Cluster(mesh: mesh))
            #expect(fixture.plan == nil)
            #expect(severities(fixture) == [.error])
            #expect(fixture.diagnostics.first?.message == "pod/p has no container \"istio-proxy\"")
        }
        let ready = "    holdfast.dev/startup: '{containers: {istio-proxy: {ready: \"tcp://localhost:1\"}}}'"
        #expect(severities(try fixture(ready, named, Cluster())) == [.error])
    }

    @Test func theMeshsOwnHoldIsLeftToIstioUnlessWrapIsAskedFor() throws {
        let note = try fixture(hold, named, regular)
        #expect(note.holds == [])
        #expect(severities(note) == [.note])
        let wrap = hold + "\n    holdfast.dev/strategy: wrap"
        let wrapped = try fixture(wrap, named, regular)
        #expect(wrapped.holds == ["app>istio-proxy:wrap"])
        #expect(!wrapped.declaration.isEmpty)
        #expect(severities(wrapped) == [])
        for cluster in [native, Cluster(mesh: .none)] {
            let left = try fixture(wrap, named, cluster)
            #expect(left.holds == [])
            #expect(severities(left) == [.note])
        }
        #expect(try fixture(wrap, nameless, regular).plan == nil)
    }
}
