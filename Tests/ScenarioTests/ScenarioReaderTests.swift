import Manifests
import Prediction
import Testing

@testable import Scenario

/// The format: what it may say, and where its mistakes are.
struct ScenarioReaderTests {
    static let pod = """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shop}
        spec:
          containers:
            - {name: proxy, image: example/proxy}
            - {name: app, image: example/app}

        """

    private func read(_ head: String, _ manifests: String = pod) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
        ScenarioReader.read(Source(name: "folder/some.yaml", text: head + "\n" + manifests))
    }

    @Test func saysEverything() throws {
        let (scenario, diagnostics) = read(
            """
            scenario: All of it
            facts: [1, 2]
            until: 7s
            timing: {relist: 500ms, containerStart: 700ms, endpoints: 100ms}
            tolerance: 20ms
            programs:
              proxy: {listen: 1s, ready: 2s, port: 28899, end: 3s, code: 4}
              app:
                pause: 250ms
                wait:
                  - {for: proxy started, every: 2s}
                  - {for: "http://db:5432/", every: 1s, after: 500ms, timeout: 1m, onTimeout: proceed}
                needs: [proxy ready, "tcp://localhost:28899"]
                crash: 1.5s
            targets:
              tcp://db:5432: never
            expect:
              - app started: 0s
              - shop/app exited 1: 1.5s
              - proxy hook failed: 2s
              - pod ready: 3s
            measured:
              kubelet-1.36:
                timing: {containerStart: 300ms}
                events:
                  - app started: 300ms
            """)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.text))")
        let read = try #require(scenario)
        #expect(read.name == "some")
        #expect(read.title == "All of it")
        #expect(read.until == .seconds(7))
        #expect(
            read.timing
                == ScenarioTiming(
                    relist: .milliseconds(500), containerStart: .milliseconds(700), endpoints: .milliseconds(100)))
        #expect(read.programs["proxy"]?.code == 4)
        let app = try #require(read.programs["app"])
        #expect(app.waits.map(\.every) == [.seconds(2), .seconds(1)])
        #expect(app.waits[1].onTimeout == .proceed)
        #expect(app.waits[1].timeout == .seconds(60))
        #expect(app.needs[0] == .container("proxy", .answering))
        #expect(read.targets[0].readyAt == nil)
        #expect(
            read.expected.map { $0.event.text(isShort: true) }[1...] == [
                "app exited 1", "proxy hook failed", "pod ready",
            ])
        #expect(read.measured[0].timing.containerStart == .milliseconds(300))
        #expect(read.measured[0].timing.relist == .seconds(1))
    }

    @Test(arguments: [
        ("until: 7", "until must be a time"), ("until: 2h", "until must be a time up to an hour"),
        ("untli: 7s", "has no key \"untli\""), ("facts: [11]", "facts[0] must be the number of a fact"),
        ("timing: {relits: 1s}", "timing has no key \"relits\""),
        ("programs: {ap: {}}", "there is no container \"ap\""),
        ("programs: {app: {reday: 1s}}", "a program has no key \"reday\""),
        ("programs: {app: {end: 1s, ready: 2s}}", "programs.app.end comes before ready"),
        ("programs: {app: {listen: 3s, ready: 2s, port: 2000}}", "programs.app.listen comes after ready"),
        ("programs: {app: {listen: 1s, ready: 2s}}", "programs.app.listen is of no use"),
        ("programs: {app: {crash: 1s}}", "programs.app.crash is of no use"),
        ("programs: {app: {port: 80}}", "programs.app.port must be 1024"),
        ("programs: {app: {code: 256}}", "programs.app.code must be 0 to 255"),
        ("programs: {app: {needs: [proxy]}}", "says nothing that can be asked"),
        ("programs: {app: {needs: [prox ready]}}", "asks for prox ready, and nobody makes that true"),
        ("programs: {app: {needs: [\"tcp://db:1\"]}}", "asks for tcp://db:1, and nobody"),
        ("programs: {app: {wait: {every: 1s}}}", "programs.app.wait says not what for"),
        ("programs: {app: {wait: {for: proxy ready, every: 0s}}}", "every must be more than 0"),
        ("programs: {app: {wait: {for: proxy ready, onTimeout: block}}}", "onTimeout must be fail or proceed"),
        ("programs: {app: {postStart: {pause: 1s}}}", "has no postStart hook in its manifest"),
        ("targets: {\"tcp://db\": 1s}", "db"),
        ("targets: {\"tcp://db:1\": soon}", "targets.tcp://db:1 must be a time"),
        ("expect: [app started]", "expect[0] must be an event and its time"),
        ("expect: [{app begun: 1s}]", "\"app begun\" is no event"),
        ("expect: [{pod started: 1s}]", "\"pod started\" is no event"),
        ("expect: [{app succeeded: 1s}]", "\"app succeeded\" is no event"),
        ("expect: [{ap started: 1s}]", "is about nobody in the manifests"),
        ("expect: [{app started: 2s}, {app ready: 1s}]", "comes before the event above it"),
        ("timing: {probes: {app: 1s}}", "[POD/]CONTAINER and startup, readiness or liveness"),
        ("timing: {probes: {app ready: 1s}}", "[POD/]CONTAINER and startup, readiness or liveness"),
        ("timing: {admitted: {shop: soon}}", "timing.admitted.shop must be a time"),
        ("measured: {up: {timing: {relist: 1s}}}", "measured.up.timing must be left out"),
    ])
    func saysWhatIsWrong(_ line: String, _ message: String) {
        let (scenario, diagnostics) = read("scenario: Wrong\n" + line)
        #expect(scenario == nil)
        #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics.map(\.text))")
        #expect(diagnostics.allSatisfy { $0.file == "folder/some.yaml" })
    }

    @Test func whatAKubeletDrewByChance() throws {
        let (scenario, diagnostics) = read(
            """
            scenario: A kubelet's own
            measured:
              kubelet-1.20:
                timing: {relistPhase: 430ms, retry: 12.3s, admitted: {shop: 200ms}, probes: {app readiness: 340ms, shop/proxy startup: 1s}}
            """)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.text))")
        let timing = try #require(scenario?.measured.first?.timing)
        #expect(timing.relistPhase == .milliseconds(430))
        #expect(timing.retry == .milliseconds(12_300))
        #expect(timing.admitted == ["shop": .milliseconds(200)])
        #expect(
            timing.probes == [
                .init(pod: "shop", container: "app", kind: .readiness): .milliseconds(340),
                .init(pod: "shop", container: "proxy", kind: .startup): .seconds(1),
            ])
    }

    @Test(arguments: ["", "kind: Pod\n", "- scenario", "scenario: [", "scenario: x\n"])
    func whatIsNoScenarioIsSaidToBeNone(_ text: String) {
        let (scenario, diagnostics) = ScenarioReader.read(Source(name: "x.yaml", text: text))
        #expect(scenario == nil)
        #expect(!diagnostics.isEmpty)
    }

    /// Two pods: every event has to say whose it is.
    @Test func podsAreNamedWhereThereAreSeveral() {
        let two = Self.pod + Self.pod.replacing("shop", with: "other")
        #expect(read("scenario: x\nexpect: [{app started: 1s}]", two).scenario == nil)
        #expect(read("scenario: x\nexpect: [{other/app started: 1s}, {pod/shop ready: 2s}]", two).scenario != nil)
    }

    @Test func whatIsTooLargeIsNotRead() {
        let (scenario, diagnostics) = read("scenario: \"" + String(repeating: "x", count: 1 << 20) + "\"")
        #expect(scenario == nil)
        #expect(diagnostics.first?.message.contains("limit") == true)
    }
}
