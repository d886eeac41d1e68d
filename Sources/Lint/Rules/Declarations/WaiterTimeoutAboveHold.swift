import Kubelet
import Manifests
import Probing
import Startup
import Topology

extension Rule {
    static let waiterTimeoutAboveHold = Rule(
        id: "HF702", name: "waiter-timeout-above-hold", severity: .warning,
        what: "A waiter that was placed by hand has a timeout above that of what holds it.",
        why: """
            The shorter limit wins, and it is the one that explains nothing: a startupProbe's window or \
            activeDeadlineSeconds has the container killed before the waiter can write which dependency was missing to \
            its termination message. Next to a holdfast.dev/timeout of the same pod it is a contradiction: the pod says \
            one time, and its command another.
            """,
        source:
            "pkg/kubelet/prober/worker.go (failureThreshold of the startupProbe); core/v1 PodSpec.activeDeadlineSeconds; Waiter/README.md (--timeout, /dev/termination-log)",
        fix: "Set the waiter's --timeout below what holds it, or raise that.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              activeDeadlineSeconds: 60
              initContainers:
                - {name: wait, image: "holdfast-waiter:1", command: [waiter, wait, --timeout, 5m, "postgres://db:5432"]}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              activeDeadlineSeconds: 600
              initContainers:
                - {name: wait, image: "holdfast-waiter:1", command: [waiter, wait, --timeout, 5m, "postgres://db:5432"]}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in subject.waitsOnce.flatMap { PlacedWaiter.hits($0, subject) } })
}

private enum PlacedWaiter {
    static func hits(_ wait: Awaited, _ subject: PodSubject) -> [Hit] {
        guard let written = wait.written, written.isPlacedWaiter, wait.length != .unknown else { return [] }
        let container = subject.pod.all[written.container]
        let what = "\(wait.waiter(in: subject.pod)) waits \(wait.lengthText) for \(wait.text)"
        var hits: [Hit] = []
        if let probe = container.spec.probes[.startup], written.site == .container {
            let window = probe.initialDelay + probe.period * probe.failureThreshold
            if wait.exceeds(seconds: window) {
                hits.append(
                    subject.hit(
                        at: wait,
                        "\(what), but the startupProbe of \(container.name) has it killed after \(window) s",
                        cure: "set the waiter's timeout below \(window) s, or raise failureThreshold"))
            }
        }
        for deadline in PodDeadline.all(of: subject.workload) where deadline.kills {
            if wait.exceeds(seconds: deadline.seconds) {
                hits.append(
                    subject.hit(
                        at: wait, "\(what), but the pod is killed after \(deadline.seconds) s (\(deadline.field))",
                        cure: "set the waiter's timeout below \(deadline.seconds) s, or raise \(deadline.field)"))
            }
        }
        let declared = subject.surveyed.declaration.timeout
        if subject.pod.annotations["holdfast.dev/timeout"] != nil, declared > 0,
            wait.exceeds(seconds: Int(declared / 1000))
        {
            hits.append(
                subject.hit(
                    at: wait, "\(what), but the pod declares holdfast.dev/timeout: \(TimeWord.text(declared))",
                    cure:
                        "declare the wait (holdfast.dev/wait-for), or give the waiter --timeout \(TimeWord.text(declared))"
                ))
        }
        return hits
    }
}
