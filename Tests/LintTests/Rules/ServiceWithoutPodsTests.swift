import Testing

@testable import Lint

struct ServiceWithoutPodsTests {
    private func messages(_ selector: String, labels: String, name: String = "config", namespace: String = "")
        -> [String]
    {
        Linted.hits(
            .serviceWithoutPods,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: config\(namespace.isEmpty ? "" : ", namespace: " + namespace)}
            spec: {selector: \(selector), ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), labels: \(labels)}
            spec: {containers: [{name: a, image: b}]}
            """
        ).map(\.message)
    }

    @Test func aRenamedLabelIsNamed() {
        #expect(
            messages("{app: configuration}", labels: "{app: config, tier: back}") == [
                "Service config selects no pod: pod/config has app: config, tier: back"
            ])
        #expect(messages("{app: config, tier: front}", labels: "{app: config, tier: back}", name: "x").count == 1)
        #expect(messages("{app: config}", labels: "{}").first?.hasSuffix("has no labels") == true)
    }

    @Test func whatMayBeElsewhereIsNotAccused() {
        #expect(messages("{app: config, operated: k8s}", labels: "{app: config}", name: "x").isEmpty)
        #expect(messages("{app: config}", labels: "{app: config}").isEmpty)
        #expect(messages("{app: redis}", labels: "{app: shop}", name: "shop").isEmpty)
        #expect(messages("{app: redis, env: prod}", labels: "{app: shop, env: prod}", name: "shop").isEmpty)
        // One release, or one application, of several parts (found in tektoncd/operator).
        let release = "app.kubernetes.io/instance: default"
        #expect(messages("{\(release), role: hook}", labels: "{\(release), role: watcher}", name: "shop").isEmpty)
        #expect(messages("{app: a, component: hook}", labels: "{app: a, component: watcher}", name: "shop").isEmpty)
        #expect(messages("{}", labels: "{app: shop}").isEmpty)
        #expect(messages("{app: redis}", labels: "{app: shop}", namespace: "other").isEmpty)
    }
}
