import Testing

@testable import Lint

struct WaitWithoutDeadlineTests {
    @Test func findsEndlessLoopsAtTheirPlace() {
        let text = """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
              - name: wait
                image: postgres:17
                command:
                - sh
                - -c
                - |
                  echo waiting
                  until pg_isready -h db -p 5433; do sleep 1; done
              containers: [{name: app, image: app}]
            """
        let found = Linted.hits(.waitWithoutDeadline, text)
        #expect(found.map(\.message) == ["init container wait waits for postgres://db:5433 without a deadline"])
        #expect(found.first?.location.line == 13)
        #expect(found.first?.container == "wait")
        #expect(found.first?.cure.contains("holdfast.dev/wait-for: postgres://db:5433") == true)
        #expect(found.first?.severity == .warning)
    }

    @Test func filesAreANoteAndNothingToDeclareForThePod() {
        let found = Linted.hits(
            .waitWithoutDeadline, ScriptedPod.initContainer("until [ -f /run/ready ]; do sleep 5; done"))
        #expect(found.map(\.severity) == [.note])
        #expect(found.first?.cure.contains("wait-for") == false)
    }

    @Test func eachWaitOfAScriptIsOne() {
        let script = "until nc -z -w 3 a 1; do sleep 1; done; until nc -z -w 3 b 2; do sleep 1; done"
        #expect(Linted.hits(.waitWithoutDeadline, ScriptedPod.initContainer(script)).count == 2)
    }

    @Test(arguments: [
        ScriptedPod.initContainer("timeout 60 sh -c 'until pg_isready -h db; do sleep 1; done'"),
        ScriptedPod.initContainer(
            "for i in $(seq 30); do pg_isready -h db && exit 0; sleep 1; done; exit 1"),
        ScriptedPod.initContainer("until pg_isready -h db; do sleep 1; done", more: "activeDeadlineSeconds: 300"),
        ScriptedPod.container(
            "until pg_isready -h db; do sleep 1; done; exec /app",
            more: ", livenessProbe: {httpGet: {port: 80}, failureThreshold: 30}"),
        ScriptedPod.initContainer(
            "start=$(date +%s); while [ ! -f /run/x ]; do now=$(date +%s); if [ \"$((now - start))\" -gt 300 ]; then exit 1; fi; sleep 2; done"
        ),
        // A hook has to block.
        ScriptedPod.hook("until curl -fs --max-time 3 http://localhost:9901/ready; do sleep 1; done"),
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: migrate}
        spec:
          activeDeadlineSeconds: 600
          template:
            spec:
              restartPolicy: Never
              containers: [{name: migrate, image: "m:1", command: [sh, -c, "until pg_isready -h db; do sleep 1; done; /migrate"]}]
        """,
    ])
    func leavesWhatEndsAlone(_ text: String) {
        #expect(Linted.hits(.waitWithoutDeadline, text).map(\.message).isEmpty)
    }
}
