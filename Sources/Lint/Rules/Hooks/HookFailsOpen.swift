import HandWritten
import Topology

extension Rule {
    static let hookFailsOpen = Rule(
        id: "HF201", name: "hook-fails-open", severity: .warning,
        what: "A postStart hook that holds the containers after it gives up after a while, or can fail.",
        why: """
            When a postStart hook fails, the kubelet kills and restarts its container, but it starts the next containers \
            in the same pass all the same. The order holds only while the hook blocks: a hook that gives up, with an error \
            or without, lets everything through, just when the dependency is late.
            """,
        source:
            "seen on kubelet 1.36.2; pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod; Istio issue 41086",
        fix: """
            Make the container a native sidecar (an init container with restartPolicy: Always and a startupProbe), or let \
            the waiting container's own command wait (holdfast.dev/startup with strategy: wrap). A hook has to block: no \
            deadline, and its words to /proc/1/fd/1.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: istio-proxy
                  image: istio/proxyv2:1.26.0
                  lifecycle: {postStart: {exec: {command: [pilot-agent, wait]}}}
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: istio-proxy
                  image: istio/proxyv2:1.26.0
                  restartPolicy: Always
                  startupProbe: {httpGet: {path: /healthz/ready, port: 15021}, periodSeconds: 1, failureThreshold: 600}
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.surveyed.writtenWaits.compactMap { written -> Hit? in
                let wait = written.wait
                guard written.site == .postStart, subject.holdsOthers(written), !wait.isBackground,
                    wait.shape != .sleep, wait.isBounded || wait.onGivingUp != .never || wait.shape == .once
                else { return nil }
                let own = subject.pod.all[written.container].name
                let held = subject.pod.all[(written.container + 1)...].map(\.name).joined(separator: ", ")
                let how =
                    wait.shape == .once ? "fails when its one attempt does" : "gives up \(wait.endText)"
                return subject.hit(
                    at: written,
                    "\(written.title(in: subject.pod)) \(how), and what it holds (\(held)) is started all the same",
                    cure: "move \(own) to initContainers with restartPolicy: Always and a startupProbe, or write "
                        + "holdfast.dev/startup with dependsOn: {\(own): ready} and strategy: wrap")
            }
        })
}
