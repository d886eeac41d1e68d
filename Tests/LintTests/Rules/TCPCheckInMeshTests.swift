import Testing

@testable import Lint

struct TCPCheckInMeshTests {
    private static let script = "until nc -z -w 3 db 5432; do sleep 1; done"
    private static let wait = "{name: wait, image: busybox, command: [sh, -c, '\(script)']}"
    private static let native = "{name: istio-proxy, image: proxyv2, restartPolicy: Always}"
    private static let waiting = "{name: app, image: app, command: [sh, -c, '\(script); exec /app']}"
    private static let linkerd = "{name: linkerd-proxy, image: proxy}"

    @Test(arguments: [
        Linted.pod(init: [native, wait], [ScriptedPod.app]),
        Linted.pod(["{name: istio-proxy, image: proxyv2}", waiting]),
        Linted.pod([waiting, linkerd]),
        Linted.pod([waiting], metadata: "annotations: {linkerd.io/inject: enabled}"),
        Linted.pod([waiting], metadata: "labels: {sidecar.istio.io/inject: \"true\"}"),
    ])
    func findsChecksThatTheProxyAnswers(_ text: String) {
        let found = Linted.hits(.tcpCheckInMesh, text)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.message.contains("db:5432") == true)
        #expect(found.first?.cure.contains("postgres://db:5432") == true)
        #expect(
            found.first?.cure.contains("ports: \"5432\"") == true
                || found.first?.cure.contains("Ports: \"5432\"") == true)
    }

    @Test func holdfastsOwnTCPIsANote() {
        let text = Linted.pod(
            ["{name: istio-proxy, image: proxyv2}", "{name: app, image: app, command: [/app]}"],
            metadata: "annotations: {holdfast.dev/wait-for: \"http://a/health, tcp://db:5432\"}")
        let found = Linted.hits(.tcpCheckInMesh, text)
        #expect(found.map(\.severity) == [.note])
        #expect(found.first?.message.hasPrefix("tcp://db:5432 is asked behind Istio's proxy") == true)
        #expect(found.first?.pointer.text == "/metadata/annotations/holdfast.dev~1wait-for")
    }

    @Test(arguments: [
        ScriptedPod.initContainer(script),
        // Without the proxy: it is a regular container, and starts later.
        Linted.pod(init: [wait], ["{name: istio-proxy, image: proxyv2}", ScriptedPod.app]),
        Linted.pod(init: [wait, native], [ScriptedPod.app]),
        Linted.pod(["{name: istio-proxy, image: proxyv2}", waiting], more: "hostNetwork: true"),
        Linted.pod(
            ["{name: istio-proxy, image: proxyv2}", waiting],
            metadata: "annotations: {traffic.sidecar.istio.io/excludeOutboundPorts: \"3306,5432\"}"),
        Linted.pod(
            [waiting, linkerd], metadata: "annotations: {config.linkerd.io/skip-outbound-ports: \"5000-6000\"}"),
        Linted.pod(["{name: istio-proxy, image: proxyv2}", waiting.replacing("db 5432", with: "localhost 5432")]),
        Linted.pod(
            init: [
                native, wait.replacing("image: busybox", with: "image: busybox, securityContext: {runAsUser: 1337}"),
            ],
            [ScriptedPod.app]),
        Linted.pod(init: [native, wait.replacing("nc -z -w 3 db 5432", with: "pg_isready -h db")], [ScriptedPod.app]),
    ])
    func leavesChecksThatReachTheServerAlone(_ text: String) {
        #expect(Linted.hits(.tcpCheckInMesh, text).map(\.message).isEmpty)
    }
}
