import Manifests
import Testing

@testable import Lint

struct HookHTTPGetTests {
    private static func hook(_ handler: String, name: String = "proxy") -> String {
        "{name: \(name), image: a, lifecycle: {postStart: {\(handler)}}}"
    }

    @Test func itsOwnPortIsARace() throws {
        let text = Linted.pod([
            HookHTTPGetTests.hook("httpGet: {path: /ready, port: 15021}"), "{name: app, image: app}",
        ])
        let hit = try #require(Linted.hits(.hookHTTPGet, text).first)
        #expect(hit.container == "proxy" && hit.severity == .warning)
        #expect(hit.message.contains("its own port 15021/ready once"))
        #expect(hit.cure.contains("holdfast.dev/order: \"proxy, app\""))
        #expect(hit.pointer.text == "/spec/containers/0/lifecycle/postStart/httpGet")
    }

    @Test func aloneItBecomesAStartupProbe() throws {
        let text = Linted.pod([HookHTTPGetTests.hook("httpGet: {path: /ready, port: 80, host: 127.0.0.1}")])
        let hit = try #require(Linted.hits(.hookHTTPGet, text).first)
        #expect(hit.cure.contains("startupProbe") && !hit.cure.contains("order"))
    }

    @Test func somebodyElsesPortIsANote() {
        let text = Linted.pod([HookHTTPGetTests.hook("httpGet: {path: /register, port: 80, host: registry.shop}")])
        let hits = Linted.hits(.hookHTTPGet, text)
        #expect(hits.map(\.severity) == [.note])
        #expect(hits.first?.message.contains("registry.shop:80/register") == true)
    }

    @Test func sidecarsAreLookedAtToo() {
        let sidecar =
            "{name: s, image: s, restartPolicy: Always, lifecycle: {postStart: {httpGet: {path: /, port: 1}}}}"
        #expect(Linted.hits(.hookHTTPGet, Linted.pod(init: [sidecar], ["{name: app, image: app}"])).count == 1)
    }

    @Test(arguments: [
        "{name: app, image: a, lifecycle: {preStop: {httpGet: {path: /drain, port: 80}}}}",
        "{name: app, image: a, lifecycle: {postStart: {exec: {command: [curl, localhost:80]}}}}",
        "{name: app, image: a, lifecycle: {postStart: {sleep: {seconds: 3}}}}",
        "{name: app, image: a, readinessProbe: {httpGet: {path: /, port: 80}}}",
    ])
    func othersAreFine(_ container: String) {
        #expect(Linted.hits(.hookHTTPGet, Linted.pod([container])).map(\.message).isEmpty)
    }

    @Test func theFixMakesItAStartupProbe() {
        let probe = "startupProbe: {httpGet: {path: /ready, port: 80}, periodSeconds: 1, failureThreshold: 60}"
        let alone = Linted.pod([
            "{name: app, image: a, lifecycle: {postStart: {httpGet: {path: /ready, port: 80}}}}"
        ])
        #expect(Linted.fixed(.hookHTTPGet, alone) == Linted.pod(["{name: app, image: a, \(probe)}"]))
        #expect(Linted.fixed(.hookHTTPGet, alone, onlySafe: true) == alone)
        let both = alone.replacing("lifecycle: {", with: "lifecycle: {preStop: {sleep: {seconds: 1}}, ")
        #expect(
            Linted.fixed(.hookHTTPGet, both)
                == Linted.pod([
                    "{name: app, image: a, lifecycle: {preStop: {sleep: {seconds: 1}}}, \(probe)}"
                ]))
        let held = Linted.pod([
            HookHTTPGetTests.hook("httpGet: {path: /ready, port: 80}"), "{name: app, image: app}",
        ])
        #expect(Linted.fixed(.hookHTTPGet, held) == held)
    }
}
