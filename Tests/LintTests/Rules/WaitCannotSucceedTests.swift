import Manifests
import Testing

@testable import Lint

struct WaitCannotSucceedTests {
    @Test(arguments: [
        ("until nc -z db:5432; do sleep 1; done", "ubuntu:24.04", Diagnostic.Severity.error),
        ("until ncat -z db:5432; do sleep 1; done", "tools:1", .error),
        ("until nc -z db:5432; do sleep 1; done", "tools:1", .warning),
    ])
    func findsHostAndPortInOneWord(_ script: String, _ image: String, _ severity: Diagnostic.Severity) {
        let found = Linted.hits(.waitCannotSucceed, ScriptedPod.initContainer(script, image: image))
        #expect(found.map(\.severity) == [severity])
        #expect(found.first?.cure == "give it two words: nc -z db 5432")
    }

    @Test func seesThroughAVariable() {
        let text = Linted.pod(
            init: [
                "{name: wait, image: debian, env: [{name: DB, value: \"db:5432\"}], command: [sh, -c, 'until nc -z $DB; do sleep 1; done']}"
            ], [ScriptedPod.app])
        #expect(Linted.hits(.waitCannotSucceed, text).count == 1)
        // Nothing else is worth saying about it.
        for rule in [Rule.waitWithoutDeadline, .noAttemptLimit, .portIsNotReady] {
            #expect(Linted.hits(rule, text).map(\.message).isEmpty)
        }
    }

    /// BusyBox's nc takes one word, seen with 1.35: then the wait is as good as others of its kind.
    @Test(arguments: ["busybox:1.36", "docker.io/library/busybox", "alpine:3.20", "redis:7-alpine"])
    func busyboxTakesOneWord(_ image: String) {
        let text = ScriptedPod.initContainer("until nc -z db:5432; do sleep 1; done", image: image)
        #expect(Linted.hits(.waitCannotSucceed, text).map(\.message).isEmpty)
        #expect(Linted.hits(.waitWithoutDeadline, text).count == 1)
        #expect(Linted.hits(.portIsNotReady, text).count == 1)
    }

    @Test(arguments: [
        "until nc -z db 5432; do sleep 1; done",
        "until nc -z ${HOST} ${PORT}; do sleep 1; done",
        "until nc -z $DB; do sleep 1; done",
        "./wait-for-it.sh db:5432",
        "until curl -fs db:5432; do sleep 1; done",
    ])
    func leavesTwoWordsAndOtherToolsAlone(_ script: String) {
        #expect(Linted.hits(.waitCannotSucceed, ScriptedPod.initContainer(script)).map(\.message).isEmpty)
    }
}
