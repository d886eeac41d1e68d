import Manifests
import Testing

@testable import Lint

struct HookOnLastContainerTests {
    private static func last(_ hook: String) -> String {
        Linted.pod(["{name: app, image: app}", "{name: proxy, image: p, lifecycle: {postStart: {\(hook)}}}"])
    }

    @Test(arguments: [
        ("exec: {command: [pilot-agent, wait]}", "waits with pilot-agent"),
        ("exec: {command: [/usr/local/bin/pilot-agent, wait, --timeoutSeconds, '30']}", "waits with pilot-agent"),
        ("exec: {command: [sh, -c, exec pilot-agent wait]}", "waits with pilot-agent"),
        ("exec: {command: [/holdfast/waiter, wait, --hook, 'tcp://localhost:80']}", "waits with waiter"),
        ("exec: {command: [/usr/lib/linkerd/linkerd-await, --timeout=2m]}", "waits with linkerd-await"),
        ("exec: {command: [sleep, '10']}", "sleeps 10 s"),
        ("exec: {command: [/bin/sh, -c, sleep 2m]}", "sleeps 120 s"),
        ("sleep: {seconds: 5}", "sleeps 5 s"),
    ])
    func hooksThatHoldNobody(_ hook: String, _ title: String) throws {
        let hit = try #require(Linted.hits(.hookOnLastContainer, HookOnLastContainerTests.last(hook)).first)
        #expect(hit.message == "the postStart of container proxy \(title) and holds nobody: app is started before it")
        #expect(hit.fix?.isSafe == false)
    }

    @Test(arguments: [
        "exec: {command: [sh, -c, 'until curl -f localhost/up; do sleep 1; done; curl -X POST registry/add']}",
        "exec: {command: [cp, /defaults, /data]}",
        "exec: {command: [pilot-agent, request, POST, drain]}",
        "exec: {command: [sh, -c, 'sleep 5 && touch /tmp/up']}",
        "httpGet: {path: /, port: 80}",
    ])
    func hooksThatDoSomething(_ hook: String) {
        #expect(Linted.hits(.hookOnLastContainer, HookOnLastContainerTests.last(hook)).map(\.message).isEmpty)
    }

    @Test func firstOrAloneIsFine() {
        let held = "{name: proxy, image: p, lifecycle: {postStart: {exec: {command: [pilot-agent, wait]}}}}"
        #expect(Linted.hits(.hookOnLastContainer, Linted.pod([held, "{name: app, image: app}"])).isEmpty)
        #expect(Linted.hits(.hookOnLastContainer, Linted.pod([held])).isEmpty)
        let sidecar =
            "{name: p, image: p, restartPolicy: Always, lifecycle: {postStart: {exec: {command: [pilot-agent, wait]}}}}"
        #expect(
            Linted.hits(
                .hookOnLastContainer, Linted.pod(init: [sidecar], ["{name: a, image: a}", "{name: b, image: b}"])
            ).isEmpty)
    }

    @Test func theFixPutsItFirst() {
        let text = HookOnLastContainerTests.last("sleep: {seconds: 5}")
        let fixed = Linted.fixed(.hookOnLastContainer, text)
        #expect(
            fixed
                == Linted.pod([
                    "{name: proxy, image: p, lifecycle: {postStart: {sleep: {seconds: 5}}}}", "{name: app, image: app}",
                ]))
        #expect(Linted.fixed(.hookOnLastContainer, text, onlySafe: true) == text)
    }
}
