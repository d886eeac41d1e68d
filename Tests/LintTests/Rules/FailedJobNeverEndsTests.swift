import Testing

@testable import Lint

struct FailedJobNeverEndsTests {
    private static func kubectl(_ arguments: String) -> String {
        Linted.pod(
            init: ["{name: wait, image: \"bitnami/kubectl:1.33\", command: [kubectl, \(arguments)]}"], [ScriptedPod.app]
        )
    }

    @Test func findsKubectlWaitForComplete() {
        let found = Linted.hits(
            .failedJobNeverEnds,
            FailedJobNeverEndsTests.kubectl("wait, --for=condition=complete, --timeout=10m, job/migrate"))
        #expect(
            found.map(\.message) == [
                "init container wait waits for kube:job/migrate#condition=Complete, and ends only after 10m when the Job has failed"
            ])
        #expect(found.first?.cure.contains("kube:job/migrate#condition=Complete") == true)
    }

    @Test func findsItInLoopsToo() {
        let text = ScriptedPod.initContainer(
            "until kubectl wait --for=condition=complete job/migrate --timeout=10s; do sleep 1; done")
        #expect(Linted.hits(.failedJobNeverEnds, text).first?.message.contains("never ends") == true)
    }

    @Test(arguments: [
        kubectl("wait, --for=condition=available, deployment/db"),
        kubectl("wait, --for=condition=ready, pod/db"),
        kubectl("rollout, status, deployment/db"),
        Linted.pod(
            [ScriptedPod.app], metadata: "annotations: {holdfast.dev/wait-for: \"kube:job/migrate#condition=Complete\"}"
        ),
    ])
    func leavesOtherObjectsAlone(_ text: String) {
        #expect(Linted.hits(.failedJobNeverEnds, text).map(\.message).isEmpty)
    }
}
