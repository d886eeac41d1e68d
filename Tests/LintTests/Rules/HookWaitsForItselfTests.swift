import Manifests
import Testing

@testable import Lint

struct HookWaitsForItselfTests {
    private static let service = ScriptedPod.service("shop", selector: "{app: shop}", port: 8080)
    private static let labels = "labels: {app: shop}"

    private static func asking(_ host: String, init initContainers: [String] = []) -> String {
        ScriptedPod.hook(
            "until curl -fs --max-time 3 http://\(host):8080/health; do sleep 1; done", init: initContainers,
            metadata: labels)
    }

    @Test(arguments: ["shop", "shop.default", "shop.default.svc.cluster.local"])
    func findsItsOwnService(_ host: String) {
        let found = Linted.hits(
            .hookWaitsForItself, HookWaitsForItselfTests.service + HookWaitsForItselfTests.asking(host))
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.cure == "ask the container itself: http://localhost:8080/health")
    }

    @Test(arguments: ["pod/shop", "pod/$(POD_NAME)", "pod/${POD_NAME}"])
    func findsItsOwnReadiness(_ object: String) {
        let text = ScriptedPod.hook(
            "kubectl wait --for=condition=ready \(object.replacing("$(POD_NAME)", with: "$POD_NAME")) --timeout=60s",
            more: ", env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]")
        let found = Linted.hits(.hookWaitsForItself, text)
        // It gives up, and then HF201 is the worse one.
        #expect(found.map(\.severity) == [.warning])
    }

    @Test func anInitContainerDoesNotBringAnEndpoint() {
        let text =
            HookWaitsForItselfTests.service
            + HookWaitsForItselfTests.asking("shop", init: ["{name: first, image: busybox, command: [\"true\"]}"])
            .replacing("{name: first, image: \"first:1\"", with: "{name: own, image: \"first:1\"")
        #expect(Linted.hits(.hookWaitsForItself, text).count == 1)
    }

    @Test(arguments: [
        service + asking("localhost"),
        service + asking("config"),
        // Another pod may answer.
        service + asking("shop")
            + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: other, labels: {app: shop}}\nspec: {containers: [{name: a, image: a}]}\n",
        // The address is published by the init container, and the Service asks for no more.
        ScriptedPod.service("shop", selector: "{app: shop}", port: 8080, more: ", publishNotReadyAddresses: true")
            + asking("shop", init: ["{name: zero, image: busybox, command: [\"true\"]}"]),
        service
            + ScriptedPod.hook(
                "(until curl -fs --max-time 3 http://shop:8080/health; do sleep 1; done; curl -XPOST http://shop:8080/seed) &",
                metadata: labels),
        service + ScriptedPod.initContainer("until nslookup shop; do sleep 1; done", metadata: labels),
    ])
    func leavesOthersAlone(_ text: String) {
        #expect(Linted.hits(.hookWaitsForItself, text).map(\.message).isEmpty)
    }
}
