import Manifests
import Testing

@testable import Lint

struct HookHidesThePodTests {
    private static let loop = "until curl -fs --max-time 3 http://localhost:9901/ready; do sleep 1; done"
    private static let outside = "until curl -fs --max-time 3 http://config:8080/ready; do sleep 1; done"
    private static let labels = "labels: {app: shop}"
    private static let service = ScriptedPod.service("shop", selector: "{app: shop}", port: 80)
    private static let open = ScriptedPod.service(
        "shop", selector: "{app: shop}", port: 80, more: ", clusterIP: None, publishNotReadyAddresses: true")
    private static let client =
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: client}\nspec: {initContainers: [{name: w, image: c, command: [sh, -c, "
        + "'until curl -fs --max-time 3 http://shop/; do sleep 1; done']}], containers: [{name: c, image: c}]}\n"

    @Test func findsPodsThatPeersLookForBeforeTheyAreReady() {
        let found = Linted.hits(
            .hookHidesThePod,
            HookHidesThePodTests.open
                + ScriptedPod.hook(HookHidesThePodTests.loop, metadata: HookHidesThePodTests.labels))
        #expect(found.map(\.severity) == [.warning])
        #expect(
            found.first?.message.contains("the postStart hook of first hides pod/shop while it waits: Service shop")
                == true)
    }

    @Test func findsTheKubeletsOwnSleep() {
        let text =
            HookHidesThePodTests.open
            + Linted.pod(
                ["{name: first, image: f, lifecycle: {postStart: {sleep: {seconds: 5}}}}"],
                metadata: HookHidesThePodTests.labels)
        #expect(Linted.hits(.hookHidesThePod, text).count == 1)
    }

    @Test func whatAnotherWorkloadWaitsForIsANote() {
        let found = Linted.hits(
            .hookHidesThePod,
            HookHidesThePodTests.service
                + ScriptedPod.hook(HookHidesThePodTests.outside, metadata: HookHidesThePodTests.labels)
                + HookHidesThePodTests.client)
        #expect(found.map(\.severity) == [.note])
        #expect(found.first?.message.contains("pod/client waits for it") == true)
    }

    @Test(arguments: [
        // An init container brings the address first.
        open + ScriptedPod.hook(loop, init: ["{name: zero, image: busybox, command: [\"true\"]}"], metadata: labels),
        // No pod is behind a Service before it is ready: the hook hides nothing.
        service + ScriptedPod.hook(outside, metadata: labels),
        service + ScriptedPod.hook(loop, metadata: labels) + client,
        // Another pod's Service.
        open + ScriptedPod.hook(loop),
        open + ScriptedPod.hook("cp /defaults/* /data/", metadata: labels),
        open + ScriptedPod.hook("(\(loop); curl -XPOST http://localhost:9901/seed) &", metadata: labels),
    ])
    func leavesOthersAlone(_ text: String) {
        #expect(Linted.hits(.hookHidesThePod, text).map(\.message).isEmpty)
    }
}
