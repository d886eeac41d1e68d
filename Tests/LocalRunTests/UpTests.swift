import Foundation
import Testing

/// `holdfast up` with real processes: the same rules as on the state machine.
@Suite(.serialized) struct UpTests {
    private func pod(_ containers: String, _ more: String = "", annotations: String = "") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
          annotations: {\(annotations)}
        spec:
          terminationGracePeriodSeconds: 5
        \(more)
          containers:
        \(containers)
        """
    }

    @Test func aJobRunsItsInitContainersInOrderAndSucceeds() throws {
        let more = """
              restartPolicy: Never
              initContainers:
                - {name: a, command: [sh, -c, "echo one > order"]}
                - {name: b, command: [sh, -c, "echo two >> order"]}
            """
        let run = try UpProcess(
            pod("    - {name: main, command: [sh, -c, 'echo three >> order; cat order']}", more),
            ["--exit-when", "done"])
        let result = run.finish()
        #expect(result.code == 0)
        let order = try String(contentsOf: run.directory.appendingPathComponent("order"), encoding: .utf8)
        #expect(order == "one\ntwo\nthree\n")
        #expect(result.output.contains("p/main | three"))
        #expect(run.leftovers().isEmpty)
    }

    @Test func aFailedJobEndsWithOne() throws {
        let run = try UpProcess(
            pod("    - {name: main, command: [sh, -c, 'exit 7']}", "  restartPolicy: Never"), ["--exit-when", "done"])
        let result = run.finish()
        #expect(result.code == 1)
        #expect(result.errors.contains("p failed"))
    }

    @Test func whatNeverComesIsNamedWithItsLastErrorAndNothingIsLeft() throws {
        let run = try UpProcess(
            pod(
                "    - {name: main, command: [sleep, '1000']}",
                annotations: "holdfast.dev/wait-for: 'tcp://0.0.0.0:1'"),
            ["--exit-when", "ready", "--timeout", "700ms"])
        let result = run.finish()
        #expect(result.code == 124)
        #expect(result.errors.contains("tcp://0.0.0.0:1: connection refused"))
        #expect(result.errors.contains("p/holdfast-wait is held"))
        #expect(!result.output.contains("p/main *   0ms  started"))
        #expect(run.leftovers().isEmpty)
    }

    /// Fact 3, with real processes.
    @Test func aFailingHookRestartsItsContainerAndTheNextOneStarts() throws {
        let run = try UpProcess(
            pod(
                """
                    - name: proxy
                      command: [sleep, "1000"]
                      lifecycle: {postStart: {exec: {command: [sh, -c, "echo no proxy; exit 1"]}}}
                    - {name: app, command: [sh, -c, "echo app runs; exec sleep 1000"]}
                """), ["--format", "json"])
        let hazard = try #require(run.line(containing: "\"hazard\""))
        #expect(hazard.contains("starts app all the same"))
        #expect(run.line(containing: "app runs") != nil)
        #expect(run.line(containing: "CrashLoopBackOff") != nil)
        run.signal(SIGTERM)
        #expect(run.finish().code == 143)
        #expect(run.leftovers().isEmpty)
    }

    /// Fact 2: a hook that blocks holds the containers behind it.
    @Test func aBlockingHookHolds() throws {
        let run = try UpProcess(
            pod(
                """
                    - name: proxy
                      command: [sh, -c, "sleep 0.3; touch ready; exec sleep 1000"]
                      lifecycle: {postStart: {exec: {command: [waiter, wait, "file:ready"]}}}
                    - {name: app, command: [sh, -c, "test -e ready && echo in order; exec sleep 1000"]}
                """), ["--timeout", "20s"])
        #expect(run.line(containing: "p/app   | in order") != nil)
        run.signal(SIGTERM)
        #expect(run.finish().code == 143)
    }

    @Test func aDependencyBecomesASidecarThatIsReadyFirst() throws {
        let startup = "'{containers: {app: {dependsOn: [proxy]}, proxy: {ready: \"file:ready\"}}}'"
        let run = try UpProcess(
            pod(
                """
                    - {name: app, command: [sh, -c, "test -e ready && echo in order; exec sleep 1000"]}
                    - {name: proxy, command: [sh, -c, "sleep 0.3; touch ready; exec sleep 1000"]}
                """, annotations: "holdfast.dev/startup: \(startup)"), ["--timeout", "20s"])
        #expect(run.line(containing: "| in order") != nil)
        run.signal(SIGTERM)
        #expect(run.finish().code == 143)
        #expect(run.leftovers().isEmpty)
    }

    @Test func wrappedContainersWaitForCompletedAndReady() throws {
        let startup =
            "'{strategy: wrap, containers: {app: {dependsOn: {proxy: ready, migrate: completed}}, proxy: {ready: \"file:ready\"}}}'"
        let run = try UpProcess(
            pod(
                """
                    - {name: app, command: [sh, -c, "test -e ready && test -e migrated && echo in order; sleep 0.1"]}
                    - {name: proxy, command: [sh, -c, "sleep 0.2; touch ready; sleep 1"]}
                    - {name: migrate, command: [sh, -c, "sleep 0.3; touch migrated"]}
                """, "  restartPolicy: Never", annotations: "holdfast.dev/startup: \(startup)"),
            ["--exit-when", "done", "--timeout", "20s"])
        let result = run.finish()
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("| in order"))
    }

    /// Fact 1 for termination, and the second Ctrl-C.
    @Test func twiceKillsWhatIgnoresTheSignal() throws {
        let run = try UpProcess(
            pod("    - {name: deaf, command: [sh, -c, \"trap '' TERM; echo deaf; while :; do sleep 1; done\"]}"), [])
        #expect(run.line(containing: "| deaf") != nil)
        run.signal(SIGTERM)
        #expect(run.line(containing: "stopping") != nil)
        run.signal(SIGTERM)
        #expect(run.finish().code == 143)
        #expect(run.leftovers().isEmpty)
    }

    @Test func nothingIsLeftWhenUpItselfIsKilled() throws {
        let run = try UpProcess(
            pod("    - {name: main, command: [sh, -c, 'setsid sleep 1000 & echo there; sleep 1000']}"), [])
        #expect(run.line(containing: "| there") != nil)
        #expect(!run.leftovers().isEmpty)
        run.signal(SIGKILL)
        // The keeper holds the other end of the output: it ends when everything below it has.
        #expect(run.finish().code == 128 + SIGKILL)
        var turns = 0
        while !run.leftovers().isEmpty, turns < 200_000 { turns += 1 }
        #expect(run.leftovers().isEmpty)
    }

    @Test func aContainerWithoutACommandIsAnErrorWithItsPlace() throws {
        let run = try UpProcess(pod("    - {name: main, image: nginx}"), [])
        let result = run.finish()
        #expect(result.code == 2)
        #expect(result.errors.contains("pod.yaml:10:7: error: container \"main\" has no command"))
    }

    @Test func probesAndVariablesWork() throws {
        let run = try UpProcess(
            pod(
                """
                    - name: main
                      command: [sh, -c, "sleep 0.2; touch $(NAME).ready; echo said $(NAME); exec sleep 1000"]
                      env: [{name: BASE, value: shop}, {name: NAME, value: $(BASE)-1}]
                      readinessProbe: {exec: {command: [test, -e, shop-1.ready]}, periodSeconds: 1}
                """), ["--exit-when", "ready", "--timeout", "20s", "-o", "svg", "--output-file", "t.svg"])
        let result = run.finish()
        #expect(result.code == 0)
        #expect(result.output.contains("| said shop-1"))
        let svg = try String(contentsOf: run.directory.appendingPathComponent("t.svg"), encoding: .utf8)
        #expect(svg.hasPrefix("<svg") || svg.contains("<svg"))
    }
}
