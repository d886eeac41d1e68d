import Manifests
import Testing

@testable import Admission

struct MatchConditionsTests {
    private static func policy(_ name: String, _ spec: String, namespace: String? = nil) throws -> Value {
        try Review.value(
            """
            {apiVersion: holdfast.dev/v1alpha1, kind: \(namespace == nil ? "Cluster" : "")StartupPolicy,
             metadata: {name: \(name)\(namespace.map { ", namespace: " + $0 } ?? "")}, spec: \(spec)}
            """)
    }

    private static let own =
        "(has(object.metadata.annotations) && object.metadata.annotations.exists(k, k == 'proxy.istio.io/config' || "
        + "(k.startsWith('holdfast.dev/') && k != 'holdfast.dev/status' && k != 'holdfast.dev/lint-ignore')))"

    @Test func withoutPoliciesOnlyTheAnnotationsCount() {
        #expect(MatchConditions.of(.init()).map(\.expression) == [Self.own])
    }

    @Test func policiesHaveAClauseEach() throws {
        let settings = AdmissionSettings([
            try Self.policy("a", "{selector: {matchLabels: {app: shop}}, timeout: 1m}", namespace: "prod"),
            try Self.policy("b", "{timeout: 1m}", namespace: "dev"),
            try Self.policy(
                "c",
                """
                {selector: {matchExpressions: [{key: tier, operator: In, values: [x, "y'"]}, {key: a/b, operator: Exists},
                 {key: c, operator: NotIn, values: [d]}, {key: e, operator: DoesNotExist}]}, timeout: 1m}
                """),
        ])
        let labels = "object.metadata.labels"
        #expect(
            MatchConditions.of(settings).map(\.expression) == [
                [
                    Self.own, "request.namespace == 'dev'",
                    "(request.namespace == 'prod' && (has(\(labels)) && 'app' in \(labels) && \(labels)['app'] == 'shop'))",
                    "((has(\(labels)) && 'tier' in \(labels) && \(labels)['tier'] in ['x', 'y\\'']) && "
                        + "(has(\(labels)) && 'a/b' in \(labels)) && !(has(\(labels)) && 'c' in \(labels) && "
                        + "\(labels)['c'] == 'd') && !(has(\(labels)) && 'e' in \(labels)))",
                ].joined(separator: " || ")
            ])
    }

    @Test func aPolicyForEverythingAsksAboutEverything() throws {
        #expect(MatchConditions.of(AdmissionSettings([try Self.policy("a", "{timeout: 1m}")])).isEmpty)
    }

    @Test func manyPoliciesBecomeTheirNamespaces() throws {
        let many = try (0..<500).map {
            try Self.policy("p\($0)", "{selector: {matchLabels: {a: v\($0)}}}", namespace: "n\($0 % 9)")
        }
        let condition = try #require(MatchConditions.of(AdmissionSettings(many)).first)
        #expect(
            condition.expression.hasSuffix(
                " || request.namespace in ['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8']"))
        let cluster = try (0..<500).map { try Self.policy("p\($0)", "{selector: {matchLabels: {a: v\($0)}}}") }
        #expect(MatchConditions.of(AdmissionSettings(cluster)).isEmpty)
        // A policy of the cluster keeps its clause.
        let both = try many + [Self.policy("c", "{selector: {matchLabels: {tier: web}}}")]
        let mixed = try #require(MatchConditions.of(AdmissionSettings(both)).first?.expression)
        #expect(mixed.contains("'tier' in") && mixed.contains("request.namespace in ['n0'"))
        let namespaces = try (0..<2000).map { try Self.policy("p", "{timeout: 1m}", namespace: "namespace-\($0)") }
        #expect(MatchConditions.of(AdmissionSettings(namespaces)).isEmpty)
    }

    @Test func aMeshThatHoldsAsksAboutItsPods() throws {
        let mesh = """
            {kind: ConfigMap, metadata: {name: istio, namespace: istio-system},
             data: {mesh: "defaultConfig: {holdApplicationUntilProxyStarts: true}"}}
            """
        let namespace = "{kind: Namespace, metadata: {name: web, labels: {istio-injection: enabled}}}"
        let on = AdmissionSettings([try Review.value(mesh), try Review.value(namespace)])
        let text = try #require(MatchConditions.of(on).first?.expression)
        #expect(text.contains("request.namespace in ['web']") && text.contains("c.name == 'istio-proxy'"))
        let off = AdmissionSettings([
            try Review.value(mesh.replacing("true", with: "false")), try Review.value(namespace),
        ])
        #expect(MatchConditions.of(off).map(\.expression) == [Self.own])
    }

    @Test func nothingEndsALiteral() {
        #expect(CELText.string("a'b\\c\nd\"é") == "'a\\'b\\\\c\\U0000000ad\"\\U000000e9'")
    }
}
