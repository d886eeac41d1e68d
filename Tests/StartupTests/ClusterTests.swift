import Manifests
import Probing
import Startup
import Testing

/// What is known about a cluster: its version, and which pods Istio's webhook reaches.
@Suite struct ClusterTests {
    @Test(arguments: [
        ("1.33", 33), ("v1.29.3", 29), ("1.31.0+k3s1", 31), ("1.27+", 27), ("v1.30.1-gke.100", 30), ("1.9", 9),
    ])
    func versionsAreRead(text: String, minor: Int) throws {
        #expect(try KubernetesVersion(text) == KubernetesVersion(1, minor))
    }

    @Test(arguments: [
        "", "1", "v", "vv1.3", "1.", "1.x", "1.-3", "1.+3", ".33", "1.33.", "1.33.x", "latest", "1.99999",
    ])
    func othersAreNotVersions(text: String) {
        #expect(throws: UsageError.self) { try KubernetesVersion(text) }
    }

    @Test func versionsAreOrderedByNumber() {
        #expect(KubernetesVersion(1, 9) < KubernetesVersion(1, 29))
        #expect(KubernetesVersion(1, 33) < KubernetesVersion(2, 0))
        #expect(KubernetesVersion(1, 29).description == "1.29")
    }

    /// Which pods Istio injects into: label, annotation, namespace, flag.
    @Test(arguments: [
        ("", "", "", MeshChoice.auto, false), ("sidecar.istio.io/inject: 'true'", "", "", .auto, true),
        ("", "sidecar.istio.io/inject: 'true'", "", .auto, true), ("istio.io/rev: canary", "", "", .auto, true),
        ("sidecar.istio.io/inject: 'false'", "sidecar.istio.io/inject: 'true'", "", .auto, false),
        ("", "", "istio-injection: enabled", .auto, true), ("", "", "istio.io/rev: x", .auto, true),
        ("", "", "istio-injection: disabled", .auto, false), ("", "", "other: enabled", .auto, false),
        ("sidecar.istio.io/inject: 'true'", "", "istio-injection: disabled", .auto, false),
        ("sidecar.istio.io/inject: 'false'", "", "istio-injection: enabled", .auto, false),
        ("", "sidecar.istio.io/inject: 'false'", "istio-injection: enabled", .auto, false),
        ("", "", "", .istio, true), ("sidecar.istio.io/inject: 'false'", "", "", .istio, false),
        ("sidecar.istio.io/inject: 'true'", "", "istio-injection: enabled", .none, false),
    ])
    func whoGetsAProxyLater(
        label: String, annotation: String, namespace: String, choice: MeshChoice, isLater: Bool
    ) throws {
        for host in [false, true] {
            let text = """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {\(namespace)}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: shop, labels: {\(label)}, annotations: {\(annotation)}}
                spec:
                  hostNetwork: \(host)
                  containers: [{name: app}]
                """
            let fixture = try Fixture(text)
            let mesh = PodMesh.of(fixture.pod, fixture.declaration.istio, Cluster(mesh: choice))
            #expect(mesh.isLater == (isLater && !host), "hostNetwork \(host)")
        }
    }

    @Test func aNamespaceSpeaksForItsOwnPodsOnly() throws {
        for (name, isLater) in [("shop", false), ("default", true), ("kube-system", false)] {
            let own = name == "kube-system" ? "namespace: kube-system, " : ""
            let fixture = try Fixture(
                "kind: Namespace\nmetadata: {name: \(name), labels: {istio-injection: enabled}}\n---\n"
                    + "kind: Pod\nmetadata: {\(own)name: p}\nspec: {containers: [{name: app}]}")
            #expect(PodMesh.of(fixture.pod, fixture.declaration.istio, Cluster()).isLater == isLater)
        }
    }

    @Test(arguments: [
        ("a: b", 33, true), ("a: b", 32, false), ("sidecar.istio.io/nativeSidecar: 'true'", 29, true),
        ("sidecar.istio.io/nativeSidecar: 'true'", 28, false), ("sidecar.istio.io/nativeSidecar: 'false'", 36, false),
    ])
    func whenTheLaterProxyIsNative(annotation: String, minor: Int, isNative: Bool) throws {
        let fixture = try Fixture(Fixture.pod("    " + annotation))
        let cluster = Cluster(version: KubernetesVersion(1, minor), mesh: .istio)
        #expect(PodMesh.of(fixture.pod, IstioMesh(), cluster) == .later(native: isNative))
    }

    @Test func theCarriedProxyCountsWhateverElseIsSaid() throws {
        let regular = try Fixture(Fixture.pod("    a: b", containers: "    - {name: istio-proxy}"))
        #expect(PodMesh.of(regular.pod, IstioMesh(), Cluster(mesh: .none)) == .carried(native: false))
        let native = try Fixture(
            Fixture.pod("    a: b", more: "  initContainers: [{name: istio-proxy, restartPolicy: Always}]"))
        #expect(PodMesh.of(native.pod, IstioMesh(), Cluster()) == .carried(native: true))
    }

    // MARK: What the version decides

    @Test func sidecarsNeedAVersionThatHasThem() throws {
        let text = Fixture.pod("    holdfast.dev/order: proxy, app")
        let new = try Fixture(text, cluster: Cluster(version: KubernetesVersion(1, 29)))
        #expect(new.holds == ["app>proxy:sidecar"])
        #expect(new.plan?.holds.first?.reason.contains("Kubernetes 1.29") == true)
        let old = try Fixture(text, cluster: Cluster(version: KubernetesVersion(1, 28)))
        #expect(old.holds == ["app>proxy:wrap"])
        #expect(
            old.plan?.holds.first?.reason == "Kubernetes 1.28 has no native sidecars, and app names its command")
    }

    @Test func aSidecarThatWasAskedForIsRefusedByAnOldVersion() throws {
        let fixture = try Fixture(
            Fixture.pod("    holdfast.dev/order: proxy, app\n    holdfast.dev/strategy: sidecar"),
            cluster: Cluster(version: KubernetesVersion(1, 28)))
        #expect(fixture.plan == nil)
        #expect(fixture.diagnostics.map(\.severity) == [.error])
        #expect(fixture.diagnostics.first?.message.contains("Kubernetes 1.28") == true)
        #expect(fixture.diagnostics.first?.cure == "use strategy: wrap, or say that the cluster is 1.29 or newer")
    }
}
