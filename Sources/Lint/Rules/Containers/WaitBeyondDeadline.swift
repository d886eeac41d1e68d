import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let waitBeyondDeadline = Rule(
        id: "HF305", name: "wait-beyond-deadline", severity: .warning,
        what: "A pod waits longer than its workload is given to start or to end.",
        why: """
            A Deployment whose pods make no progress for progressDeadlineSeconds (600 by default) is reported as failed: \
            kubectl rollout status ends with an error, and so does the pipeline behind it, while the pod still waits. \
            activeDeadlineSeconds is harder: the pod is killed, and what it was waiting for is said nowhere. A deadline \
            of the wait below it fails first, and says why. An endless wait is a note only.
            """,
        source:
            "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds; https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
        fix: "Give the wait a deadline below the workload's, or raise the workload's.",
        before: """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              progressDeadlineSeconds: 120
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations: {holdfast.dev/wait-for: "postgres://db:5432", holdfast.dev/timeout: 10m}
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        after: """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec:
              progressDeadlineSeconds: 900
              selector: {matchLabels: {app: shop}}
              template:
                metadata:
                  labels: {app: shop}
                  annotations: {holdfast.dev/wait-for: "postgres://db:5432", holdfast.dev/timeout: 10m}
                spec: {containers: [{name: app, image: shop:1}]}
            """,
        check: .pod { subject in
            let deadlines = PodDeadline.all(of: subject.workload)
            return deadlines.flatMap { deadline in subject.waitsOnce.compactMap { hit($0, deadline, subject) } }
        })

    private static func hit(_ wait: Awaited, _ deadline: PodDeadline, _ subject: PodSubject) -> Hit? {
        guard wait.exceeds(seconds: deadline.seconds), !wait.held.isEmpty,
            wait.written.map({ !$0.wait.isBackground && !$0.wait.isConditional }) ?? true
        else { return nil }
        // HF702 says it of programs that have a deadline as an option.
        if deadline.kills, wait.written?.isPlacedWaiter == true { return nil }
        let what =
            deadline.kills
            ? "the pod is killed after \(deadline.seconds) s"
            : "\(subject.pod.title) is reported as failed after \(deadline.seconds) s"
        return subject.hit(
            at: wait,
            "\(wait.waiter(in: subject.pod)) waits \(wait.lengthText) for \(wait.text), but \(what) (\(deadline.field)\(deadline.isExplicit ? "" : ", by default"))",
            cure: "give up after less than \(deadline.seconds) s, or raise \(deadline.field)",
            severity: wait.length == .endless ? .note : .warning)
    }
}
