import Manifests
import Testing

@testable import Admission

struct PolicyTallyTests {
    private static func pod(_ metadata: String, phase: String = "Running") throws -> Value {
        try Review.value("{metadata: {\(metadata)}, status: {phase: \(phase)}}")
    }

    @Test func podsAreCounted() throws {
        let settings = AdmissionSettings([
            try Review.value(
                """
                {apiVersion: holdfast.dev/v1alpha1, kind: StartupPolicy, metadata: {name: a, namespace: prod},
                 spec: {selector: {matchLabels: {app: shop}}, waitFor: ["tcp://a:1"]}}
                """),
            try Review.value(
                """
                {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: c},
                 spec: {waitFor: ["tcp://a:1"]}}
                """),
        ])
        var tally = PolicyTally(settings, limit: 2)
        let held = "annotations: {holdfast.dev/status: x}"
        let declared = "annotations: {holdfast.dev/order: 'a, b'}"
        for (metadata, phase) in [
            ("name: a, namespace: prod, labels: {app: shop}, \(held)", "Running"),
            ("name: b, namespace: prod, labels: {app: shop}", "Pending"),
            ("name: c, namespace: prod, labels: {app: shop}", "Succeeded"),
            ("name: d, namespace: dev, labels: {app: shop}, \(declared)", "Running"),
            ("name: e, namespace: dev, \(declared)", "Running"), ("name: f, namespace: dev, \(declared)", "Running"),
            ("name: g, namespace: kube-system, \(declared)", "Running"),
            ("name: h, namespace: dev, annotations: {holdfast.dev/inject: 'false', holdfast.dev/order: x}", "Running"),
            ("name: i, namespace: dev, labels: {holdfast.dev/inject: 'false'}, \(declared)", "Running"),
            ("name: j, namespace: dev, annotations: {holdfast.dev/lint-ignore: HF1}", "Running"),
            ("name: k, namespace: dev, deletionTimestamp: now, \(declared)", "Running"),
        ] { tally.add(try Self.pod(metadata, phase: phase)) }
        let own = tally.counts[PolicyKey(kind: "StartupPolicy", namespace: "prod", name: "a")]
        #expect(own?.pods == 2 && own?.held == 1 && own?.unheld == 1)
        let all = tally.counts[PolicyKey(kind: "ClusterStartupPolicy", namespace: "", name: "c")]
        #expect(all?.pods == 6 && all?.held == 1)
        #expect(tally.slippedCount == 3 && tally.slipped.map(\.name) == ["d", "e"])
    }
}
