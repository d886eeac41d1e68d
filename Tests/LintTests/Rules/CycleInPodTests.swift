import Testing

@testable import Lint

struct CycleInPodTests {
    private static func declared(_ startup: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: shop
          annotations:
            holdfast.dev/startup: |
              containers: {\(startup)}
        spec:
          containers: [{name: a, image: "a:1"}, {name: b, image: "b:1"}, {name: c, image: "c:1"}]
        """
    }

    private static func byHand(_ port: Int) -> String {
        let wait = "do sleep 1; done; exec app"
        return Linted.pod([
            "{name: a, image: \"a:1\", ports: [{containerPort: 8081}], command: [sh, -c, \"until nc -z localhost 8082; \(wait)\"]}",
            "{name: b, image: \"b:1\", ports: [{containerPort: 8082}], command: [sh, -c, \"until nc -z localhost \(port); \(wait)\"]}",
        ])
    }

    @Test func whatIsDeclaredIsSaidOnce() {
        var options = LintOptions()
        options.rules = [.cycleInPod]
        let text = Self.declared("a: {dependsOn: {b: ready}}, b: {dependsOn: {c: started}}, c: {dependsOn: {a: ready}}")
        let report = Linter.lint(Linted.survey(text), options)
        #expect(report.findings.map(\.message) == ["pod/shop can never start: a needs b needs c needs a"])
        #expect(report.findings.map(\.location.line) == [7])
        #expect(report.diagnostics.map(\.text).isEmpty)
    }

    @Test func withoutTheRuleThePlannersErrorStays() {
        var options = LintOptions()
        options.ignored = [.cycleInPod]
        let text = Self.declared("a: {dependsOn: {b: ready}}, b: {dependsOn: {a: ready}}")
        let report = Linter.lint(Linted.survey(text), options)
        #expect(report.diagnostics.map(\.message) == ["pod/shop can never start: a needs b needs a"])
    }

    @Test func portsOfEachOther() {
        #expect(
            Linted.hits(.cycleInPod, Self.byHand(8081)).map(\.message) == [
                "pod/shop can never start: container a waits for tcp://localhost:8082, container b waits for tcp://localhost:8081"
            ])
    }

    @Test(arguments: [
        CycleInPodTests.byHand(8083),
        CycleInPodTests.declared(
            "a: {dependsOn: {b: ready}}, b: {dependsOn: {c: ready}}, a: {}".replacing(", a: {}", with: "")),
        CycleInPodTests.declared("a: {dependsOn: {c: ready}}, b: {dependsOn: {c: ready}}"),
        // Its own name, which it has from the first moment.
        Samples.set(
            Samples.service("shop", spec: "clusterIP: None, publishNotReadyAddresses: true"),
            Linted.pod(
                ["{name: a, image: \"a:1\", command: [sh, -c, \"until nslookup shop; do sleep 1; done; exec app\"]}"],
                metadata: "labels: {app: shop}")),
        // Waiting for itself alone is an error of the declaration, not of the graph.
        CycleInPodTests.declared("a: {dependsOn: {a: ready}}"),
    ])
    func nearMisses(_ text: String) {
        #expect(Linted.hits(.cycleInPod, text).map(\.message).isEmpty)
    }
}
