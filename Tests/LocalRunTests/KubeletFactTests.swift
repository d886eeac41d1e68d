import Foundation
import Testing

/// The kubelet's facts 4 to 7 and the order of termination, with real processes.
@Suite(.serialized) struct KubeletFactTests {
    private func pod(_ spec: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          terminationGracePeriodSeconds: 5
        \(spec)
        """
    }

    /// Kind and container of every event, in order.
    private func events(_ output: String) -> [String] {
        output.split(separator: "\n").compactMap { line in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let kind = object["kind"] as? String, !kind.contains("output")
            else { return nil }
            let text = object["text"] as? String ?? ""
            return "\(object["container"] as? String ?? "") \(kind) \(text)"
        }
    }

    private func index(_ events: [String], _ start: String) throws -> Int {
        try #require(events.firstIndex { $0.hasPrefix(start) }, "\(start) in \(events)")
    }

    /// Facts 4 and 6: no IP and no readiness before the first container's hook has returned.
    @Test func nobodyKnowsThePodWhileItsHookRuns() throws {
        let run = try UpProcess(
            pod(
                """
                  containers:
                    - name: main
                      command: [sleep, "1000"]
                      lifecycle: {postStart: {exec: {command: [sleep, "0.3"]}}}
                      readinessProbe: {exec: {command: ["true"]}, periodSeconds: 1}
                """), ["--format", "json", "--exit-when", "ready", "--timeout", "20s"])
        let result = run.finish()
        #expect(result.code == 0)
        let events = events(result.output)
        let hook = try index(events, "main hook postStart ended")
        #expect(try index(events, " published") > hook)
        #expect(try index(events, "main ready") > hook)
    }

    /// Fact 5: the status of a hook's answer is ignored, a refused connection kills the container.
    @Test func anHTTPHookTakesAnyStatusAndDoesNotWait() throws {
        let run = try UpProcess(
            pod(
                """
                  containers:
                    - name: web
                      command: [python3, -m, http.server, "28765", --bind, 127.0.0.1]
                      lifecycle: {postStart: {exec: {command: [waiter, wait, "tcp://127.0.0.1:28765"]}}}
                    - name: asks
                      command: [sleep, "1000"]
                      lifecycle: {postStart: {httpGet: {host: 127.0.0.1, port: 28765, path: /not-there}}}
                    - name: refused
                      command: [sleep, "1000"]
                      lifecycle: {postStart: {httpGet: {host: 127.0.0.1, port: 1, path: /}}}
                """), ["--format", "json"])
        #expect(run.line(containing: "\"container\":\"asks\",\"text\":\"postStart ended\"") != nil)
        let hazard = try #require(run.line(containing: "\"hazard\""))
        #expect(hazard.contains("hook of refused failed (connection refused"))
        run.signal(SIGTERM)
        #expect(run.finish().code == 143)
    }

    /// Fact 7: a dependency that crashes later holds nobody again, and is started again.
    @Test func orderIsAppliedOnce() throws {
        let run = try UpProcess(
            pod(
                """
                  initContainers:
                    - name: proxy
                      restartPolicy: Always
                      command: [sh, -c, "test -e again && exec sleep 1000; touch again; sleep 0.3; exit 3"]
                  containers:
                    - {name: app, command: [sleep, "1000"]}
                """), ["--format", "json"])
        #expect(run.line(containing: "\"container\":\"app\",\"text\":\"\"") != nil)
        #expect(run.line(containing: "\"container\":\"proxy\",\"text\":\"exit 3\"") != nil)
        #expect(run.line(containing: "\"kind\":\"started\",\"pod\":\"p\",\"container\":\"proxy\"") != nil)
        run.signal(SIGTERM)
        let events = events(run.finish().output)
        #expect(!events.contains { $0.hasPrefix("app start") })
    }

    /// preStop first; native sidecars last, in reverse order.
    @Test func terminationIsInReverse() throws {
        let run = try UpProcess(
            pod(
                """
                  initContainers:
                    - {name: one, restartPolicy: Always, command: [sleep, "1000"]}
                    - {name: two, restartPolicy: Always, command: [sleep, "1000"]}
                  containers:
                    - name: app
                      command: [sleep, "1000"]
                      lifecycle: {preStop: {exec: {command: [touch, stopped]}}}
                """), ["--format", "json"])
        #expect(run.line(containing: "\"ready\",\"pod\":\"p\",\"container\":\"app\"") != nil)
        run.signal(SIGTERM)
        let events = events(run.finish().output)
        #expect(FileManager.default.fileExists(atPath: run.directory.appendingPathComponent("stopped").path))
        let app = try index(events, "app exited")
        let two = try index(events, "two exited")
        #expect(app < two)
        #expect(two < (try index(events, "one exited")))
        #expect(run.leftovers().isEmpty)
    }
}
