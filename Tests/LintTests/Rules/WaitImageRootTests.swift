import Manifests
import Testing
import Topology

@testable import Lint

struct WaitImageRootTests {
    private static let loop = "until nc -z -w 3 db 5432; do sleep 1; done"
    private static let restricted =
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {pod-security.kubernetes.io/enforce: restricted}}"
    private static let nonRoot = "securityContext: {runAsNonRoot: true}"

    private func found(_ text: String) -> [String] {
        Linted.hits(.waitImageRoot, text).map { "\($0.severity) \($0.message)" }
    }

    @Test func theKubeletRefuses() {
        #expect(
            found(Samples.scripted(Self.loop, spec: Self.nonRoot)) == [
                "error init container wait, which only waits, is to run as non-root, but the user of busybox:1.37 is root: the kubelet never creates it"
            ])
        #expect(
            found(
                Samples.scripted(Self.loop, image: "own:1", init: "securityContext: {runAsUser: 0}", spec: Self.nonRoot)
            )
            .count == 1)
    }

    @Test func theNamespaceRefuses() {
        #expect(
            found(Samples.set(Self.restricted, Samples.scripted(Self.loop, image: "own:1"))) == [
                "error init container wait, which only waits, does not say runAsNonRoot: true, but namespace default enforces \"restricted\": the pod is refused"
            ])
    }

    @Test func theOnlyOneThatIsRoot() {
        let text = Samples.scripted(Self.loop).replacing(
            "{name: app, image: \"x:1\"}", with: "{name: app, image: \"x:1\", \(Self.nonRoot)}")
        #expect(found(text).map { $0.hasPrefix("note ") } == [true])
    }

    @Test(arguments: [
        Samples.scripted(loop), Samples.scripted(loop, spec: "securityContext: {runAsNonRoot: true, runAsUser: 1000}"),
        Samples.scripted(loop, init: "securityContext: {runAsUser: 65534}", spec: nonRoot),
        Samples.scripted(loop, init: "securityContext: {runAsNonRoot: false}", spec: nonRoot),
        // Images whose user is not known, or is not root.
        Samples.scripted(loop, image: "own:1", spec: nonRoot),
        Samples.scripted(loop, image: "curlimages/curl:8", spec: nonRoot),
        Samples.set(restricted, Samples.scripted(loop, spec: "securityContext: {runAsNonRoot: true, runAsUser: 1000}")),
        // Another namespace.
        Samples.set(restricted.replacing("default", with: "prod"), Samples.scripted(loop)),
        // It does something else too: what, and as whom, is its owner's to say.
        Samples.scripted("\(loop); chown -R 1000 /data", spec: nonRoot),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }

    @Test func theFixMakesItNobody() {
        var options = LintOptions()
        options.rules = [.waitImageRoot]
        let text = Samples.scripted(Self.loop, spec: Self.nonRoot)
        let run = FixRun([Source(name: "test.yaml", text: text)], SurveySettings(), options) { $0.fix != nil }
        let expected = text.replacing(
            "done']}", with: "done'], securityContext: {runAsNonRoot: true, runAsUser: 65534}}")
        #expect(String(decoding: run.files[0].bytes, as: UTF8.self) == expected)
        #expect(run.report.findings.map(\.message).isEmpty)
    }
}
