import Manifests
import Testing

@testable import Lint

struct PortIsNotReadyTests {
    @Test(arguments: [
        ("db", 5432, "postgres://db:5432"), ("cache", 6379, "redis://cache:6379"), ("db", 3306, "mysql://db:3306"),
        ("mq", 5672, "amqp://mq:5672"), ("docs", 27017, "mongodb://docs:27017"), ("kafka", 9092, "kafka://kafka:9092"),
        ("zk", 2181, "zookeeper://zk:2181"), ("nats", 4222, "nats://nats:4222"),
    ])
    func namesTheBetterQuestionByThePort(_ host: String, _ port: Int, _ better: String) {
        let found = Linted.hits(
            .portIsNotReady, ScriptedPod.initContainer("until nc -z -w 3 \(host) \(port); do sleep 1; done"))
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.cure == "ask the server: holdfast.dev/wait-for: \(better)")
    }

    @Test func anUnknownPortIsANote() {
        let found = Linted.hits(
            .portIsNotReady, ScriptedPod.initContainer("until nc -z -w 3 thing 7777; do sleep 1; done"))
        #expect(found.map(\.severity) == [.note])
        #expect(
            found.map(\.message) == ["init container wait takes an open port of thing:7777 for a server that is ready"])
    }

    @Test(arguments: [
        ("until (echo > /dev/tcp/db/5432) 2>/dev/null; do sleep 1; done"),
        ("./wait-for-it.sh db:5432 --strict -t 30"),
        ("dockerize -wait tcp://db:5432 -timeout 60s"),
    ])
    func knowsOtherToolsThatProveAPort(_ script: String) {
        let text = Linted.pod(
            init: ["{name: wait, image: tools, command: [bash, -c, \(ScriptedPod.quoted(script))]}"], [ScriptedPod.app])
        #expect(Linted.hits(.portIsNotReady, text).count == 1)
    }

    private static func server(_ container: String, service: String = "") -> String {
        ScriptedPod.service("api", selector: "{app: api}", port: 80, more: service)
            + ScriptedPod.initContainer("until nc -z -w 3 api 80; do sleep 1; done")
            + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: api, labels: {app: api}}\nspec: {containers: [\(container)]}\n"
    }

    @Test func takesTheServersOwnProbe() {
        let text = PortIsNotReadyTests.server(
            "{name: api, image: api, ports: [{containerPort: 80}], startupProbe: {httpGet: {path: /ready, port: 80}}}")
        let found = Linted.hits(.portIsNotReady, text)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.first?.cure == "ask the server: holdfast.dev/wait-for: http://api:80/ready")
    }

    @Test(arguments: [
        // Endpoints are ready pods: an open port says that the probe has succeeded.
        server(
            "{name: api, image: api, ports: [{containerPort: 80}], readinessProbe: {httpGet: {path: /ready, port: 80}}}"
        ),
        ScriptedPod.initContainer("until pg_isready -h db; do sleep 1; done"),
        ScriptedPod.initContainer("until [ \"$(redis-cli -h cache ping)\" = PONG ]; do sleep 1; done"),
        ScriptedPod.initContainer("until curl -fs --max-time 3 http://api/ready; do sleep 1; done"),
        Linted.pod([ScriptedPod.app], metadata: "annotations: {holdfast.dev/wait-for: \"tcp://db:5432\"}"),
        Linted.pod(["{name: api, image: api, readinessProbe: {exec: {command: [nc, -z, localhost, \"80\"]}}}"]),
    ])
    func leavesWhatAsksMoreAlone(_ text: String) {
        #expect(Linted.hits(.portIsNotReady, text).map(\.message).isEmpty)
    }

    @Test(arguments: [
        server("{name: api, image: api, ports: [{containerPort: 80}], readinessProbe: {tcpSocket: {port: 80}}}"),
        server(
            "{name: api, image: api, ports: [{containerPort: 80}], readinessProbe: {exec: {command: [ok]}}}",
            service: ", publishNotReadyAddresses: true"),
    ])
    func aProbeThatSaysNoMoreIsNoExcuse(_ text: String) {
        #expect(Linted.hits(.portIsNotReady, text).count == 1)
    }

    @Test func inAMeshItIsAnotherRules() {
        let text = ScriptedPod.initContainer(
            "until nc -z -w 3 db 5432; do sleep 1; done", metadata: "labels: {sidecar.istio.io/inject: \"true\"}")
        #expect(Linted.hits(.portIsNotReady, text).count + Linted.hits(.tcpCheckInMesh, text).count == 1)
    }
}
