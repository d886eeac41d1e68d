import Manifests
import Testing

@testable import Lint

struct HoldOverriddenTests {
    private static func istio(_ lifecycle: String, hold: Bool = true) -> String {
        """
        apiVersion: install.istio.io/v1alpha1
        kind: IstioOperator
        metadata: {name: istio}
        spec:
          meshConfig: {defaultConfig: {holdApplicationUntilProxyStarts: \(hold)}}
          values:
            global:
              proxy:
                lifecycle: \(lifecycle)

        """
    }
    private static func pod(_ hook: String, hold: Bool = true) -> String {
        Linted.pod(
            ["{name: istio-proxy, image: p\(hook)}", "{name: app, image: app}"],
            metadata: "annotations: {proxy.istio.io/config: 'holdApplicationUntilProxyStarts: \(hold)'}")
    }
    private static let drain = "{preStop: {exec: {command: [sleep, \"10\"]}}}"

    @Test func aLifecycleOfTheHelmValues() throws {
        let text = HoldOverriddenTests.istio(HoldOverriddenTests.drain)
        let hit = try #require(Linted.hits(.holdOverridden, text).first)
        #expect(hit.message.contains("for the mesh") && hit.pointer.text == "/spec/values/global/proxy/lifecycle")
        #expect(
            Linted.fixed(.holdOverridden, text, onlySafe: true)
                == text.replacing(
                    "\"10\"]}}}", with: "\"10\"]}}, postStart: {exec: {command: [pilot-agent, wait]}}}"))
    }

    @Test func anotherPostStartHasNoFix() {
        let text = HoldOverriddenTests.istio("{postStart: {exec: {command: [touch, /tmp/up]}}}")
        #expect(Linted.hits(.holdOverridden, text).map { $0.fix == nil } == [true])
    }

    @Test func theHoldOfAPodIsEnough() {
        let text =
            HoldOverriddenTests.istio(HoldOverriddenTests.drain, hold: false) + "---\n" + HoldOverriddenTests.pod("")
        #expect(Linted.hits(.holdOverridden, text).map { $0.message.contains("for pod/shop") } == [true])
    }

    @Test func aPodsOwnProxy() {
        let text = HoldOverriddenTests.pod(", lifecycle: {postStart: {exec: {command: [touch, /tmp/up]}}}")
        #expect(Linted.hits(.holdOverridden, text).map(\.container) == ["istio-proxy"])
    }

    @Test func aNativeSidecarHasNoHookToLose() {
        let text = HoldOverriddenTests.istio(HoldOverriddenTests.drain)
            .replacing("  values:", with: "  tag: 1.28.1\n  values:")
        #expect(Linted.hits(.holdOverridden, text).isEmpty)
        #expect(Linted.hits(.holdOverridden, text.replacing("1.28.1", with: "1.26.1")).count == 1)
    }

    @Test(arguments: [
        istio("{postStart: {exec: {command: [pilot-agent, wait]}}, preStop: {exec: {command: [sleep, \"9\"]}}}"),
        istio(
            "{postStart: {exec: {command: [sh, -c, 'until curl -f localhost:15021/healthz/ready; do sleep 1; done']}}}"),
        istio(drain, hold: false),
        istio("{}"),
        pod(""),
        pod(", lifecycle: {postStart: {exec: {command: [pilot-agent, wait, --timeoutSeconds, '30']}}}"),
        // Merged with the template's postStart.
        pod(", lifecycle: \(drain)"),
        pod(", lifecycle: {postStart: {exec: {command: [touch, /tmp/up]}}}", hold: false),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdOverridden, text).map(\.message).isEmpty)
    }
}
