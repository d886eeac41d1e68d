import Manifests
import Testing

@testable import Admission

struct PolicyAdmissionTests {
    private static func policy(_ spec: String, name: String = "shop", more: String = "", kind: String = "StartupPolicy")
        throws
        -> Value
    {
        try Review.value(
            "{apiVersion: holdfast.dev/v1alpha1, kind: \(kind), metadata: {name: \(name)\(more)}, spec: \(spec)}")
    }

    private static func answer(
        _ object: Value, old: Value? = nil, operation: String = "CREATE", settings: AdmissionSettings = .init(),
        pods: [PodSummary] = []
    ) throws -> AdmissionResponse {
        let kind = object["kind"]?.text ?? ""
        let text = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u","kind":{"group":\
            "holdfast.dev","version":"v1alpha1","kind":"\(kind)"},"namespace":"prod","operation":"\(operation)",\
            "object":\(operation == "DELETE" ? "null" : ValueWriter.flow(object, isJSON: true)),\
            "oldObject":\(old.map { ValueWriter.flow($0, isJSON: true) } ?? "null")}}
            """
        return PolicyAdmission.answer(try Review.request(text), settings, pods: pods)
    }

    private static let bad = "{waitFor: [htp://db]}"

    @Test(arguments: [
        (Self.bad, "htp"), ("{colour: red}", "colour"), ("{timeout: soon}", "timeout"),
        ("{containers: {a: {dependsOn: [b]}, b: {dependsOn: [a]}}}", "can never start"),
        ("{containers: {a: {dependsOn: {b: hot}}}}", "hot"), ("{strategy: magic}", "magic"),
        ("{selector: {matchExpressions: [{key: a, operator: Is}]}}", "Is"), ("[]", "spec"),
    ])
    func errorsAreRefused(_ spec: String, _ word: String) throws {
        let refusal = try #require(try Self.answer(Self.policy(spec)).refusal)
        #expect(refusal.hasPrefix("holdfast: ") && refusal.contains(word), "\(refusal)")
        #expect(try Self.answer(Self.policy(spec, kind: "ClusterStartupPolicy")).refusal != nil)
    }

    @Test func whatIsRightPasses() throws {
        let response = try Self.answer(Self.policy("{selector: {matchLabels: {app: shop}}, waitFor: [tcp://db:5432]}"))
        #expect(response.refusal == nil && response.warnings.isEmpty)
    }

    /// Whoever has a faulty one must be able to delete it, label it, and mend it; half a repair is none.
    @Test func changesOfFaultyOnes() throws {
        let bad = try Self.policy(Self.bad)
        #expect(try Self.answer(bad, old: bad, operation: "DELETE").refusal == nil)
        let labelled = try Self.policy(Self.bad, more: ", labels: {a: b}")
        let response = try Self.answer(labelled, old: bad, operation: "UPDATE")
        #expect(response.refusal == nil && !response.warnings.isEmpty)
        let going = try Self.policy("{waitFor: [htq://db]}", more: ", deletionTimestamp: '2026-01-01T00:00:00Z'")
        #expect(try Self.answer(going, old: bad, operation: "UPDATE").refusal == nil)
        #expect(try Self.answer(Self.policy("{waitFor: [htq://db]}"), old: bad, operation: "UPDATE").refusal != nil)
        #expect(try Self.answer(Self.policy("{waitFor: [tcp://db:1]}"), old: bad, operation: "UPDATE").refusal == nil)
    }

    @Test func fieldsThatTwoSetAreWarnedOf() throws {
        let settings = AdmissionSettings([
            try Self.policy("{timeout: 1m, strategy: wrap}", name: "all", more: ", namespace: prod"),
            try Self.policy("{timeout: 3m}", name: "other", more: ", namespace: dev"),
            try Self.policy("{timeout: 4m}", name: "cluster", kind: "ClusterStartupPolicy"),
            try Self.policy(
                "{selector: {matchLabels: {app: web}}, timeout: 9m}", name: "web", more: ", namespace: prod"),
        ])
        let shop = "{selector: {matchLabels: {app: shop}}, timeout: 2m, strategy: wrap}"
        let warnings = try Self.answer(Self.policy(shop), settings: settings).warnings
        #expect(warnings == ["StartupPolicy prod/all sets timeout for the same pods; all counts, by its name"])
        // Its own older self is no other.
        let same = try Self.policy("{timeout: 7m, strategy: wrap}", name: "all")
        #expect(try Self.answer(same, settings: settings).warnings.count == 1)
    }

    @Test func podsThatAreKnownAreLookedAt() throws {
        let pod = try #require(
            PodSummary(
                try Review.value(
                    "{metadata: {name: p, namespace: prod, labels: {app: shop}}, spec: {containers: [{name: app}]}}")))
        let spec = "{selector: {matchLabels: {app: shop}}, containers: {app: {dependsOn: [istio-proxy, lgo]}}}"
        let named = try Self.answer(Self.policy(spec), pods: [pod])
        #expect(named.refusal == nil && named.warnings == ["no pod that it is for has a container \"lgo\""])
        let idle = try Self.answer(Self.policy("{selector: {matchLabels: {app: x}}, timeout: 1m}"), pods: [pod])
        #expect(idle.refusal == nil && idle.warnings.count == 1)
    }
}
