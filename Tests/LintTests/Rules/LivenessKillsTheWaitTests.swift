import Manifests
import Testing
import Topology

@testable import Lint

struct LivenessKillsTheWaitTests {
    private static let endless = "until nc -z -w 3 db 5432; do sleep 1; done; exec app"

    private static func pod(_ script: String, _ probes: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: shop}
        spec:
          containers:
            - name: app
              image: x:1
              command: [sh, -c, '\(script)']
              \(probes)
        """
    }

    private func found(_ text: String) -> [Finding] { Linted.hits(.livenessKillsTheWait, text) }

    @Test func anEndlessWait() {
        let hits = found(Self.pod(Self.endless, "livenessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 5}"))
        #expect(
            hits.map(\.message) == [
                "container app waits for ever for tcp://db:5432 before its program runs, and its livenessProbe kills it after 35 s"
            ])
        #expect(hits.map(\.location.line) == [9])
    }

    @Test func aWrappedCommandWithADeadline() {
        let text = Self.pod(Self.endless, "livenessProbe: {tcpSocket: {port: 80}}").replacing(
            "[sh, -c, '\(Self.endless)']", with: "[dockerize, -wait, \"tcp://db:5432\", -timeout, 90s, app]")
        #expect(
            found(text).map(\.cure) == [
                "give it a startupProbe like the livenessProbe, with failureThreshold × periodSeconds of 150 s or more"
            ])
    }

    @Test func aStartupProbeThatIsTooShort() {
        let text = Self.pod(
            Self.endless, "startupProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 60}")
        #expect(found(text).map(\.message).first?.hasSuffix("its startupProbe kills it after 60 s") == true)
    }

    @Test(arguments: [
        // A startupProbe keeps the livenessProbe away.
        LivenessKillsTheWaitTests.pod(
            endless,
            "startupProbe: {tcpSocket: {port: 80}, failureThreshold: 60}\n      livenessProbe: {tcpSocket: {port: 80}}"
        ),
        LivenessKillsTheWaitTests.pod(endless, "readinessProbe: {tcpSocket: {port: 80}}"),
        // A command may succeed meanwhile.
        LivenessKillsTheWaitTests.pod(endless, "livenessProbe: {exec: {command: [pgrep, sh]}}"),
        // Over before the first failure counts.
        LivenessKillsTheWaitTests.pod("sleep 5; exec app", "livenessProbe: {tcpSocket: {port: 80}}"),
        // In the background, and in an init container, which has no probes.
        LivenessKillsTheWaitTests.pod(
            "(until nc -z -w 3 db 5432; do sleep 1; done; touch /ok) & exec app",
            "livenessProbe: {tcpSocket: {port: 80}}"),
        Samples.scripted("until nc -z -w 3 db 5432; do sleep 1; done"),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).map(\.message).isEmpty)
    }

    @Test func theFixGivesItAStartupProbe() {
        let text = Self.pod(Self.endless, "livenessProbe: {tcpSocket: {port: 80}}")
        var options = LintOptions()
        options.rules = [.livenessKillsTheWait]
        let source = Source(name: "test.yaml", text: text)
        let untouched = FixRun([source], SurveySettings(), options)
        #expect(untouched.fixed.isEmpty)
        let run = FixRun([source], SurveySettings(), options) { $0.fix != nil }
        let expected =
            text + """

                      startupProbe:
                        tcpSocket:
                          port: 80
                        periodSeconds: 2
                        failureThreshold: 300
                """
        #expect(String(decoding: run.files[0].bytes, as: UTF8.self).trimmed == expected.trimmed)
        #expect(run.report.findings.map(\.message).isEmpty)
    }
}
