import Manifests
import Testing
import Topology

@testable import Prediction

struct ComparisonTests {
    func compare(_ text: String, _ assumptions: [String]) throws -> Comparison {
        Comparison(Manifest.survey(text), try Assumptions(assumptions))
    }

    @Test func theWaysStandSideBySide() throws {
        let comparison = try compare(
            Manifest.shop, ["config=ready:20s", "pg=ready:4s", "shop=ready:3s,crash:1s"])
        #expect(comparison.workloads.map(\.title) == ["deployment/shop"])
        let shop = try #require(comparison.workloads.first)
        #expect(
            shop.rows.map(\.way) == [.today, .sleep(.s(30)), .initLoop(pause: .s(2)), .plan, .wrap])
        let today = try #require(shop.row(.today))
        #expect(today.cold.restarts > 2)
        #expect(today.scaling.restarts == 0 && today.extra == .zero)
        let plan = try #require(shop.row(.plan))
        let wrap = try #require(shop.row(.wrap))
        let loop = try #require(shop.row(.initLoop(pause: .s(2))))
        let sleep = try #require(shop.row(.sleep(.s(30))))
        #expect(plan.cold.restarts == 0)
        let times = [wrap, plan, loop, sleep, today].compactMap(\.cold.done)
        #expect(times == times.sorted() && times.count == 5)
        // An init container more costs its start and the relist; a sleep costs all of it.
        #expect(try #require(plan.extra) > .s(1))
        #expect(try #require(sleep.extra) == .s(30))
        #expect(shop.advice.verdict == .hold || shop.advice.verdict == .wrap)
        #expect(shop.advice.reason.contains("falls over"))
    }

    @Test func whatIsNotKnownIsAsked() throws {
        let comparison = try compare(Manifest.shop, ["config=ready:20s"])
        #expect(comparison.workloads.first?.advice.verdict == .ask)
        #expect(comparison.workloads.first?.advice.reason.contains("http://config:8080/info") == true)
    }

    @Test func whatIsThereInTimeNeedsNoHold() throws {
        let text = Manifest.deployment(
            "x", annotations: "holdfast.dev/wait-for: \"https://example.com/\"", "{containers: [{name: x, image: x}]}")
        let advice = try #require(try compare(text, []).workloads.first?.advice)
        #expect(advice == Advice(.leave, "everything that it needs is there in time without"))
    }

    /// The answer to what is asked is an answer.
    @Test func whoCopesIsLeft() throws {
        let comparison = try compare(Manifest.shop, ["config=ready:20s", "shop=crash:never"])
        let advice = try #require(comparison.workloads.first?.advice)
        #expect(advice.verdict == .leave)
        #expect(advice.reason.contains("copes"))
        #expect(comparison.workloads.first?.unheld.cold.early == [])
    }

    @Test func whatNeverComesHasToBeMended() throws {
        let text = Manifest.deployment(
            "x", annotations: "holdfast.dev/wait-for: \"https://example.com/\"", "{containers: [{name: x, image: x}]}")
        let advice = try #require(try compare(text, ["https://example.com/=ready:never"]).workloads.first?.advice)
        #expect(advice.verdict == .mend)
        #expect(advice.reason.contains("https://example.com/"))
    }

    @Test func whatWaitsForNothingIsLeftOut() throws {
        #expect(try compare(Manifest.deployment("x", "{containers: [{name: x, image: x}]}"), []).workloads.isEmpty)
    }

    @Test func handWrittenLoopsAreCompared() throws {
        let text = ForecastTests.loop("until curl -sf http://config:8080/; do sleep 30; done")
        let shop = try #require(try compare(text, ["config=ready:31s"]).workloads.first)
        #expect(shop.title == "deployment/shop")
        #expect(shop.advice.verdict == .hold || shop.advice.verdict == .wrap)
        #expect(shop.advice.reason.contains("instead of"))
        #expect(shop.unheld.cold.early == ["http://config:8080/"])
    }

    @Test func aSleepSaysNothing() throws {
        let shop = try #require(try compare(ForecastTests.loop("sleep 20"), []).workloads.first)
        #expect(shop.rows.map(\.way) == [.today])
        #expect(shop.advice.verdict == .ask)
        #expect(shop.advice.reason.contains("sleeps for 20s"))
    }

    @Test func aHookThatWaitsForOthersIsMigrated() throws {
        let text =
            Manifest.service("config", port: 8080)
            + Manifest.deployment("config", "{containers: [{name: config, image: c, \(Manifest.probe)}]}")
            + Manifest.deployment(
                "shop",
                "{containers: [{name: agent, image: a, lifecycle: {postStart: {exec: {command: [sh, -c, \"until curl -sf http://config:8080/; do sleep 10; done\"]}}}}, {name: shop, image: s, command: [shop], \(Manifest.probe)}]}"
            )
        let survey = Manifest.survey(text)
        let assumptions = try Assumptions(["config=ready:31s", "shop=crash:1s"])
        let today = Forecast(survey, .today, assumptions).run()
        #expect(today.pod("shop")?.containers.map(\.early) == [[], []])
        let plan = Forecast(survey, .plan, assumptions)
        #expect(plan.pods[1].spec.containers.map(\.postStart) == [nil, nil])
        let (late, soon) = (try #require(today.pod("shop")?.doneAt), try #require(plan.run().pod("shop")?.doneAt))
        #expect(soon < late)
    }
}
