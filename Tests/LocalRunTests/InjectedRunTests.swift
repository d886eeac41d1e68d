import Foundation
import Testing

/// What `holdfast inject` writes, run by `holdfast up` with the real waiter.
@Suite(.serialized) struct InjectedRunTests {
    /// How the dependency behaves.
    enum Dependency: String, CaseIterable, Sendable {
        case late = "sleep 0.5; touch ready; exec sleep 1000"
        case crashesFirst = "test -e crashed || { touch crashed; exit 1; }; sleep 0.3; touch ready; exec sleep 1000"
        case never = "exec sleep 1000"
    }

    /// How the application is held for it.
    enum Way: String, CaseIterable, Sendable {
        case initContainer, wrapTarget, sidecar, wrap, hook
    }

    private func manifest(_ way: Way, _ dependency: Dependency) -> String {
        let app =
            "- {name: app, command: [sh, -c, \"test -e ready && echo in order || echo too early; exec sleep 1000\"]}"
        let other = "- {name: dependency, command: [sh, -c, \"\(dependency.rawValue)\"]}"
        func pod(_ name: String, _ annotations: [String], _ containers: [String]) -> String {
            let lines = annotations.map { "    holdfast.dev/" + $0 }.joined(separator: "\n")
            return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: \(name)
                  annotations:
                    note: "1"
                \(lines)
                spec:
                  terminationGracePeriodSeconds: 5
                  containers:
                \(containers.map { "  " + $0 }.joined(separator: "\n"))

                """
        }
        switch way {
        case .initContainer:
            // It has no container's files, and nothing of its own pod runs by then.
            let served = other.replacing("ready; exec sleep 1000", with: "ready; exec python3 -m http.server 28766")
            return pod("app", ["wait-for: tcp://0.0.0.0:28766"], [app]) + "---\n" + pod("dependency", [], [served])
        case .wrapTarget:
            return pod("app", ["wait-for: file:ready", "strategy: wrap"], [app]) + "---\n"
                + pod("dependency", [], [other])
        case .sidecar, .wrap, .hook:
            let startup =
                "startup: '{containers: {app: {dependsOn: [dependency]}, dependency: {ready: \"file:ready\"}}}'"
            return pod("app", [startup, "strategy: \(way.rawValue)"], [app, other])
        }
    }

    @Test(arguments: Way.allCases, Dependency.allCases)
    func inOrder(_ way: Way, _ dependency: Dependency) throws {
        let injected = try HoldfastProcess.run(["inject", "-f", "-"], input: manifest(way, dependency))
        #expect(injected.code == 0, "\(injected.errors)")
        #expect(injected.output.contains("holdfast.dev/status"))
        let run = try UpProcess(injected.output, ["--timeout", dependency == .never ? "2s" : "30s"])
        if dependency == .never {
            let result = run.finish()
            #expect(result.code == 124, "\(result.errors)")
            #expect(!result.output.contains("in order") && !result.output.contains("too early"))
        } else {
            var said = ""
            while !said.contains("in order"), !said.contains("too early"), let line = run.line(containing: "| ") {
                said = line
            }
            // Fact 3 of the design: when the hook's own container crashes, the kubelet lets the next one go. That is
            // why `hook` is the last choice, and why its guarantee and its warning say so.
            let isOpen = way == .hook && dependency == .crashesFirst
            #expect(said.contains(isOpen ? "too early" : "in order"), "\(said)")
            if isOpen { #expect(injected.errors.contains("crashes")) }
            run.signal(SIGTERM)
            #expect(run.finish().code == 143)
        }
        #expect(run.leftovers().isEmpty)
    }

    /// A probe that runs a command can be asked only in its own container.
    @Test(arguments: ["wrap", "hook"])
    func aProbeThatRunsACommand(_ strategy: String) throws {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: app
              annotations: {holdfast.dev/order: "dependency, app", holdfast.dev/strategy: \(strategy)}
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - {name: app, command: [sh, -c, "test -e 'is ready' && echo in order || echo too early; exec sleep 1000"]}
              - name: dependency
                command: [sh, -c, "sleep 0.5; touch 'is ready'; exec sleep 1000"]
                readinessProbe: {exec: {command: [test, -e, "is ready"]}}

            """
        let injected = try HoldfastProcess.run(["inject", "-f", "-"], input: text)
        #expect(injected.code == 0 && !injected.errors.contains("says nothing"), "\(injected.errors)")
        let run = try UpProcess(injected.output, ["--timeout", "30s"])
        var said = ""
        while !said.contains("in order"), !said.contains("too early"), let line = run.line(containing: "| ") {
            said = line
        }
        #expect(said.contains("in order"), "\(said)")
        run.signal(SIGTERM)
        #expect(run.finish().code == 143 && run.leftovers().isEmpty)
    }
}
