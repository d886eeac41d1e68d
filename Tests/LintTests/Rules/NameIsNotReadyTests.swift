import Testing

@testable import Lint

struct NameIsNotReadyTests {
    @Test(arguments: [
        ("until nslookup config; do sleep 1; done", "config"),
        ("until getent hosts config; do sleep 1; done", "config"),
        ("until nslookup config.default.svc.cluster.local; do sleep 2; done", "config.default.svc.cluster.local"),
        ("until nslookup $CONFIG_HOST; do sleep 2; done", "a name"),
    ])
    func findsLookups(_ script: String, _ name: String) {
        let found = Linted.hits(.nameIsNotReady, ScriptedPod.initContainer(script))
        #expect(found.count == 1)
        #expect(found.first?.message.contains("whether \(name) resolves") == true, "\(found.map(\.message))")
    }

    @Test func namesTheServicesOwnQuestion() {
        let text =
            ScriptedPod.service("db", selector: "{app: db}", port: 5432)
            + ScriptedPod.initContainer("until nslookup db; do sleep 1; done")
        #expect(
            Linted.hits(.nameIsNotReady, text).map(\.cure) == [
                "ask the service: holdfast.dev/wait-for: postgres://db:5432"
            ])
    }

    private static let headless =
        ScriptedPod.service("db", selector: "{app: db}", port: 5432, more: ", clusterIP: None")
        + ScriptedPod.initContainer("until nslookup db; do sleep 1; done")
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: db, labels: {app: db}}\nspec: {containers: [{name: db, image: db, "
        + "ports: [{containerPort: 5432}], readinessProbe: {exec: {command: [pg_isready]}}}]}\n"

    @Test(arguments: [
        // A headless Service has no address before its pod is ready.
        headless,
        ScriptedPod.initContainer("until nslookup kubernetes.default.svc.cluster.local; do sleep 1; done"),
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: db-peers
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              initContainers: [{name: wait, image: "busybox:1.36", command: [sh, -c, "until nslookup db-peers; do sleep 1; done"]}]
              containers: [{name: db, image: db}]
        """,
        ScriptedPod.initContainer("until nslookup example.com; do sleep 1; done"),
        ScriptedPod.initContainer("until nslookup $(hostname).db; do sleep 1; done"),
        ScriptedPod.initContainer("until curl -fs --max-time 3 http://config/health; do sleep 1; done"),
        ScriptedPod.initContainer("getent hosts config > /data/hosts; true"),
    ])
    func leavesOtherLookupsAlone(_ text: String) {
        #expect(Linted.hits(.nameIsNotReady, text).map(\.message).isEmpty)
    }

    @Test func aHeadlessServiceThatPublishesEverythingIsNoExcuse() {
        let text = NameIsNotReadyTests.headless.replacing(
            "clusterIP: None", with: "clusterIP: None, publishNotReadyAddresses: true")
        #expect(Linted.hits(.nameIsNotReady, text).count == 1)
    }
}
