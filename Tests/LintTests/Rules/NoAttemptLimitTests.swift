import Manifests
import Testing

@testable import Lint

struct NoAttemptLimitTests {
    @Test(arguments: [
        (
            "until curl -fs http://a/health; do sleep 1; done",
            "until curl --max-time 3 -fs http://a/health; do sleep 1; done"
        ),
        (
            "until wget -q -O- http://a/health; do sleep 1; done",
            "until wget -T 3 -q -O- http://a/health; do sleep 1; done"
        ),
        ("until nc -z db 5432; do sleep 1; done", "until nc -w 3 -z db 5432; do sleep 1; done"),
        (
            "until curl -f http://a/health && nc -z b 80; do sleep 1; done",
            "until curl --max-time 3 -f http://a/health && nc -z b 80; do sleep 1; done"
        ),
        (
            "while [ \"$(curl -s -o /dev/null -w '%{http_code}' http://a/)\" != 200 ]; do sleep 1; done",
            "while [ \"$(curl --max-time 3 -s -o /dev/null -w '%{http_code}' http://a/)\" != 200 ]; do sleep 1; done"
        ),
        (
            "curl -fsS -o /x http://files/x; until curl -fs http://a/health; do sleep 1; done",
            "curl -fsS -o /x http://files/x; until curl --max-time 3 -fs http://a/health; do sleep 1; done"
        ),
        (
            "until /usr/bin/curl -fs $URL/health; do sleep 1; done",
            "until /usr/bin/curl --max-time 3 -fs $URL/health; do sleep 1; done"
        ),
    ])
    func limitsEachAttempt(_ before: String, _ after: String) {
        let text = ScriptedPod.initContainer(before)
        #expect(!Linted.hits(.noAttemptLimit, text).isEmpty)
        #expect(ScriptedPod.fixedScript(.noAttemptLimit, text) == after)
    }

    /// Its lines could not be kept.
    @Test func aFoldedScriptIsLeftAsItIs() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
              - name: wait
                image: curl
                command:
                - sh
                - -c
                - >
                  until curl -fs http://a/health;
                  do sleep 1; done
              containers: [{name: app, image: app}]

            """
        #expect(Linted.hits(.noAttemptLimit, text).map { $0.fix == nil } == [true])
        #expect(ScriptedPod.fixed(.noAttemptLimit, text) == text)
    }

    @Test func aConnectionIsANoteAndAnAnswerAWarning() {
        func severities(_ script: String) -> [Diagnostic.Severity] {
            Linted.hits(.noAttemptLimit, ScriptedPod.initContainer(script)).map(\.severity)
        }
        #expect(severities("until nc -z db 5432; do sleep 1; done") == [.note])
        #expect(severities("until curl -fs http://a/; do sleep 1; done") == [.warning])
    }

    @Test(arguments: [
        "until curl -fs -m 2 http://a/health; do sleep 1; done",
        "until curl -fsm2 http://a/health; do sleep 1; done",
        "until wget -q -T 3 -O- http://a/health; do sleep 1; done",
        "until wget --timeout=3 -q -O- http://a/health; do sleep 1; done",
        "until nc -z -w 1 db 5432; do sleep 1; done",
        "until nc -zw1 db 5432; do sleep 1; done",
        "until timeout 2 nc -z db 5432; do sleep 1; done",
        "until pg_isready -h db; do sleep 1; done",
    ])
    func leavesLimitedAttemptsAlone(_ script: String) {
        #expect(Linted.hits(.noAttemptLimit, ScriptedPod.initContainer(script)).map(\.message).isEmpty)
    }
}
