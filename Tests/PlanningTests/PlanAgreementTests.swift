import Manifests
import Prediction
import Rendering
import Testing
import Topology

@testable import Planning

/// Predicted pictures: their figures are those of the timeline beside them.
struct PlanAgreementTests {
    private func predicted(_ text: String, assume: [String] = []) throws -> (GraphPicture, Timeline) {
        let survey = Survey(ManifestSet([Source(name: "a.yaml", text: text)]))
        let forecast = Forecast(survey, .declared, try Assumptions(assume))
        let found = try PictureBuilder.predicted(survey, forecast, forecast.run(), title: "a.yaml")
        return (found.picture, found.timeline)
    }

    private func path(_ picture: GraphPicture) -> [String] { picture.criticalPath.map { picture.nodes[$0].label } }

    @Test func theSameNameTwiceIsTwoPods() throws {
        let shop = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"")
        let (picture, _) = try predicted(shop + "\n---\n" + shop + "\n---\n" + shop)
        #expect(picture.groups.count == 6)
        #expect(picture.nodes.filter { $0.wave == 1 }.count == 3)
    }

    @Test func aHandWrittenWaitStaysWhatItIs() throws {
        let shop = Pictured.shop("a: b").replacing(
            "spec: {containers: [{name: app, image: shop, command: [shop]}]}",
            with: """
                spec:
                        initContainers:
                          - {name: first, image: curl, command: [sh, -c, "until curl -f http://config/info; do sleep 2; done"]}
                        containers: [{name: app, image: shop, command: [shop]}]
                """)
        let (picture, timeline) = try predicted(shop, assume: ["deployment/config/app=ready:5s"])
        #expect(timeline.rows.map(\.container) == ["app", "first", "app"])
        #expect(path(picture) == ["app", "first", "app"])
        #expect(picture.nodes.allSatisfy { $0.start != nil && $0.ready != nil })
        #expect(picture.end == timeline.end)
        #expect(timeline.rows.allSatisfy(\.isCritical) && timeline.criticalPath.isEmpty)
    }

    @Test func aSleepEnds() throws {
        let text = Pictured.shop("a: b").replacing("command: [shop]", with: "command: [sh, -c, 'sleep 10; exec shop']")
        let (picture, _) = try predicted(text)
        #expect(path(picture) == ["delay:10s", "app"])
        #expect(picture.nodes.first { $0.kind == .target }?.ready == .seconds(10))
        #expect(picture.end != nil)
    }

    /// A sleep begins when the container does: what came before it is not a second less critical for it.
    @Test func aSleepTakesNothingOffThePath() throws {
        let text = Pictured.shop("a: b").replacing(
            "containers: [{name: app, image: shop, command: [shop]}]",
            with:
                "initContainers: [{name: first, image: i}], containers: [{name: app, image: s, command: [sh, -c, 'sleep 10; exec s']}]"
        )
        let (picture, _) = try predicted(text)
        #expect(path(picture) == ["first", "app"])
        #expect(picture.nodes.first { $0.label == "first" }?.slack == .zero)
    }

    /// The waiter asks a container of its own pod at once, the kubelet every ten seconds: who waits is held all the same.
    @Test func whoeverIsAskedDirectlyIsOnThePath() throws {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, annotations: {holdfast.dev/order: "proxy, app", holdfast.dev/strategy: wrap}}
            spec:
              containers:
              - {name: app, image: a, command: [a]}
              - {name: proxy, image: p, command: [p], readinessProbe: {httpGet: {port: 8081, path: /}}}
            """
        let (picture, _) = try predicted(text, assume: ["proxy=ready:3s"])
        let (proxy, app) = (picture.nodes[1], picture.nodes[0])
        #expect(proxy.label == "proxy" && app.label == "app")
        #expect(picture.edges.filter(\.isCritical).count <= 1)
        let slack = try #require(proxy.slack)
        #expect(slack < .seconds(9))
        let late = try predicted(text, assume: ["proxy=ready:3s", "app=ready:20s"]).0
        #expect(path(late) == ["proxy", "app"])
    }

    @Test func whatAHookWaitsForDecides() throws {
        let hook = "lifecycle: {postStart: {exec: {command: [pilot-agent, wait, --url, 'http://config/info']}}}"
        let text = Pictured.shop("a: b").replacing(
            "containers: [{name: app, image: shop, command: [shop]}]",
            with: "containers: [{name: agent, image: a, \(hook)}, {name: app, image: shop, command: [shop]}]")
        let (picture, timeline) = try predicted(text, assume: ["*=ready:5s", "agent=ready:1s"])
        #expect(path(picture) == ["app", "app"])
        #expect(picture.end == timeline.end)
        // The agent has been ready for long when the last one is.
        let agent = try #require(picture.nodes.first { $0.label == "agent" })
        #expect(try #require(agent.slack) > .seconds(1))
    }

    @Test func whatNeverIsHasNoEnd() throws {
        let text = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"")
        let (picture, _) = try predicted(text, assume: ["deployment/config=ready:never"])
        #expect(picture.end == nil)
        #expect(picture.remarks.first == "config/app runs and does not answer")
    }

    @Test func aDeclaredQuestionIsAboutItsOwnContainer() throws {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: business
              annotations:
                holdfast.dev/startup: |
                  containers: {app: {dependsOn: {proxy: ready}}, proxy: {ready: "http://localhost:25021/ready#status=200"}}
            spec:
              containers: [{name: app, image: a, command: [a]}, {name: proxy, image: p, command: [p]}]
            """
        let (picture, timeline) = try predicted(text, assume: ["proxy=ready:8s"])
        let proxy = try #require(picture.nodes.first { $0.label == "proxy" })
        let app = try #require(picture.nodes.first { $0.label == "app" })
        #expect(try #require(proxy.ready) >= #require(proxy.start) + .seconds(8))
        #expect(try #require(app.start) >= #require(proxy.ready))
        #expect(timeline.hazards.isEmpty)
    }

    /// Both ends of a need may be on the path without the need being what decides.
    @Test func onlyWhatDecidesIsCritical() throws {
        let text =
            Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"") + """

                ---
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                spec: {selector: {app: shop}, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: front, annotations: {holdfast.dev/wait-for: "http://shop/, http://config/info"}}
                spec: {containers: [{name: web, image: w}]}
                """
        let labelled = text.replacing(
            "{annotations: {holdfast.dev/wait-for: \"http://config/info\"}}",
            with: "{labels: {app: shop}, annotations: {holdfast.dev/wait-for: \"http://config/info\"}}")
        let (picture, _) = try predicted(labelled)
        #expect(path(picture) == ["app", "app", "web"])
        #expect(picture.edges.count == 3)
        #expect(picture.edges.filter(\.isCritical).map { [$0.dependency, $0.dependent] } == [[0, 1], [1, 2]])
    }

    /// What would be better is said where there is something better; of a rule, with its name.
    @Test(arguments: [
        ("sleep 10; exec shop", "HF101"),
        ("until nc -z config 80; do sleep 1; done; exec shop", "a question that only a ready one answers"),
        ("until curl -f http://config/; do sleep 1; done; exec shop", ""),
        ("timeout 60 sh -c \"until curl -f http://config/; do sleep 1; done\" && exec shop", ""),
    ])
    func aStrongerWayHasItsReason(script: String, rule: String) throws {
        let text = Pictured.shop("a: b").replacing("command: [shop]", with: "command: [sh, -c, '\(script)']")
        let (picture, _) = try predicted(text)
        let edge = try #require(picture.edges.first)
        #expect((rule.isEmpty || edge.stronger.contains(rule)) && edge.stronger.isEmpty == rule.isEmpty)
        #expect(!edge.stronger.contains("delay:"))
    }
}
