import Admission
import Authority
import KubernetesAPI
import Logging
import Manifests
import Reconciling
import Synchronization
import Testing

struct CertificateReconcilerTests {
    private static let identity = ControllerIdentity(
        namespace: "holdfast-system", service: "holdfast-controller", replica: "a")
    private static let names = ServingNames(service: "holdfast-controller", namespace: "holdfast-system")
    private static let secret = APIResource.secrets.path(identity.secret)
    private static let mutating = APIResource.mutatingWebhookConfigurations.path(ControllerIdentity.webhooks)
    private static let validating = APIResource.validatingWebhookConfigurations.path(ControllerIdentity.webhooks)
    /// 2026-11-25.
    private static let today: Int64 = 1_795_600_000

    private static func configuration(_ webhook: String) -> Value {
        .fields(
            ("metadata", .fields(("name", .string("holdfast-controller")))),
            ("webhooks", .sequence([.fields(("name", .string(webhook)), ("clientConfig", .fields()))])))
    }

    private struct Scene {
        let cluster: MemoryCluster
        let knowledge: ClusterKnowledge
        let changed = Signal()

        init() {
            cluster = MemoryCluster([
                mutating: configuration("pods.holdfast.dev"), validating: configuration("policies.holdfast.dev"),
            ])
            let changed = changed
            knowledge = ClusterKnowledge(slices: identity.slices(meshConfigMaps: [], isOwnAuthority: true)) { _, _ in
                changed.set()
            }
            look()
        }

        /// What the watches would say.
        func look() {
            for slice in knowledge.slices {
                let path: String
                let key: ObjectKey
                switch slice.part {
                case .certificates: (path, key) = (secret, identity.secret)
                case .mutatingWebhooks: (path, key) = (mutating, ControllerIdentity.webhooks)
                case .validatingWebhooks: (path, key) = (validating, ControllerIdentity.webhooks)
                default: continue
                }
                knowledge.replace(slice, cluster[path].map { [key: $0] } ?? [:])
            }
        }

        func reconciler(_ time: VirtualTime) -> CertificateReconciler<MemoryCluster> {
            CertificateReconciler(
                KubernetesClient(cluster, timing: time.timing), knowledge: knowledge, identity: identity,
                served: { nil }, wall: { time.moment }, changed: changed,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        /// What a client of these webhooks would find.
        func material(_ path: String) -> SecretMaterial {
            var material = SecretMaterial(data: cluster[secret].map(SecretData.decoded) ?? [:])
            material.bundle = Array((cluster[path].flatMap { WebhookConfigurationPlan.bundle(of: $0) } ?? "").utf8)
            return material
        }
    }

    @Test func makesAllThatIsMissing() async {
        let scene = Scene()
        let time = VirtualTime(from: Self.today, lasting: 60)
        await time.run { await scene.reconciler(time).run() }
        for path in [Self.mutating, Self.validating] {
            #expect(throws: Never.self) {
                try scene.material(path).check(names: Self.names, now: Moment(seconds: Self.today + 60))
            }
        }
        #expect(
            scene.cluster.writes == [
                "POST " + String(Self.secret.dropLast("/holdfast-webhook-tls".count)), "PATCH " + Self.mutating,
                "PATCH " + Self.validating,
            ])
    }

    /// Three years: the serving certificate changes about every two months, the CA twice, and at every look the one served
    /// is trusted by what both configurations have.
    @Test func rotatesWithoutAMomentOfDistrust() async {
        let scene = Scene()
        let faults = Mutex<[String]>([])
        let leaves = Mutex<Set<[UInt8]>>([])
        let time = VirtualTime(from: Self.today, lasting: 3 * 365 * 86_400) { moment in
            guard scene.cluster[Self.secret] != nil else { return }
            for path in [Self.mutating, Self.validating] {
                let material = scene.material(path)
                leaves.withLock { _ = $0.insert(material.certificate) }
                do {
                    try material.check(names: Self.names, now: moment)
                } catch {
                    faults.withLock { $0.append("\(moment.seconds - Self.today): \(error)") }
                }
            }
        }
        await time.run { await scene.reconciler(time).run() }
        #expect(faults.withLock { $0 } == [])
        #expect((15...22).contains(leaves.withLock { $0.count }))
        // The CA of the beginning has left the bundle.
        let bundle = scene.material(Self.mutating).bundle
        #expect(SecretMaterial.fingerprints(ofBundle: bundle).count == 1)
    }

    @Test func putsBackABundleThatSomebodyRemoved() async throws {
        let scene = Scene()
        let time = VirtualTime(from: Self.today, lasting: 60)
        await time.run { await scene.reconciler(time).run() }
        scene.cluster.set(Self.validating, Self.configuration("policies.holdfast.dev"))
        scene.look()
        let later = VirtualTime(from: Self.today + 60, lasting: 60)
        await later.run { await scene.reconciler(later).run() }
        #expect(scene.material(Self.validating).bundle == scene.material(Self.mutating).bundle)
    }

    @Test func anotherLeadersSecretIsNotOverwritten() async throws {
        let (first, second) = (Scene(), Scene())
        let time = VirtualTime(from: Self.today, lasting: 60)
        await time.run { await first.reconciler(time).run() }
        // The second one knows nothing of the Secret that is there meanwhile.
        second.cluster.set(Self.secret, first.cluster[Self.secret])
        let later = VirtualTime(from: Self.today, lasting: 60)
        await later.run { await second.reconciler(later).run() }
        #expect(second.cluster[Self.secret] == first.cluster[Self.secret])
        #expect(!second.cluster.writes.contains { $0.hasPrefix("PUT") })
        // As soon as the watch says so, it trusts what is there.
        second.look()
        let last = VirtualTime(from: Self.today + 60, lasting: 60)
        await last.run { await second.reconciler(last).run() }
        #expect(throws: Never.self) {
            try second.material(Self.mutating).check(names: Self.names, now: Moment(seconds: Self.today + 60))
        }
    }

    @Test func triesAgainWhenTheServerFails() async {
        let scene = Scene()
        scene.cluster.fail(with: [500, 403, 503, 500])
        let time = VirtualTime(from: Self.today, lasting: 120)
        await time.run { await scene.reconciler(time).run() }
        #expect(throws: Never.self) {
            try scene.material(Self.mutating).check(names: Self.names, now: Moment(seconds: Self.today + 120))
        }
    }
}
