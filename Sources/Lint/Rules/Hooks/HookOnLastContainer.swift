import Kubelet
import Manifests
import Startup

extension Rule {
    static let hookOnLastContainer = Rule(
        id: "HF203", name: "hook-on-last-container", severity: .warning,
        what: "A postStart hook that waits or sleeps is on the pod's last container, where it holds nobody.",
        why: """
            The kubelet starts containers in the order of the list, and goes on to the next one when the postStart of \
            the one before has returned. Behind the last one there is nobody to hold: the hook only delays the pod's IP, \
            its probes and its deletion.
            """,
        source: "pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod",
        fix: "Put the container before those that are to wait for it, or declare the order with holdfast.dev/order.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - {name: app, image: shop:1}
                - name: istio-proxy
                  image: istio/proxyv2:1.26.0
                  lifecycle:
                    postStart: {exec: {command: [pilot-agent, wait]}}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: istio-proxy
                  image: istio/proxyv2:1.26.0
                  lifecycle:
                    postStart: {exec: {command: [pilot-agent, wait]}}
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            let pod = subject.pod
            guard pod.containers.count > 1, let last = pod.containers.last,
                let title = HookWait.title(of: last.spec.postStart), let list = pod.node["containers"],
                let hook = last.node["lifecycle"]?["postStart"]
            else { return [] }
            let others = pod.containers.dropLast().map(\.name).joined(separator: ", ")
            return [
                subject.hit(
                    at: hook, container: last,
                    "the postStart of container \(last.name) \(title) and holds nobody: \(others) "
                        + "\(pod.containers.count == 2 ? "is" : "are") started before it",
                    cure: "put \(last.name) first in spec.containers",
                    fix: Fix(
                        "put \(last.name) first", isSafe: false, [.move(last.node, in: list, to: 0)]))
            ]
        })
}
