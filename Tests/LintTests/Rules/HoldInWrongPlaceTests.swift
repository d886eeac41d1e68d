import Manifests
import Testing

@testable import Lint

struct HoldInWrongPlaceTests {
    static func deployment(own: String, template: String = "") -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shop
          \(own)
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata:
              labels: {app: shop}
              \(template)
            spec:
              containers:
              - {name: app, image: shop:1}

        """.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { $0.isEmpty || $0.contains { $0 != " " } }.joined(separator: "\n")
    }
    private static let hold = "annotations: {proxy.istio.io/config: \"holdApplicationUntilProxyStarts: true\"}"

    @Test func onTheDeployment() throws {
        let hits = Linted.hits(
            .holdInWrongPlace, HoldInWrongPlaceTests.deployment(own: HoldInWrongPlaceTests.hold))
        let hit = try #require(hits.first)
        #expect(hit.object == "deployment/shop" && hit.location.line == 5)
        #expect(hit.cure == "move proxy.istio.io/config to spec.template.metadata.annotations")
    }

    @Test func onACronJobsJob() {
        let text = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: report}
            spec:
              schedule: 0 0 * * *
              jobTemplate:
                metadata: {annotations: {proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'}}
                spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: a}]}}}
            """
        let hits = Linted.hits(.holdInWrongPlace, text)
        #expect(
            hits.map(\.cure) == [
                "move proxy.istio.io/config to spec.jobTemplate.spec.template.metadata.annotations"
            ])
        #expect(Linted.hits(.holdInWrongPlace, Linted.fixed(.holdInWrongPlace, text)).isEmpty)
    }

    @Test func onANamespace() {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, \(HoldInWrongPlaceTests.hold)}\n"
        #expect(Linted.hits(.holdInWrongPlace, text).count == 1)
    }

    @Test func theTemplatesOwnOtherWordIsLeftAlone() {
        let text = HoldInWrongPlaceTests.deployment(
            own: HoldInWrongPlaceTests.hold,
            template: "annotations: {proxy.istio.io/config: \"concurrency: 2\"}")
        #expect(Linted.hits(.holdInWrongPlace, text).map { $0.fix == nil } == [true])
        #expect(Linted.fixed(.holdInWrongPlace, text) == text)
    }

    @Test(arguments: [
        deployment(own: "labels: {app: shop}", template: hold),
        deployment(own: hold, template: hold),
        deployment(own: "annotations: {proxy.istio.io/config: \"concurrency: 2\"}"),
        Linted.pod(["{name: app, image: app}"], metadata: hold),
    ])
    func fine(_ text: String) {
        #expect(Linted.hits(.holdInWrongPlace, text).map(\.message).isEmpty)
    }

    @Test func theFixMovesIt() {
        let text = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              annotations:
                # why
                proxy.istio.io/config: |
                  holdApplicationUntilProxyStarts: true
                  concurrency: 2
                team: shop
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels:
                    app: shop
                spec:
                  containers: [{name: app, image: shop:1}]

            """
        let fixed = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: shop
              annotations:
                # why
                team: shop
            spec:
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels:
                    app: shop
                  annotations:
                    proxy.istio.io/config: |
                      holdApplicationUntilProxyStarts: true
                      concurrency: 2
                spec:
                  containers: [{name: app, image: shop:1}]

            """
        #expect(Linted.fixed(.holdInWrongPlace, text, onlySafe: true) == fixed)
    }
}
