import Injection
import Kubelet
import Manifests
import Rendering
import Startup
import Testing
import Topology

@testable import Prediction

struct ForecastTests {
    let assumptions = try? Assumptions(["config=ready:10s", "pg=ready:4s", "shop=ready:3s,crash:1s"])

    func forecast(_ text: String, _ way: Way) throws -> Forecast {
        Forecast(Manifest.survey(text), way, try #require(assumptions))
    }

    @Test func whatNothingHoldsFallsOver() throws {
        let outcome = try forecast(Manifest.shop, .today).run()
        let shop = try #require(outcome.pod("shop"))
        #expect(shop.restarts > 1)
        #expect(shop.containers[0].early == ["http://config:8080/info", "postgres://db:5432"])
        #expect(outcome.isComplete)
    }

    @Test func thePlanHoldsThroughServicesUntilTheirPodsAreReady() throws {
        let outcome = try forecast(Manifest.shop, .plan).run()
        let shop = try #require(outcome.pod("shop"))
        #expect(shop.restarts == 0)
        #expect(shop.containers.map(\.name) == ["holdfast-wait", "shop"])
        let config = try #require(outcome.pod("config")?.readyAt)
        let start = try #require(shop.container("shop")?.firstInstructionAt)
        // The endpoint, the next attempt, the relist and the start of a container.
        #expect(start > config + .ms(1700) && start < config + .ms(2200))
        #expect(outcome.timeline.hazards.isEmpty)
        #expect(outcome.timeline.criticalPath.count == 3)
        #expect(outcome.timeline.rows.first { $0.container == "shop" }?.spans.first?.activity == .held)
    }

    @Test func wrapIsQuicker() throws {
        let text = Manifest.shop
        let plan = try #require(try forecast(text, .plan).run().pod("shop")?.doneAt)
        let wrapped = try forecast(text, .wrap)
        #expect(wrapped.pods[2].spec.initContainers.map(\.name) == ["holdfast-copy"])
        let wrap = try #require(wrapped.run().pod("shop")?.doneAt)
        #expect(wrap < plan - .s(1))
    }

    /// The other way round: what `inject` writes, read as a manifest that stands for itself.
    @Test(arguments: [Strategy.auto, .wrap])
    func injectedManifestsGiveTheSame(_ strategy: Strategy) throws {
        let injected = InjectionRun.inject(
            [Source(name: "a.yaml", text: Manifest.shop)], settings(strategy))
        let text = try #require(injected.files.first.map { String(decoding: $0.bytes, as: UTF8.self) })
        let asWritten = try forecast(text, .today).run()
        let planned = try forecast(Manifest.shop, strategy == .wrap ? .wrap : .plan).run()
        for (left, right) in zip(asWritten.pods, planned.pods) {
            #expect(left.containers.map(\.name) == right.containers.map(\.name))
            #expect(left.containers.map(\.firstInstructionAt) == right.containers.map(\.firstInstructionAt))
            #expect(left.doneAt == right.doneAt)
        }
    }

    private func settings(_ strategy: Strategy) -> InjectionSettings {
        var settings = InjectionSettings()
        settings.defaults.strategy = strategy
        return settings
    }

    @Test func containersOfOnePod() throws {
        let text = Manifest.deployment(
            "web", annotations: "holdfast.dev/order: \"proxy, app\"",
            "{containers: [{name: app, image: a, command: [a], \(Manifest.probe)}, {name: proxy, image: p, ports: [{containerPort: 9000}], readinessProbe: {httpGet: {port: 9000, path: /}, periodSeconds: 1}}]}"
        )
        let assumptions = try Assumptions(["proxy=ready:5s", "app=ready:1s,crash:500ms"])
        let survey = Manifest.survey(text)
        let today = Forecast(survey, .today, assumptions).run()
        #expect(today.pods[0].container("app")?.early == ["proxy"])
        for way in [Way.plan, .wrap, .hooks, .sleep(.s(30))] {
            let outcome = Forecast(survey, way, assumptions).run()
            #expect(outcome.pods[0].container("app")?.early == [], "\(way)")
            let proxy = try #require(outcome.pods[0].container("proxy")?.answeringAt)
            let app = try #require(outcome.start("app", of: "web"))
            #expect(app >= proxy, "\(way)")
            if way != .sleep(.s(30)) { #expect(app < proxy + .s(3), "\(way)") }
        }
        // Of a container in the same pod an init container sees nothing.
        #expect(Forecast(survey, .initLoop(pause: .s(2)), assumptions).unchanged == [0])
    }

    @Test func hooksThatGiveUpLetEverythingThrough() throws {
        let text = Manifest.deployment(
            "web", annotations: "holdfast.dev/order: \"proxy, app\"",
            "{containers: [{name: app, image: a}, {name: proxy, image: p, ports: [{containerPort: 9000}]}]}")
        let outcome = Forecast(Manifest.survey(text), .hooks, try Assumptions(["proxy=ready:90s"])).run(
            until: .s(80))
        #expect(outcome.start("app", of: "web").map { $0 < .s(65) } == true)
        #expect(outcome.timeline.hazards.contains { $0.contains("starts app all the same") })
    }

    @Test func aWaiterThatSomebodyWroteIsUnderstood() throws {
        let text = Manifest.deployment(
            "x",
            "{containers: [{name: x, image: x, command: [/bin/waiter, wait, --any, 'http://a/', 'http://b/', --, app], env: [{name: WAITER_TIMEOUT, value: 7s}, {name: WAITER_ON_TIMEOUT, value: proceed}]}]}"
        )
        let forecast = Forecast(
            Manifest.survey(text), .today, try Assumptions(["http://b/=ready:5s", "http://a/=ready:never"]))
        guard case .wait(let wait)? = forecast.pods[0].containers[0].program.first else {
            Issue.record("it does not wait")
            return
        }
        #expect(wait.enough == 1)
        #expect(wait.needs.map(\.deadline) == [.s(7), .s(7)])
        #expect(wait.needs.map(\.onTimeout) == [.proceed, .proceed])
        let start = try #require(forecast.run().start("x", of: "x"))
        #expect(start >= .s(5) && start < .ms(5300))
    }

    // MARK: Mesh

    static let meshed =
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {istio-injection: enabled}}\n"
        + Manifest.deployment("web", "{containers: [{name: app, image: a, command: [a], \(Manifest.probe)}]}")

    @Test func theProxyThatIstioAddsIsThere() throws {
        let native = Forecast(Manifest.survey(ForecastTests.meshed), .today)
        #expect(native.pods[0].spec.initContainers.map(\.name) == ["istio-proxy"])
        var settings = SurveySettings()
        settings.cluster.version = KubernetesVersion(1, 28)
        let survey = Manifest.survey(ForecastTests.meshed, settings)
        #expect(Forecast(survey, .today).pods[0].spec.containers.map(\.name) == ["app", "istio-proxy"])
        let held = Forecast(survey, .istioHold)
        #expect(held.pods[0].spec.containers.map(\.name) == ["istio-proxy", "app"])
        let outcome = held.run()
        let proxy = try #require(outcome.pods[0].containers[0].answeringAt)
        #expect(try #require(outcome.start("app", of: "web")) > proxy)
    }

    // MARK: Written by hand

    static func loop(_ script: String) -> String {
        Manifest.service("config", port: 8080)
            + Manifest.deployment("config", "{containers: [{name: config, image: c, \(Manifest.probe)}]}")
            + Manifest.deployment(
                "shop",
                "{initContainers: [{name: wait, image: busybox, command: [sh, -c, \"\(script)\"]}], containers: [{name: shop, image: s, command: [shop], \(Manifest.probe)}]}"
            )
    }

    @Test func handWrittenWaitsAreSeen() throws {
        let text = ForecastTests.loop("until curl -sf http://config:8080/; do sleep 5; done")
        let outcome = try forecast(text, .today).run()
        let shop = try #require(outcome.pod("shop"))
        #expect(shop.containers[0].waited.map(\.name) == ["http://config:8080/"])
        let config = try #require(outcome.pod("config")?.readyAt)
        #expect(try #require(shop.containers[0].completedAt) > config)
        #expect(shop.containers[1].early.isEmpty)
        // What it means is what Holdfast would do instead.
        let planned = try forecast(text, .plan)
        #expect(planned.pods[1].spec.initContainers.map(\.name) == ["holdfast-wait"])
        let quick = try #require(planned.run().pod("shop")?.doneAt)
        let slow = try #require(shop.doneAt)
        #expect(quick < slow)
        #expect(try forecast(text, .unheld).pods[1].spec.initContainers.isEmpty)
    }

    @Test func aSleepWaitsForNobody() throws {
        let outcome = try forecast(ForecastTests.loop("sleep 20"), .today).run()
        let wait = try #require(outcome.pod("shop")?.containers[0])
        let (began, ended) = (try #require(wait.startedAt), try #require(wait.completedAt))
        #expect(ended - began == .s(20))
    }

    @Test func whatWaitsForItsOwnPodIsNotMigrated() throws {
        let text = Manifest.deployment(
            "db",
            "{containers: [{name: pg, image: postgres, ports: [{containerPort: 5432}]}, {name: tool, image: t, command: [sh, -c, \"until pg_isready -h 127.0.0.1; do sleep 1; done; tool\"]}]}"
        )
        let survey = Manifest.survey(text)
        #expect(Forecast(survey, .plan).unchanged == [0])
        let outcome = Forecast(survey, .today, try Assumptions(["pg=ready:4s"])).run()
        let (pg, tool) = (
            try #require(outcome.pods[0].containers[0].answeringAt), try #require(outcome.start("tool", of: "db"))
        )
        #expect(tool > pg && tool < pg + .s(2))
    }

    /// The apollo example as `holdfast up` once ran it: ready at 5.06 s, let go at 4.5 s, all ready at 5.55 s.
    @Test func whatWasRecordedComesOutAgain() throws {
        let rows = [("config", "config", 14, 5059), ("db", "pg", 30, 3053)].map { pod, name, start, ready in
            """
            {"pod": "\(pod)", "container": "\(name)", "spans": [{"activity": "starting", "startMs": \(start), "endMs": \(ready)}],
             "marks": [{"kind": "started", "timeMs": \(start)}, {"kind": "ready", "timeMs": \(ready)}]}
            """
        }
        let source = Source(name: "t.json", text: "{\"version\": 1, \"rows\": [\(rows.joined(separator: ","))]}")
        let trace = try #require(RecordedTrace.read(source).trace)
        let assumptions = try Assumptions(["shop=ready:200ms"], trace: trace)
        let outcome = Forecast(Manifest.survey(Manifest.shop), .plan, assumptions).run(isLocal: true, timing: .none)
        for (pod, recorded) in [("config", 5059), ("shop", 5553)] {
            let ready = try #require(outcome.pod(pod)?.readyAt)
            #expect(abs(Double(ready.nanoseconds) / 1e6 - Double(recorded)) < Double(recorded) / 10, "\(pod): \(ready)")
        }
    }

    // MARK: What is assumed

    @Test func everythingThatIsAssumedIsListed() throws {
        let forecast = Forecast(
            Manifest.survey(
                Manifest.shop
                    + Manifest.deployment(
                        "x", annotations: "holdfast.dev/wait-for: \"https://example.com/\"",
                        "{containers: [{name: x, image: x}]}")),
            .plan, try Assumptions(["shop=ready:3s,pull:2s"]))
        let texts = forecast.assumed.map(\.text)
        #expect(texts.contains("deployment/config/config: ready 2s after its start (assumed)"))
        #expect(texts.contains("deployment/shop/shop: ready 3s after its start (as given)"))
        #expect(texts.contains("deployment/shop/shop: its image is pulled for 2s (as given)"))
        #expect(texts.contains("https://example.com/: ready from the beginning (assumed)"))
        #expect(forecast.targets == ["https://example.com/"])
    }

    @Test func jobsAreWaitedFor() throws {
        let text =
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: migrate}
            spec: {template: {spec: {restartPolicy: Never, containers: [{name: migrate, image: m, command: [m]}]}}}

            """
            + Manifest.deployment(
                "shop", annotations: "holdfast.dev/wait-for: \"kube:job/migrate\"",
                "{containers: [{name: shop, image: s}]}")
        let outcome = Forecast(Manifest.survey(text), .plan, try Assumptions(["migrate=end:12s"])).run()
        let job = try #require(outcome.pod("migrate"))
        #expect(job.succeeded == true)
        let finished = try #require(job.doneAt)
        let shop = try #require(outcome.pod("shop")?.container("shop")?.firstInstructionAt)
        #expect(shop > finished && shop < finished + .s(3))
    }

    @Test func workloadsThatWaitForEachOtherAreNamed() throws {
        let text =
            Manifest.service("a", port: 80) + Manifest.service("b", port: 80)
            + Manifest.deployment(
                "a", annotations: "holdfast.dev/wait-for: \"http://b/\"", "{containers: [{name: a, image: a}]}")
            + Manifest.deployment(
                "b", annotations: "holdfast.dev/wait-for: \"http://a/\"", "{containers: [{name: b, image: b}]}")
        let outcome = Forecast(Manifest.survey(text), .plan).run()
        #expect(outcome.circles == [["a", "b"]])
        #expect(outcome.blocked.map(\.waitsFor) == [["http://b/"], ["http://a/"]])
    }
}
