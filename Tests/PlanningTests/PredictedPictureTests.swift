import Manifests
import Prediction
import Rendering
import StartupGraph
import Testing
import Topology

@testable import Planning

/// Pictures with the times of a predicted run.
struct PredictedPictureTests {
    private func picture(_ text: String, assume: [String] = []) throws -> GraphPicture {
        let survey = Survey(ManifestSet([Source(name: "a.yaml", text: text)]))
        let forecast = Forecast(survey, .declared, try Assumptions(assume))
        let graph = survey.graph()
        let times = NodeTimes.times(of: survey, graph, forecast, forecast.run())
        return try PictureBuilder(survey, graph, times: times).picture(title: "")
    }

    private func names(_ path: [Int], _ picture: GraphPicture) -> [String] {
        path.map { index in
            let node = picture.nodes[index]
            return (node.group.map { picture.groups[$0].title + "/" } ?? "") + node.label
        }
    }

    private func service(_ name: String, more: String = "") -> String {
        """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: \(name)}
        spec: {selector: {in: \(name)}, ports: [{port: 80}]\(more)}

        """
    }

    private func pod(_ name: String, in service: String = "none", waitsFor: String = "", more: String = "") -> String {
        let wait = waitsFor.isEmpty ? "" : "holdfast.dev/wait-for: \"\(waitsFor)\""
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), labels: {in: \(service)}, annotations: {\(wait)}}
            spec: {containers: [{name: app, image: \(name), command: [run]}]\(more)}

            """
    }

    @Test func theCriticalPathEndsWhenTheRunDoes() throws {
        let inits = (1...4).map { "{name: i\($0), image: i, command: [a]}" }.joined(separator: ", ")
        let text =
            service("b") + pod("b", in: "b") + pod("a", waitsFor: "http://b/", more: ", initContainers: [\(inits)]")
        // By durations alone b (7 s) would decide; the kubelet's time between the init containers makes a the last.
        let picture = try picture(text, assume: ["pod/b/app=ready:7s", "pod/a/app=ready:1s"])
        #expect(picture.criticalPath.last.map { picture.nodes[$0].ready } == picture.end)
        #expect(picture.nodes.allSatisfy { ($0.slack ?? .zero) >= .zero })
    }

    @Test func podsThatAreNotDrawnDecideNothing() throws {
        let text = service("b") + pod("b", in: "b") + pod("a", waitsFor: "http://b/") + pod("slow")
        let picture = try picture(text, assume: ["pod/slow/app=ready:90s"])
        #expect(names(picture.criticalPath, picture) == ["pod/b/app", "pod/a/app"])
        #expect(picture.nodes.map(\.slack) == [.zero, .zero])
    }

    @Test func onePodBehindAServiceIsEnough() throws {
        let text =
            service("x") + pod("slow", in: "x") + pod("fast", in: "x") + pod("joins", in: "x", waitsFor: "http://x/")
        let picture = try picture(text, assume: ["pod/slow/app=ready:60s"])
        #expect(names(picture.criticalPath, picture) == ["pod/slow/app"])
        #expect(picture.nodes[2].ready.map { $0 < .seconds(10) } == true)
        #expect(picture.edges.allSatisfy { !$0.isCritical })
    }

    @Test func aDelayTakesTimeAndComesToAnEnd() throws {
        let picture = try picture(pod("a", waitsFor: "delay:5s"))
        #expect(names(picture.criticalPath, picture) == ["delay:5s", "pod/a/app"])
        #expect(picture.end != nil)
        let delay = try #require(picture.nodes.last)
        #expect(delay.start.flatMap { start in delay.ready.map { $0 - start } } == .seconds(5))
    }

    @Test(arguments: [
        // The name of a Service resolves before any of its pods is there.
        "dns://b", "dns:b.default.svc.cluster.local",
    ])
    func namesThatResolveAnywayMakeNoCircle(_ target: String) throws {
        let text = service("a") + service("b") + pod("a", in: "a", waitsFor: target)
        let picture = try picture(text + pod("b", in: "b", waitsFor: "http://a/"))
        #expect(picture.nodes.map(\.wave) == [1, 2, 0])
        #expect(picture.end != nil)
    }

    @Test func peersThatArePublishedBeforeTheyAreReadyFindThemselves() throws {
        let more = ", clusterIP: None, publishNotReadyAddresses: true"
        #expect(try picture(service("p", more: more) + pod("p", in: "p", waitsFor: "dns://p")).end != nil)
        #expect(throws: CycleError.self) {
            try picture(service("p", more: ", clusterIP: None") + pod("p", in: "p", waitsFor: "dns://p"))
        }
    }

    @Test func whoGivesUpWaitingMakesNoCircle() throws {
        let text = service("a") + service("b") + pod("a", in: "a", waitsFor: "http://b/")
        func other(_ onTimeout: String) -> String {
            pod("b", in: "b", waitsFor: "http://a/").replacing(
                "annotations: {",
                with: "annotations: {holdfast.dev/timeout: 10s, holdfast.dev/on-timeout: \(onTimeout), ")
        }
        let picture = try picture(text + other("proceed"))
        #expect(picture.nodes.map(\.wave) == [1, 0])
        #expect(picture.end != nil)
        #expect(throws: CycleError.self) { try self.picture(text + other("fail")) }
    }

    @Test func aWaitWrittenByHandIsPredictedAsItIs() throws {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
                - {name: istio-proxy, image: istio/proxyv2}
                - name: app
                  image: app
                  command: [sh, -c, "until curl -fs http://localhost:15021/healthz/ready; do sleep 1; done; exec run"]
            """
        let picture = try picture(text)
        // Nothing copies a waiter into a pod that declares nothing.
        #expect(picture.nodes.map(\.start) == [.milliseconds(700), .milliseconds(3400)])
        #expect(picture.edges.map(\.dependency) == [0])
        #expect(picture.edges.map(\.stronger) == [""])
    }

    @Test func aNameOrAPortIsNoStrongerWhenItIsDeclared() throws {
        func stronger(_ check: String) throws -> String? {
            let wait = "{name: w, image: busybox, command: [sh, -c, 'until \(check); do sleep 1; done']}"
            return try picture(pod("a", more: ", initContainers: [\(wait)]")).edges.first { $0.strategy != "native" }?
                .stronger
        }
        for check in ["nslookup far.example.com", "nc -z far.example.com 9000"] {
            #expect(try stronger(check)?.hasPrefix("a question that only a ready one answers") == true)
        }
    }
}
