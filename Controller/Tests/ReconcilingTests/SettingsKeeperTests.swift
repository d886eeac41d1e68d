import Admission
import Injection
import KubernetesAPI
import Manifests
import Reconciling
import Testing

struct SettingsKeeperTests {
    private static func namespace(_ name: String) -> Value {
        .fields(
            ("apiVersion", .string("v1")), ("kind", .string("Namespace")),
            (
                "metadata",
                .fields(
                    ("name", .string(name)), ("labels", .fields((AdmissionSettings.optOutLabel, .string("disabled")))))
            ))
    }

    /// Changes come from several watches at once: whoever is last has to have seen them all.
    @Test func noChangeIsLostAmongMany() async throws {
        let identity = ControllerIdentity(namespace: "holdfast-system", service: "holdfast-controller", replica: "a")
        let keeper = SettingsKeeper(base: InjectionSettings(), ownNamespace: identity.namespace)
        let knowledge = ClusterKnowledge(slices: identity.slices(meshConfigMaps: [], isOwnAuthority: true)) {
            knowledge, _ in keeper.refresh(knowledge)
        }
        let slice = try #require(knowledge.slices.first { $0.part == .namespaces })
        knowledge.replace(slice, [:])
        for _ in 0..<20 {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        knowledge.set(slice, ObjectKey(name: "n\(number)"), Self.namespace("n\(number)"))
                    }
                }
            }
            #expect((0..<50).allSatisfy { keeper.settings.leavesAlone("n\($0)") })
            knowledge.replace(slice, [:])
        }
    }
}
