import Manifests
import Testing

@testable import Lint

struct SidecarWithoutStartupProbeTests {
    private static func pod(_ sidecar: String) -> String {
        Linted.pod(init: ["{restartPolicy: Always, \(sidecar)}"], ["{name: app, image: app}"])
    }

    @Test(arguments: [
        ("name: istio-proxy, image: 'istio/proxyv2:1.26.0'", "httpGet: {path: /healthz/ready, port: 15021}"),
        ("name: mesh, image: 'cr.l5d.io/linkerd/proxy:stable-2.14'", ""),
        (
            "name: sql, image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy@sha256:00'", "--health-check"
        ),
        ("name: secrets, image: 'hashicorp/vault:1.18', args: [agent, -config=/etc/vault]", ""),
        ("name: envoy, image: 'registry/our-envoy:1'", ""),
        ("name: envoy, image: e, lifecycle: {postStart: {exec: {command: [mkdir, /run/envoy]}}}", ""),
        ("name: envoy, image: e, lifecycle: {postStart: {httpGet: {path: /ready, port: 1}}}", ""),
    ])
    func needed(_ sidecar: String, _ cure: String) throws {
        let hit = try #require(
            Linted.hits(.sidecarWithoutStartupProbe, SidecarWithoutStartupProbeTests.pod(sidecar)).first)
        #expect(hit.severity == .warning && hit.cure.contains(cure))
        #expect(hit.message.contains("container app is started when it runs, not when it is ready"))
    }

    @Test func somebodysOwnIsANoteWhenItCanBeReady() {
        let own = "name: cache, image: 'shop-cache:1', readinessProbe: {tcpSocket: {port: 11211}}"
        let hits = Linted.hits(.sidecarWithoutStartupProbe, SidecarWithoutStartupProbeTests.pod(own))
        #expect(hits.map(\.severity) == [.note])
    }

    @Test(arguments: [
        "name: envoy, image: e, startupProbe: {tcpSocket: {port: 1}}",
        "name: envoy, image: e, lifecycle: {postStart: {exec: {command: [sh, -c, 'until curl -f localhost:1; do sleep 1; done']}}}",
        "name: logs, image: 'fluent/fluent-bit:3'",
        "name: logs, image: 'fluent/fluent-bit:3', readinessProbe: {tcpSocket: {port: 2020}}",
        "name: sync, image: 'registry.k8s.io/git-sync:v4'",
        "name: db, image: 'hashicorp/vault:1.18', args: [server]",
    ])
    func fine(_ sidecar: String) {
        let text = SidecarWithoutStartupProbeTests.pod(sidecar)
        #expect(Linted.hits(.sidecarWithoutStartupProbe, text).map(\.message).isEmpty)
    }

    @Test func ordinaryContainersAreNone() {
        let text = Linted.pod(init: ["{name: envoy, image: e}"], ["{name: istio-proxy, image: p}"])
        #expect(Linted.hits(.sidecarWithoutStartupProbe, text).isEmpty)
    }

    @Test func theFixAsksWhatTheReadinessProbeAsks() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
              - name: envoy
                image: e
                restartPolicy: Always
                readinessProbe:
                  initialDelaySeconds: 5
                  httpGet: {path: /ready, port: 15021}
              containers:
              - {name: app, image: app}

            """
        let fixed = text.replacing(
            "port: 15021}\n",
            with: """
                port: 15021}
                    startupProbe:
                      httpGet:
                        path: /ready
                        port: 15021
                      periodSeconds: 1
                      failureThreshold: 60

                """)
        #expect(Linted.fixed(.sidecarWithoutStartupProbe, text) == fixed)
        #expect(Linted.fixed(.sidecarWithoutStartupProbe, text, onlySafe: true) == text)
    }
}
