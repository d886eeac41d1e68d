import HandWritten
import Testing

/// Programs that wait by themselves, sleeps, and single attempts.
@Suite struct ProgramTests {
    typealias Row = (words: [String], image: String, waits: [String])

    static let rows: [Row] = [
        (["sleep", "30"], "busybox", ["sleep sleep delay:30s deadline=30s goesOn whole !fixedDelay"]),
        (["sleep", "3600"], "busybox", []),
        (
            ["./wait-for-it.sh", "db:5432", "-t", "60", "--strict", "--", "app", "-x"], "app",
            ["wait-for-it program tcp://db:5432 deadline=1m every=1s fails then:app -x !portOnly"]
        ),
        (
            ["/wait-for", "db:5432", "--", "app"], "app",
            ["wait-for program tcp://db:5432 deadline=15s every=1s fails then:app !portOnly"]
        ),
        (
            ["dockerize", "-wait", "tcp://db:5432", "-wait", "http://c/x", "-timeout", "120s", "app", "-v"], "app",
            ["dockerize program tcp://db:5432 http://c/x deadline=2m every=1s fails then:app -v !portOnly"]
        ),
        (
            ["-wait", "http://c/x"], "jwilder/dockerize:0.6",
            ["dockerize program http://c/x deadline=10s every=1s fails whole"]
        ),
        (
            ["http", "http://c/x", "--expect-status-code", "200"], "atkrad/wait4x:2",
            ["wait4x program http://c/x#status=200 deadline=10s every=1s fails whole"]
        ),
        (
            ["wait4x", "postgresql", "postgres://u:p@db:5432/x?sslmode=disable", "-t", "0"], "wait4x/wait4x",
            ["wait4x program postgres://db:5432 every=1s never whole !noDeadline"]
        ),
        (
            ["job-wr", "migrate", "-n", "x"], "ghcr.io/groundnuty/k8s-wait-for:v2.0",
            [
                "k8s-wait-for program kube:job/migrate#condition=Complete&namespace=x every=2s never whole !failedJobNeverEnds,noDeadline"
            ]
        ),
        (
            ["pod", "-lapp=db"], "groundnuty/k8s-wait-for@sha256:00",
            ["k8s-wait-for program ? every=2s never whole !noDeadline"]
        ),
        (
            ["kubectl", "wait", "--for=condition=complete", "job/m", "--timeout=5m"], "bitnami/kubectl",
            ["kubectl program kube:job/m#condition=Complete deadline=5m fails whole !failedJobNeverEnds"]
        ),
        (
            ["wait", "--for=condition=ready", "pod", "-l", "app=x"], "bitnami/kubectl:latest",
            ["kubectl program ? deadline=30s fails whole"]
        ),
        (
            ["kubectl", "-n", "x", "rollout", "status", "deployment/db"], "k",
            ["kubectl program kube:deployment/db#namespace=x never whole !noDeadline"]
        ),
        (
            ["pilot-agent", "wait"], "istio/proxyv2",
            [
                "pilot-agent wait program http://localhost:15021/healthz/ready#status=200 deadline=1m every=500ms limit=500ms fails whole"
            ]
        ),
        (
            ["linkerd-await", "--shutdown", "--", "app"], "x",
            ["linkerd-await program http://localhost:4191/ready every=1s never then:app !noDeadline"]
        ),
        (
            ["wait", "--timeout", "2m", "postgres://db", "--", "app"], "holdfast/waiter:0.1",
            ["waiter program postgres://db deadline=2m limit=3s fails then:app"]
        ),
        (
            ["curl", "--retry", "10", "--retry-delay", "3", "--retry-connrefused", "-f", "-m", "2", "http://x/h"], "c",
            ["curl retries=10 http://x/h deadline=30s every=3s limit=2s fails whole"]
        ),
        (
            ["cub", "kafka-ready", "-b", "kafka:9092", "1", "60"], "cp",
            ["Kafka's tools program kafka://kafka:9092 deadline=1m fails whole"]
        ),
        (
            ["sh", "-c", "sleep 10; kafka-topics.sh --create --topic a --bootstrap-server kafka:9092"], "k",
            ["sleep sleep delay:10s deadline=10s goesOn then… !fixedDelay"]
        ),
        (
            ["/bin/bash", "-ec", "nc -z -w 1 db 5432 && exec app"], "k",
            ["nc once tcp://db:5432 deadline=? limit=1s fails then… !portOnly"]
        ),
        (
            ["sh", "-c", "pg_isready -h db || exit 1; app"], "k",
            ["pg_isready or psql once postgres://db deadline=? limit=3s fails then…"]
        ),
        (
            ["sh", "-c", "kubectl wait --for=condition=available deployment/a; app"], "k",
            ["kubectl program kube:deployment/a deadline=30s goesOn then… !failsOpen"]
        ),
        (
            ["bash", "-euo", "pipefail", "-c", "kubectl wait --for=condition=available deployment/a; app"], "k",
            ["kubectl program kube:deployment/a deadline=30s fails then…"]
        ),
        (
            ["sh", "-c", "./wait-for-it.sh db:5432 || true; app"], "k",
            ["wait-for-it program tcp://db:5432 deadline=15s every=1s goesOn then… !failsOpen,portOnly"]
        ),
        (
            ["/bin/sh", "-c", "--", "apk add curl; until curl -sfm1 http://x/a; do sleep 1; done; echo ok"], "k",
            ["curl loop http://x/a every=1s limit=1s never whole !noDeadline"]
        ),
    ]

    @Test(arguments: rows)
    func whatIsFound(_ row: Row) {
        let waits = WaitRecognition.waits(inCommand: row.words, image: row.image, environment: [:])
        #expect(waits.map(Shown.line) == row.waits)
    }

    @Test func aPurePortCheckIsAnInitContainersWait() {
        let words = ["pg_isready", "-h", "db"]
        let found = WaitRecognition.waits(inCommand: words, image: "", environment: [:], place: .initContainer)
        #expect(found.map(Shown.line) == ["pg_isready or psql once postgres://db deadline=? limit=3s fails whole"])
        #expect(WaitRecognition.waits(inCommand: words, image: "", environment: [:], place: .container).isEmpty)
    }
}
