import Manifests
import Testing

@testable import Lint

struct WaitCannotSucceedTests {
    @Test func findsHostAndPortInOneWord() {
        let found = Linted.hits(
            .waitCannotSucceed, ScriptedPod.initContainer("until nc -z db:5432; do sleep 1; done"))
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.cure == "give it two words, the host and the port: nc -z db 5432")
    }

    @Test func seesThroughAVariable() {
        let text = Linted.pod(
            init: [
                "{name: wait, image: busybox, env: [{name: DB, value: \"db:5432\"}], command: [sh, -c, 'until nc -z $DB; do sleep 1; done']}"
            ], [ScriptedPod.app])
        #expect(Linted.hits(.waitCannotSucceed, text).count == 1)
        // Nothing else is worth saying about it.
        for rule in [Rule.waitWithoutDeadline, .noAttemptLimit, .portIsNotReady] {
            #expect(Linted.hits(rule, text).map(\.message).isEmpty)
        }
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
