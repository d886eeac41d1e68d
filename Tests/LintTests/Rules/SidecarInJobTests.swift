import Manifests
import Startup
import Testing
import Topology

@testable import Lint

struct SidecarInJobTests {
    private static func job(_ containers: [String], kind: String = "Job", more: String = "") -> String {
        let list = containers.map { "- \($0)\n" }
        let spec = (["restartPolicy: Never\n"] + (more.isEmpty ? [] : [more + "\n"]) + ["containers:\n"] + list)
        let isCron = kind == "CronJob"
        let indent = String(repeating: " ", count: isCron ? 10 : 6)
        return "apiVersion: batch/v1\nkind: \(kind)\nmetadata: {name: migrate}\nspec:\n"
            + (isCron
                ? "  schedule: '0 0 * * *'\n  jobTemplate:\n    spec:\n      template:\n        spec:\n"
                : "  template:\n    spec:\n") + spec.map { indent + $0 }.joined()
    }
    private static let work = "{name: migrate, image: shop-migrate}"

    @Test(arguments: [
        ("{name: istio-proxy, image: 'istio/proxyv2:1.26.0'}", "Job"),
        ("{name: sql, image: 'gcr.io/cloudsql-docker/gce-proxy:1.33'}", "CronJob"),
        ("{name: logs, image: 'fluent/fluent-bit:3', args: [-c, /etc/fb.conf]}", "Job"),
        ("{name: vault-agent, image: 'hashicorp/vault:1.18'}", "CronJob"),
    ])
    func neverEnds(_ sidecar: String, _ kind: String) throws {
        let text = SidecarInJobTests.job([SidecarInJobTests.work, sidecar], kind: kind)
        let hits = Linted.hits(.sidecarInJob, text)
        #expect(hits.count == 1)
        #expect(hits.first?.message.contains("never ends") == true)
        #expect(hits.first?.cure.contains("initContainers with restartPolicy: Always") == true)
    }

    @Test(arguments: [
        // Two workers; a sidecar that is the work.
        [work, "{name: other, image: shop-report}"],
        ["{name: envoy, image: 'envoyproxy/envoy:v1.36', args: [--mode, validate]}"],
        ["{name: one, image: fluentd}", "{name: two, image: envoy}"],
        // Somebody ends it.
        ["{name: w, image: w, command: [sh, -c, 'run; curl -X POST localhost:15020/quitquitquit']}", proxy],
        ["{name: w, image: w, command: [sh, -c, 'run; pkill cloud_sql_proxy']}", proxy],
        ["{name: w, image: w, command: [linkerd-await, --shutdown, --, run]}", proxy],
        ["{name: w, image: w, command: [/kubexit/kubexit, run]}", proxy],
        ["{name: w, image: w}", "{name: envoy, image: e, args: [--quitquitquit]}"],
        [
            "{name: w, image: w}",
            "{name: e, image: envoy, command: [sh, -c, 'envoy & while [ ! -f /run/done ]; do sleep 1; done']}",
        ],
        ["{name: w, image: w}", "{name: e, image: envoy, command: [timeout, '60', envoy]}"],
        [
            "{name: w, image: w}",
            "{name: e, image: envoy, env: [{name: KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT, value: 'true'}]}",
        ],
    ])
    func ends(_ containers: [String]) {
        #expect(Linted.hits(.sidecarInJob, SidecarInJobTests.job(containers)).map(\.message).isEmpty)
    }
    private static let proxy = "{name: cloud-sql-proxy, image: proxy}"

    @Test func oneProcessNamespaceLetsTheWorkEndIt() {
        let text = SidecarInJobTests.job(
            [SidecarInJobTests.work, SidecarInJobTests.proxy], more: "shareProcessNamespace: true")
        #expect(Linted.hits(.sidecarInJob, text).isEmpty)
    }

    @Test func otherWorkloadsAreMeantToRunOn() {
        #expect(Linted.hits(.sidecarInJob, Linted.pod([SidecarInJobTests.work, SidecarInJobTests.proxy])).isEmpty)
    }

    @Test func theFixMakesItANativeSidecar() {
        let text = SidecarInJobTests.job([SidecarInJobTests.work, SidecarInJobTests.proxy])
        let fixed =
            SidecarInJobTests.job([SidecarInJobTests.work])
                + """
                      initContainers:
                      - name: cloud-sql-proxy
                        image: proxy
                        restartPolicy: Always

                """
        #expect(Linted.fixed(.sidecarInJob, text) == fixed)
        #expect(Linted.fixed(.sidecarInJob, text, onlySafe: true) == text)
        var old = SurveySettings()
        old.cluster.version = KubernetesVersion(1, 28)
        let hits = Linted.hits(.sidecarInJob, text, old)
        #expect(hits.count == 1 && hits.allSatisfy { $0.fix == nil && $0.cure.isEmpty })
    }
}
