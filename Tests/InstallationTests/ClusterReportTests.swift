import Manifests
import Probing
import TestSupport
import Testing

@testable import Installation

/// A report, from what the API server would answer.
struct ClusterReportTests {
    private static func document(_ text: String) throws -> Document {
        try #require(try YAML.parse(text, name: "answer").first)
    }

    private static let healthy: [ClusterPart: String] = [
        .policyDefinition: "{status: {conditions: [{type: Established, status: 'True'}]}}",
        .clusterPolicyDefinition: "{status: {conditions: [{type: Established, status: 'True'}]}}",
        .deployment: """
        {metadata: {namespace: holdfast-system}, status: {readyReplicas: 2},
         spec: {replicas: 2, template: {spec: {containers: [{args: [--excluded-namespaces=ci]}]}}}}
        """,
        .lease: "{spec: {holderIdentity: holdfast-controller-1}}",
        .mutatingWebhook: "{webhooks: [{failurePolicy: Ignore, clientConfig: {caBundle: Q0E=}}]}",
        .validatingWebhook: "{webhooks: [{failurePolicy: Ignore, clientConfig: {caBundle: Q0E=}}]}",
        .namespaces: """
        {items: [{metadata: {name: shop}}, {metadata: {name: quiet, labels: {holdfast.dev/admission: disabled}}}]}
        """,
        .policies: """
        {kind: StartupPolicyList, apiVersion: holdfast.dev/v1alpha1, items: [
          {apiVersion: holdfast.dev/v1alpha1, kind: StartupPolicy, metadata: {name: shop, namespace: shop},
           spec: {selector: {matchLabels: {app: shop}}, waitFor: ["tcp://nacos:8848"]}}]}
        """,
        .clusterPolicies: "{kind: ClusterStartupPolicyList, apiVersion: holdfast.dev/v1alpha1, items: []}",
    ]

    /// - Parameter certificate: `nil` for a Secret that may not be read.
    private static func builder(
        _ changes: [ClusterPart: Answer] = [:],
        _ certificate: WebhookCertificate? = WebhookCertificate(
            certificate: Base64.text(Array(CertificateExpiryTests.certificates[0].0.utf8)), authority: "Q0E=")
    ) throws -> ClusterReportBuilder {
        var answers = try healthy.mapValues { Answer.found(try document($0)) }
        answers.merge(changes) { $1 }
        return ClusterReportBuilder(
            controllerNamespace: "holdfast-system", answers, certificate: certificate,
            now: CertificateExpiryTests.certificates[0].1 - 86400 * 30)
    }

    private static func pod(
        _ name: String, _ metadata: String = "", namespace: String = "shop", phase: String = "Running",
        owner: String = ""
    ) -> String {
        let owners = owner.isEmpty ? "" : "ownerReferences: [{\(owner), controller: true}],"
        return """
            {metadata: {name: \(name), namespace: \(namespace), \(owners) \(metadata)}, status: {phase: \(phase)},
             spec: {containers: [{name: app, image: shop}]}}
            """
    }

    private static func list(_ pods: [String]) throws -> Document {
        try document("{kind: PodList, apiVersion: v1, items: [\(pods.joined(separator: ",\n"))]}")
    }

    private static let labels = "labels: {app: shop, pod-template-hash: 5d8f}"
    private static let replicaSet = "kind: ReplicaSet, name: shop-5d8f"
    private static let status = "annotations: {holdfast.dev/status: '{}'}"

    @Test func healthyOne() throws {
        var builder = try ClusterReportTests.builder()
        builder.add(
            pods: try ClusterReportTests.list([
                ClusterReportTests.pod("shop-1", "\(Self.labels), \(Self.status)", owner: Self.replicaSet)
            ]))
        let report = builder.report()
        #expect(report.isHealthy, "\(ClusterReportText.render(report))")
        #expect(report.checks.allSatisfy { $0.state == .good })
        #expect(report.policies.map(\.workloads) == [["shop/deployment/shop"]])
        #expect(report.policies.map(\.held) == [1])
    }

    @Test func golden() throws {
        var builder = try ClusterReportTests.builder([
            .lease: .missing, .deployment: .refused("deployments.apps is forbidden"),
            .clusterPolicies: .found(
                try Self.document(
                    """
                    {kind: ClusterStartupPolicyList, apiVersion: holdfast.dev/v1alpha1, items: [
                      {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: bad},
                       spec: {waitFor: [apollo]}}]}
                    """)),
        ])
        // Pages are folded one by one.
        builder.add(
            pods: try Self.list([
                Self.pod("shop-1", Self.labels, owner: Self.replicaSet),
                Self.pod("shop-2", Self.labels, owner: Self.replicaSet),
                Self.pod("shop-3", "\(Self.labels), \(Self.status)", owner: Self.replicaSet),
            ]))
        builder.add(
            pods: try Self.list([
                Self.pod(
                    "db-0", "annotations: {holdfast.dev/wait-for: 'tcp://a:1'}", owner: "kind: StatefulSet, name: db"),
                Self.pod("lonely", "annotations: {holdfast.dev/wait-for: 'tcp://a:1'}", namespace: "other"),
            ]))
        let report = builder.report()
        #expect(!report.isHealthy)
        for (name, text) in [
            ("status.txt", ClusterReportText.render(report)), ("status.json", ClusterReportJSON.render(report)),
        ] {
            let file = GoldenFile(name)
            #expect(try file.holds(text), "\(file.cure)")
        }
    }

    static let notUnheld: [(String, String)] = [
        ("declares nothing", pod("a")), ("has ended", pod("a", labels, phase: "Succeeded")),
        ("is going", pod("a", "deletionTimestamp: now, \(labels)")),
        ("namespace keeps out", pod("a", "annotations: {holdfast.dev/wait-for: 'tcp://a:1'}", namespace: "quiet")),
        (
            "namespace that install keeps out",
            pod("a", "annotations: {holdfast.dev/wait-for: 'tcp://a:1'}", namespace: "ci")
        ),
        ("kube-system", pod("a", "annotations: {holdfast.dev/wait-for: 'tcp://a:1'}", namespace: "kube-system")),
        ("own label keeps out", pod("a", "labels: {app: shop, holdfast.dev/inject: 'false'}")),
        ("own annotation keeps out", pod("a", "\(labels), annotations: {holdfast.dev/inject: 'false'}")),
        ("another namespace's policy", pod("a", labels, namespace: "other")),
        ("only a word for lint", pod("a", "annotations: {holdfast.dev/lint-ignore: HF101}")),
    ]

    @Test(arguments: notUnheld) func slippedThroughIsOnlyWhoWouldBeHeld(_ why: String, _ pod: String) throws {
        var builder = try ClusterReportTests.builder()
        builder.add(pods: try ClusterReportTests.list([pod]))
        #expect(builder.report().unheld.isEmpty)
    }

    static let faults: [(ClusterPart, String?)] = [
        (.deployment, "{spec: {replicas: 2}, status: {readyReplicas: 1}}"),
        (.deployment, "{spec: {replicas: 0}, status: {}}"), (.deployment, nil), (.lease, nil),
        (.lease, "{spec: {holderIdentity: ''}}"), (.mutatingWebhook, nil),
        (.mutatingWebhook, "{webhooks: [{clientConfig: {}}]}"),
        (.mutatingWebhook, "{webhooks: [{clientConfig: {caBundle: T1RIRVI=}}]}"),
        (.validatingWebhook, "{webhooks: [{clientConfig: {caBundle: ''}}]}"), (.policyDefinition, nil),
        (.policyDefinition, "{status: {conditions: [{type: Established, status: 'False'}]}}"),
    ]

    @Test(arguments: faults) func partsThatAreNotRight(_ part: ClusterPart, _ text: String?) throws {
        let answer = try text.map { Answer.found(try ClusterReportTests.document($0)) } ?? .missing
        let report = try ClusterReportTests.builder([part: answer]).report()
        #expect(!report.isHealthy)
        let bad = report.checks.filter { $0.state == .bad }
        #expect(bad.map(\.title) == [part.title])
        #expect(bad.allSatisfy { !$0.cure.isEmpty })
    }

    @Test func certificate() throws {
        let unknown = try ClusterReportTests.builder([:], nil).report()
        #expect(unknown.isHealthy)
        #expect(unknown.checks.last?.state == .unknown)
        let none = try ClusterReportTests.builder([:], WebhookCertificate(certificate: "", authority: "")).report()
        #expect(none.checks.last?.state == .bad)
    }
}
