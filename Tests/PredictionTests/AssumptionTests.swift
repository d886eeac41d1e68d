import Kubelet
import Manifests
import Probing
import Rendering
import Startup
import Testing
import Topology

@testable import Prediction

struct AssumptionTests {
    @Test func theGrammar() throws {
        let full = try Assumption("app=ready:3s,pull:2s,end:5s,crash:1500ms,listen:1s")
        #expect(full.subject == .container("app"))
        #expect(
            full.times == [
                .ready: .after(.s(3)), .pull: .after(.s(2)), .end: .after(.s(5)), .crash: .after(.ms(1500)),
                .listen: .after(.s(1)),
            ])
        #expect(try Assumption("*=pull:1s").subject == .everything)
        #expect(try Assumption("Deployment/shop=ready:1s").subject == .workload("deployment/shop", container: nil))
        #expect(
            try Assumption("deployment/shop/app=ready:1s").subject == .workload("deployment/shop", container: "app"))
        #expect(try Assumption("http://apollo:8080=ready:20s").subject == .target("http://apollo:8080"))
        #expect(try Assumption("http://a/#status=200=ready:never").times == [.ready: .never])
        #expect(try Assumption("kube:job/x=ready:1m").subject == .target("kube:job/x"))
    }

    @Test(arguments: [
        ("app", "\"app\" assumes nothing"), ("=ready:3s", "assumes nothing"), ("app=", "is not KEY:TIME"),
        ("app=ready", "\"ready\" in \"app=ready\" is not KEY:TIME"), ("app=ready:3", "\"3\" is not a length of time"),
        ("app=redy:3s", "\"redy\" is nothing that can be assumed"), ("app=ready:1s,ready:2s", "says ready twice"),
        ("app=ready:1s,", "is not KEY:TIME"), ("app=pull:never", "never runs"),
        ("deploymnt/shop=ready:1s", "\"deploymnt\" is not a kind"), ("a//b=ready:1s", "\"a//b\" is not a name"),
        ("a/b/c/d=ready:1s", "is not a name"), ("http://x:99999=ready:1s", "http://x:99999: "),
        ("http://x=end:1s", "of a target only ready"), ("app=listen:5s,ready:3s", "is ready before its port is open"),
    ])
    func whatIsWrongIsSaid(text: String, message: String) {
        let error = #expect(throws: UsageError.self) { try Assumption(text) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.cure.isEmpty == false)
    }

    @Test func aTypingErrorHasASuggestion() {
        let error = #expect(throws: UsageError.self) { try Assumption("app=redy:3s") }
        #expect(error?.cure == "did you mean \"ready\"?")
    }

    // MARK: What counts

    func times(_ spec: String, _ assumptions: [String], trace: RecordedTrace? = nil) throws -> ContainerTimes {
        let survey = Manifest.survey(Manifest.deployment("shop", spec))
        let pod = try #require(survey.pods.first?.pod)
        let container = try #require(pod.containers.first)
        return try Assumptions(assumptions, trace: trace).times(
            of: container, in: pod, isInit: false, isJob: false)
    }

    @Test(arguments: [
        ([], 2), (["*=ready:9s"], 9), (["*=ready:9s", "app=ready:8s"], 8), (["app=ready:8s", "*=ready:9s"], 8),
        (["app=ready:8s", "app=ready:7s"], 7), (["deployment/shop=ready:6s", "app=ready:8s"], 6),
        (["deployment/shop/app=ready:5s", "deployment/shop=ready:6s"], 5), (["deployment/other=ready:6s"], 2),
        (["other=ready:6s", "deployment/shop/other=ready:3s"], 2),
    ])
    func theNarrowerWordCounts(_ assumptions: [String], _ seconds: Int) throws {
        #expect(try times("{containers: [{name: app, image: a}]}", assumptions)[.ready] == .s(seconds))
    }

    @Test(arguments: [
        ("", 2, AssumedValue.Origin.standard),
        ("readinessProbe: {tcpSocket: {port: 1}, initialDelaySeconds: 15}", 15, .probe),
        ("startupProbe: {tcpSocket: {port: 1}, initialDelaySeconds: 5}", 5, .probe),
        ("readinessProbe: {tcpSocket: {port: 1}, periodSeconds: 30}", 2, .standard),
        ("startupProbe: {tcpSocket: {port: 1}, periodSeconds: 1, failureThreshold: 1}", 1, .probe),
    ])
    func probesSuggest(_ probe: String, _ seconds: Int, _ origin: AssumedValue.Origin) throws {
        let times = try times("{containers: [{name: app, image: a\(probe.isEmpty ? "" : ", " + probe)}]}", [])
        #expect(times.entries[.ready] == .init(time: .after(.s(seconds)), origin: origin))
        #expect(times[.end] == nil)
    }

    @Test func whatIsToEndEnds() throws {
        let survey = Manifest.survey(Manifest.deployment("shop", "{containers: [{name: app, image: a}]}"))
        let pod = try #require(survey.pods.first?.pod)
        let assumptions = Assumptions()
        #expect(assumptions.times(of: pod.containers[0], in: pod, isInit: true, isJob: false)[.end] == .s(1))
        #expect(assumptions.times(of: pod.containers[0], in: pod, isInit: false, isJob: true)[.end] == .s(5))
    }

    @Test func namesThatAreNotThereAreSaid() throws {
        let survey = Manifest.survey(Manifest.shop)
        let assumptions = try Assumptions([
            "shp=ready:1s", "deployment/shopp=ready:1s", "deployment/shop/ap=ready:1s", "http://x=ready:1s",
            "shop=ready:1s",
            "deployment/shop/shop=ready:1s", "*=ready:1s", "http://y/#status=200=ready:1s",
        ])
        let found = assumptions.unknown(in: survey, targets: ["http://y/"])
        #expect(
            found.map(\.message) == [
                "shp=ready:1s: no container is named \"shp\"",
                "deployment/shopp=ready:1s: there is no workload deployment/shopp",
                "deployment/shop/ap=ready:1s: deployment/shop has no container \"ap\"",
                "http://x=ready:1s: nobody waits for http://x, or it is among the manifests",
            ])
        #expect(found.first?.cure == "did you mean \"shop\"?")
    }

    // MARK: Recordings

    static let recording = """
        {"version": 1, "title": "t", "rows": [
          {"pod": "shop", "container": "app", "role": "container",
           "spans": [{"activity": "queued", "startMs": 0, "endMs": 100, "note": ""},
                     {"activity": "held", "startMs": 100, "endMs": 5000, "note": "x"},
                     {"activity": "starting", "startMs": 5000, "endMs": 8000, "note": ""},
                     {"activity": "running", "startMs": 8000, "endMs": 9000, "note": ""}],
           "marks": [{"kind": "started", "timeMs": 100, "text": ""}, {"kind": "ready", "timeMs": 8000, "text": ""}]},
          {"pod": "shop", "container": "init", "role": "init",
           "spans": [{"activity": "running", "startMs": 0, "endMs": 700, "note": ""},
                     {"activity": "completed", "startMs": 700, "endMs": 9000, "note": "exit 0"}],
           "marks": [{"kind": "started", "timeMs": 0, "text": ""}, {"kind": "exited", "timeMs": 700, "text": "exit 0"}]},
          {"pod": "shop", "container": "weak", "role": "container",
           "spans": [{"activity": "starting", "startMs": 0, "endMs": 1000, "note": ""},
                     {"activity": "backoff", "startMs": 1000, "endMs": 2000, "note": ""},
                     {"activity": "starting", "startMs": 2000, "endMs": 4500, "note": ""}],
           "marks": [{"kind": "started", "timeMs": 0, "text": ""}, {"kind": "exited", "timeMs": 1000, "text": "exit 1"},
                     {"kind": "started", "timeMs": 2000, "text": ""}, {"kind": "ready", "timeMs": 4500, "text": ""}]}
        ]}
        """

    @Test func aRecordingGivesTimes() throws {
        let (trace, diagnostics) = RecordedTrace.read(Source(name: "t.json", text: AssumptionTests.recording))
        #expect(diagnostics.isEmpty)
        let found = try #require(trace)
        #expect(found.names == ["shop/app", "shop/init", "shop/weak"])
        #expect(found.times(pod: "shop", container: "app") == [.ready: .s(3)])
        #expect(found.times(pod: "shop", container: "init") == [.end: .ms(700)])
        #expect(found.times(pod: "shop", container: "weak") == [.ready: .ms(2500), .crash: .s(1)])
        #expect(found.times(pod: "other", container: "app").isEmpty)
        let spec =
            "{containers: [{name: app, image: a, readinessProbe: {tcpSocket: {port: 1}, initialDelaySeconds: 15}}]}"
        // No attempt every ten seconds after fifteen saw it after three: another probe did.
        #expect(try times(spec, [], trace: found)[.ready] == .s(3))
        let quick = spec.replacing("port: 1}", with: "port: 1}, periodSeconds: 1")
        #expect(try times(quick, [], trace: found)[.ready] == .ms(2500))
        #expect(try times(spec, ["app=ready:4s"], trace: found)[.ready] == .s(4))
    }

    /// What was recorded on a probe's grid is predicted on the same grid: at the same attempt, not the next one.
    @Test(arguments: [(1, 0, 2500), (3, 0, 1500), (10, 0, 3000), (1, 2, 2500), (2, 0, 3000)])
    func aRecordingHasTheProbesPeriodInIt(period: Int, delay: Int, expected: Int) throws {
        let (trace, _) = RecordedTrace.read(Source(name: "t.json", text: AssumptionTests.recording))
        let probe =
            "readinessProbe: {tcpSocket: {port: 1}, periodSeconds: \(period), initialDelaySeconds: \(delay)}"
        let found = try times("{containers: [{name: app, image: a, \(probe)}]}", [], trace: trace)
        #expect(found[.ready] == .ms(expected))
    }

    @Test func whoeverWasStoppedDidNotFallOver() throws {
        let text = """
            {"version": 1, "title": "t", "rows": [
              {"pod": "shop", "container": "app", "role": "container",
               "spans": [{"activity": "starting", "startMs": 0, "endMs": 4000, "note": ""},
                         {"activity": "terminating", "startMs": 4000, "endMs": 4100, "note": ""},
                         {"activity": "failed", "startMs": 4100, "endMs": 4100, "note": ""}],
               "marks": [{"kind": "started", "timeMs": 0, "text": ""}, {"kind": "exited", "timeMs": 4100, "text": "exit 143"}]}
            ]}
            """
        let (trace, diagnostics) = RecordedTrace.read(Source(name: "t.json", text: text))
        #expect(diagnostics.isEmpty)
        #expect(trace?.times(pod: "shop", container: "app") == [:])
    }

    @Test func aPredictionIsARecordingToo() throws {
        // What a run in virtual time draws can be read again: the same model is behind both.
        let pod = PodMaker.pod(named: "shop", [ContainerSpec("app")], ["app": .ready(.s(3))])
        let text = TimelineJSON.render(VirtualCluster.run([pod]).timeline)
        let (trace, diagnostics) = RecordedTrace.read(Source(name: "t.json", text: text))
        #expect(diagnostics.isEmpty)
        #expect(trace?.names == ["shop/app"])
    }

    @Test(arguments: [
        ("", "t.json is not a recorded run"), ("[1]", "is not a recorded run"),
        ("{\"version\": 2, \"rows\": []}", "is not"),
        ("{\"version\": 1}", "is not a recorded run"),
        ("{\"version\": 1, \"rows\": [{\"pod\": 1}]}", "rows[0].pod must be a string"),
        (
            "{\"version\": 1, \"rows\": [{\"pod\": \"a\", \"container\": \"b\", \"marks\": [{\"kind\": \"ready\", \"timeMs\": -1}]}]}",
            "rows[0].marks[0].timeMs must be milliseconds"
        ),
        ("{", ""), ("{\"version\": 1, \"rows\": 7}", "rows must be a list"),
    ])
    func whatIsNoRecordingIsRefused(text: String, message: String) {
        let (trace, diagnostics) = RecordedTrace.read(Source(name: "t.json", text: text))
        #expect(trace == nil)
        #expect(diagnostics.first?.message.contains(message) == true || message.isEmpty && !diagnostics.isEmpty)
    }
}
