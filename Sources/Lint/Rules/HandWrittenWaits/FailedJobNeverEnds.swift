import HandWritten
import Topology

extension Rule {
    static let failedJobNeverEnds = Rule(
        id: "HF109", name: "failed-job-never-ends", severity: .warning,
        what: "A wait for a Job to complete does not notice that the Job has failed.",
        why: """
            A Job that has failed gets the condition Failed and never Complete. Whoever waits for Complete only goes on \
            waiting, until the deadline or for ever, for something that cannot come any more.
            """,
        source:
            "kubernetes issue 100248; https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
        fix: "holdfast.dev/wait-for: kube:job/migrate#condition=Complete fails at once when the Job has failed.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: bitnami/kubectl:1.33
                  command: [kubectl, wait, --for=condition=complete, --timeout=5m, job/migrate]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {holdfast.dev/wait-for: "kube:job/migrate#condition=Complete"}
            spec:
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.failedJobNeverEnds).map { written -> Hit in
                let end = written.wait.isBounded ? "ends only \(written.wait.endText)" : "never ends"
                let declared = subject.declarable(written)
                return subject.hit(
                    at: written, "\(subject.sentence(written)), and \(end) when the Job has failed",
                    cure: declared.isEmpty ? "" : "write \(declared), which fails at once then")
            }
        })
}
