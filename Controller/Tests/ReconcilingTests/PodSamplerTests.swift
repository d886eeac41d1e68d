import KubernetesAPI
import Manifests
import Reconciling
import Testing

struct PodSamplerTests {
    private static func pod(_ name: String) -> Value {
        .fields(
            ("metadata", .fields(("name", .string(name)), ("namespace", .string("shop")))),
            ("spec", .fields(("containers", .sequence([.fields(("name", .string("app")))])))))
    }

    @Test func allPodsOfANamespace() async {
        let path = "/api/v1/namespaces/shop/pods/"
        let cluster = MemoryCluster([path + "a": Self.pod("a"), path + "b": Self.pod("b")])
        let pods = await PodSampler(KubernetesClient(cluster)).pods(in: "shop")
        #expect(pods.map(\.name) == ["a", "b"] && pods.allSatisfy { $0.containers == ["app"] })
    }

    /// A policy is let in all the same: a warning is worth no delay.
    @Test func nothingIsKnownWhereTheServerFails() async {
        let cluster = MemoryCluster()
        cluster.fail(with: [500])
        #expect(await PodSampler(KubernetesClient(cluster)).pods(in: "shop").isEmpty)
    }
}
