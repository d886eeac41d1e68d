import Testing

@testable import Lint

struct WaitBeyondReleaseTests {
    private func found(_ text: String) -> [String] {
        Linted.hits(.waitBeyondRelease, text).map { "\($0.severity) \($0.message)" }
    }

    private static func hook(
        _ annotations: String, _ target: String = "tcp://db:1", time: String = "1m", spec: String = ""
    )
        -> String
    {
        Samples.workload(
            "Job", "migrate", waitsFor: target, spec: spec, annotations: annotations,
            more: ", holdfast.dev/timeout: \(time)")
    }

    @Test func longerThanHelm() {
        #expect(
            found(Self.hook("helm.sh/hook: post-install", time: "10m")) == [
                "warning job/migrate waits up to 10m for tcp://db:1 in a Helm hook (post-install), and helm gives up after 5m unless it is called with a longer --timeout"
            ])
        #expect(found(Self.hook("helm.sh/hook: post-install", time: "\"0\"")).count == 1)
    }

    @Test func whatHelmCreatesLater() {
        let text = Samples.set(
            Samples.service("db", "{port: 1}"), Self.hook("helm.sh/hook: \"pre-install,pre-upgrade\""))
        #expect(
            found(text) == [
                "error job/migrate waits for tcp://db:1, but Service db is not there yet on the first install: Helm creates it only after all pre-install hooks have ended"
            ])
    }

    @Test func anEarlyServiceWithLatePods() {
        let text = Samples.set(
            Samples.service("db", "{port: 1}", annotations: "helm.sh/hook: pre-install"),
            Samples.workload("StatefulSet", "db"), Self.hook("helm.sh/hook: pre-install"))
        #expect(found(text).map { $0.contains("but statefulset/db is not there yet") } == [true])
    }

    @Test func argo() {
        #expect(
            found(Self.hook("argocd.argoproj.io/hook: PostSync", time: "\"0\"")) == [
                "warning job/migrate waits for ever for tcp://db:1 in an Argo CD hook (PostSync): the sync never ends, and no other one can begin"
            ])
        let waves = Samples.set(
            Samples.service("db", "{port: 1}", annotations: "argocd.argoproj.io/sync-wave: \"2\""),
            Self.hook("argocd.argoproj.io/sync-wave: \"1\""))
        #expect(found(waves).map { $0.hasSuffix("its sync-wave 2 comes after 1") } == [true])
        let before = Samples.set(Samples.service("db", "{port: 1}"), Self.hook("argocd.argoproj.io/hook: PreSync"))
        #expect(found(before).count == 1)
    }

    @Test func byHand() {
        let text = Samples.scripted(
            "until nc -z -w 3 db 5432; do sleep 1; done", metadata: "annotations: {helm.sh/hook: test}")
        #expect(found(text).count == 1)
    }

    @Test(arguments: [
        WaitBeyondReleaseTests.hook("helm.sh/hook: post-install"),
        WaitBeyondReleaseTests.hook("a: b", time: "1h"),
        // Killed, and said so, before helm gives up.
        WaitBeyondReleaseTests.hook("helm.sh/hook: post-install", time: "1h", spec: "activeDeadlineSeconds: 120"),
        // From an earlier release, or from elsewhere.
        Samples.set(Samples.service("db", "{port: 1}"), WaitBeyondReleaseTests.hook("helm.sh/hook: pre-upgrade")),
        WaitBeyondReleaseTests.hook("helm.sh/hook: pre-install"),
        // A hook of its own, and before it.
        Samples.set(
            Samples.service(
                "db", "{port: 1}", annotations: "helm.sh/hook: pre-install, helm.sh/hook-weight: \"-5\""),
            WaitBeyondReleaseTests.hook("helm.sh/hook: pre-install")),
        Samples.set(
            Samples.service("db", "{port: 1}", annotations: "argocd.argoproj.io/sync-wave: \"1\""),
            WaitBeyondReleaseTests.hook("argocd.argoproj.io/sync-wave: \"1\"")),
        // Helm does not wait for the end of other kinds.
        Samples.workload(
            "Deployment", "shop", waitsFor: "tcp://db:1", annotations: "helm.sh/hook: post-install",
            more: ", holdfast.dev/timeout: 1h"),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
