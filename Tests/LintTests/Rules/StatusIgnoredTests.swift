import Testing

@testable import Lint

struct StatusIgnoredTests {
    @Test func givesTheHealthQuestionItsStatus() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
              - name: wait   # why
                image: curlimages/curl:8.10.1
                command:
                - sh
                - -c
                - |
                  # the config service
                  until curl -s "http://config:8080/health"; do
                    echo 'not yet'   # "quotes"
                    sleep 1
                  done
              containers: [{name: app, image: app}]

            """
        let found = Linted.hits(.statusIgnored, text)
        #expect(
            found.map(\.message) == [
                "init container wait takes any answer of http://config:8080/health for ready, 404 and 500 too"
            ])
        #expect(found.first?.location.line == 13)
        #expect(
            ScriptedPod.fixed(.statusIgnored, text) == text.replacing("until curl -s", with: "until curl --fail -s"))
    }

    @Test func aPathThatIsNoHealthQuestionIsNotFixedUnasked() {
        let text = ScriptedPod.initContainer("until curl -s http://config:8080/; do sleep 1; done")
        #expect(Linted.hits(.statusIgnored, text).first?.fix?.isSafe == false)
        #expect(ScriptedPod.fixed(.statusIgnored, text) == text)
        #expect(
            ScriptedPod.fixedScript(.statusIgnored, text, unsafe: true)
                == "until curl --fail -s http://config:8080/; do sleep 1; done")
    }

    @Test func flowAndQuotedScriptsKeepTheirStyle() {
        let text = Linted.pod(
            init: [
                "{name: wait, image: curl, command: [sh, -c, \"until curl -s \\\"http://a/health\\\"; do sleep 1; done\"]}"
            ], [ScriptedPod.app])
        #expect(ScriptedPod.fixed(.statusIgnored, text) == text.replacing("until curl", with: "until curl --fail"))
    }

    @Test func aScriptWithinQuotesIsLeftAsItIs() {
        let text = ScriptedPod.initContainer("timeout 60 sh -c 'until curl -s http://a/health; do sleep 1; done'")
        let found = Linted.hits(.statusIgnored, text)
        #expect(found.count == 1)
        #expect(found.first?.fix == nil)
    }

    @Test func aDatabaseIsAskedInItsOwnWay() {
        let found = Linted.hits(
            .statusIgnored, ScriptedPod.initContainer("until curl http://db:3306; do sleep 1; done"))
        #expect(found.map(\.cure) == ["ask in the server's own protocol: holdfast.dev/wait-for: mysql://db:3306"])
        #expect(found.first?.fix == nil)
    }

    @Test func behindAReadinessProbeItIsANote() {
        let server =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: config, labels: {app: config}}\nspec: {containers: [{name: c, image: c, "
            + "ports: [{containerPort: 8080}], readinessProbe: {httpGet: {path: /health, port: 8080}}}]}\n"
        let text =
            ScriptedPod.service("config", selector: "{app: config}", port: 8080)
            + ScriptedPod.initContainer("until curl -s http://config:8080/health; do sleep 1; done") + server
        #expect(Linted.hits(.statusIgnored, text).map(\.severity) == [.note])
    }

    @Test(arguments: [
        "until curl -sf http://config:8080/health; do sleep 1; done",
        "until curl --fail http://config:8080/health; do sleep 1; done",
        "until curl -s http://config:8080/health | grep UP; do sleep 1; done",
        "while [ \"$(curl -s -o /dev/null -w '%{http_code}' http://config:8080/)\" != 200 ]; do sleep 1; done",
        "until wget -q -T 3 -O- http://config:8080/health; do sleep 1; done",
        "curl -s http://config:8080/data.json > /data/data.json",
    ])
    func leavesChecksThatLookAtTheAnswerAlone(_ script: String) {
        #expect(Linted.hits(.statusIgnored, ScriptedPod.initContainer(script)).map(\.message).isEmpty)
    }
}
