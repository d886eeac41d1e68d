import Injection
import Manifests
import TestSupport
import Testing
import Topology

@testable import Migration

struct MigrationRunTests {
    private func migrated(_ text: String) -> (text: String, run: MigrationRun) {
        let run = MigrationRun([Source(name: "a.yaml", text: text)])
        return (run.files.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "", run)
    }

    private func pod(_ wait: String, app: String = "{name: app, image: app}") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: shop
          annotations: {}
        spec:
          initContainers:
            - name: first   # stays
              image: first
            - \(wait)
          containers:
            - \(app)

        """
    }

    /// What an init container asks, and the target that takes its place.
    @Test(arguments: [
        ("until curl -fs http://config:8080/info; do sleep 2; done", "http://config:8080/info"),
        ("until wget -qO- http://config/health; do sleep 2; done", "http://config/health"),
        ("until nc -z db 5432; do sleep 1; done", "tcp://db:5432"),
        ("while ! nslookup db.prod.svc; do sleep 1; done", "dns:db.prod.svc"),
        ("until pg_isready -h db; do sleep 1; done", "postgres://db"),
        ("until mysqladmin ping -h db; do sleep 1; done", "mysql://db"),
        ("until redis-cli -h cache ping; do sleep 1; done", "redis://cache"),
        (
            "for i in $(seq 1 30); do nc -z db 5432 && exit 0; sleep 2; done; exit 1",
            "tcp://db:5432#timeout=1m"
        ),
    ])
    func anInitContainerThatOnlyWaitsGoes(_ script: String, _ target: String) {
        let before = pod("{name: wait, image: busybox, command: [sh, -c, '\(script)']}")
        let (text, run) = migrated(before)
        #expect(
            text
                == before.replacing("    - {name: wait, image: busybox, command: [sh, -c, '\(script)']}\n", with: "")
                .replacing("annotations: {}", with: "annotations: {holdfast.dev/wait-for: \"\(target)\"}"))
        #expect(run.migrated == 1)
    }

    @Test func programsThatWaitBecomeTargets() {
        for (container, target) in [
            (
                "{name: w, image: x, command: [./wait-for-it.sh, 'db:5432', -t, '60', --strict]}",
                "tcp://db:5432#timeout=1m"
            ),
            (
                "{name: w, image: jwilder/dockerize, command: [dockerize, -wait, 'http://a:80/x', -timeout, 30s]}",
                "http://a:80/x"
            ),
            ("{name: w, image: 'groundnuty/k8s-wait-for:v2.0', args: [job, migrate]}", "kube:job/migrate"),
            (
                "{name: w, image: k, command: [kubectl, wait, --for=condition=complete, job/migrate, --timeout=90s]}",
                "kube:job/migrate"
            ),
        ] {
            let (text, run) = migrated(pod(container))
            #expect(text.contains("holdfast.dev/wait-for: \"\(target)") && !text.contains("name: w,"), "\(container)")
            #expect(run.migrated == 1, "\(container)")
        }
    }

    @Test func whatComesBehindAWaitStays() {
        let app = "{name: app, image: app, command: [sh, -c, 'until nc -z db 5432; do sleep 1; done; exec /app --now']}"
        let (text, _) = migrated(pod("{name: init, image: i}", app: app))
        #expect(
            text.contains("command: [sh, -c, exec /app --now]") || text.contains("command: [sh, -c, 'exec /app --now']")
        )
        #expect(text.contains("holdfast.dev/wait-for: \"tcp://db:5432\""))
        let wrapped =
            "{name: app, image: app, command: [./wait-for-it.sh, 'db:5432', --strict, --], args: [/app, --now]}"
        let second = migrated(pod("{name: init, image: i}", app: wrapped)).text
        #expect(second.contains("command: [/app, --now]") && !second.contains("args"))
    }

    @Test(arguments: [
        "{name: w, image: b, command: [sleep, '30']}",
        "{name: w, image: b, command: [sh, -c, 'until ./ready.sh; do sleep 1; done']}",
        "{name: w, image: b, command: [sh, -c, 'until test -f /shared/ok; do sleep 1; done']}",
        "{name: w, image: b, command: [sh, -c, 'if [ -n \"$X\" ]; then until nc -z a 1; do sleep 1; done; fi']}",
        "{name: w, image: b, command: [sh, -c, 'until nc -z a 1 || nc -z b 2; do sleep 1; done']}",
    ])
    func whatHasNoSameMeaningStaysAndIsNamed(_ container: String) {
        let before = pod(container)
        let (text, run) = migrated(before)
        #expect(text == before)
        #expect(run.migrated == 0)
        #expect(run.diagnostics.contains { $0.message.contains("is left as it is") })
    }

    @Test func whereTheMeaningWasWrongIsSaid() {
        let (_, run) = migrated(
            pod("{name: w, image: b, command: [sh, -c, 'until curl http://a/x; do sleep 1; done']}"))
        #expect(run.diagnostics.contains { $0.message.contains("404 and 500 counted as ready") })
        #expect(run.diagnostics.contains { $0.message.contains("never gave up") })
    }

    @Test func targetsJoinThoseThatAreDeclared() {
        let before = pod("{name: w, image: b, command: [sh, -c, 'until nc -z b 2; do sleep 1; done']}")
            .replacing("annotations: {}", with: "annotations: {holdfast.dev/wait-for: \"tcp://a:1\"}")
        #expect(migrated(before).text.contains("holdfast.dev/wait-for: \"tcp://a:1, tcp://b:2\""))
    }

    @Test func anEmptyDeclarationTakesNoComma() {
        let before = pod("{name: w, image: b, command: [sh, -c, 'until nc -z b 2; do sleep 1; done']}")
            .replacing("annotations: {}", with: "annotations: {holdfast.dev/wait-for: \" \"}")
        #expect(migrated(before).text.contains("holdfast.dev/wait-for: \"tcp://b:2\""))
    }

    /// `wait-for` holds all containers: also the one that is waited for.
    @Test func waitsForAnotherContainerOfThePodStay() {
        let app = "{name: app, image: a, command: [sh, -c, 'until nc -z localhost 5432; do sleep 1; done; exec /app']}"
        let before = pod("{name: init, image: i}", app: app + "\n    - {name: db, image: d, command: [postgres]}")
        let (text, run) = migrated(before)
        #expect(text == before)
        #expect(run.diagnostics.contains { $0.message.contains("asks another container of the pod") })
        // A proxy is never held, and a native sidecar runs before anything is.
        for other in ["containers:\n    - {name: istio-proxy, image: p}", "containers:"] {
            let alone = pod("{name: side, image: s, restartPolicy: Always}", app: app)
                .replacing("containers:\n    - {name: app", with: other + "\n    - {name: app")
            #expect(migrated(alone).text.contains("holdfast.dev/wait-for: \"tcp://localhost:5432\""))
        }
    }

    @Test func thatOthersAreHeldNowIsSaid() {
        let app = "{name: app, image: a, command: [sh, -c, 'until nc -z db 5432; do sleep 1; done; exec /app']}"
        let (text, run) = migrated(pod("{name: init, image: i}", app: app + "\n    - {name: web, image: w}"))
        #expect(text.contains("tcp://db:5432"))
        #expect(run.diagnostics.contains { $0.message.contains("now web will, too") })
    }

    /// Each document has its own waits only, however many there are.
    @Test(.timeLimit(.minutes(1))) func manyDocumentsTakeNoLongerEach() {
        let one = pod("{name: w, image: b, command: [sh, -c, 'until nc -z b 2; do sleep 1; done']}")
        let run = migrated(Array(repeating: one, count: 6_000).joined(separator: "---\n")).run
        #expect(run.migrated == 6_000)
    }

    @Test func aWholeDeclarationIsNotTouched() {
        let before = pod("{name: w, image: b, command: [sh, -c, 'until nc -z b 2; do sleep 1; done']}")
            .replacing("annotations: {}", with: "annotations: {holdfast.dev/startup: \"waitFor: [tcp://a:1]\"}")
        let (text, run) = migrated(before)
        #expect(text == before && run.diagnostics.contains { $0.cure.contains("tcp://b:2") })
        #expect(!run.diagnostics.contains { $0.message.contains("never gave up") })
    }

    @Test func prioritiesOfKruiseBecomeAnOrder() {
        let ordered = """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, annotations: {apps.kruise.io/container-launch-priority: Ordered}}
            spec: {containers: [{name: proxy, image: p}, {name: app, image: a}]}
            """
        #expect(migrated(ordered).text.contains("annotations: {holdfast.dev/order: \"proxy, app\"}"))
        let ranked = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: a
            spec:
              containers:
              - name: app
                image: a
              - name: proxy
                image: p
                env:
                - name: KRUISE_CONTAINER_PRIORITY
                  value: "1"
            """
        let text = migrated(ranked).text
        #expect(text.contains("app: {dependsOn: [proxy]}") && !text.contains("KRUISE"))
    }

    @Test func migratingAgainChangesNothing() {
        let before = pod("{name: w, image: b, command: [sh, -c, 'until curl -f http://a/x; do sleep 1; done']}")
        let first = migrated(before).text
        #expect(migrated(first).text == first)
    }

    @Test func whatIsMigratedCanBeInjected() {
        let text = migrated(
            pod("{name: w, image: b, command: [sh, -c, 'until curl -f http://a/x; do sleep 1; done']}")
        ).text
        let run = InjectionRun.inject([Source(name: "a", text: text)], InjectionSettings())
        #expect(run.diagnostics.filter { $0.severity == .error }.map(\.text).isEmpty)
        #expect(run.injected.first?.isChanged == true)
    }
}
