import Kubelet
import Manifests

extension Rule {
    static let sidecarProbePeriod = Rule(
        id: "HF302", name: "sidecar-probe-period", severity: .warning,
        what: "A native sidecar's startupProbe has a period of more than 2 s, or the default of 10 s.",
        why: """
            The next init container, and with the last one the application, is started when the startupProbe has \
            succeeded. A probe that fails once is asked again a whole period later: with the default of 10 s every start \
            of the pod is up to 10 s late.
            """,
        source: "pkg/kubelet/prober/worker.go; core/v1 Probe.periodSeconds, default 10",
        fix: "Set periodSeconds: 1, and failureThreshold to as many seconds as the sidecar may take.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: proxy
                  image: envoy:1.36
                  restartPolicy: Always
                  startupProbe:
                    httpGet: {path: /ready, port: 15021}
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: proxy
                  image: envoy:1.36
                  restartPolicy: Always
                  startupProbe:
                    httpGet: {path: /ready, port: 15021}
                    periodSeconds: 1
                    failureThreshold: 60
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.pod.initContainers.compactMap { container -> Hit? in
                guard container.spec.isRestartable, let probe = container.spec.probes[.startup], probe.period > 2,
                    let node = container.node["startupProbe"]
                else { return nil }
                // As long as before until it is given up.
                let failures = Value.int(probe.period * probe.failureThreshold)
                return subject.hit(
                    at: node["periodSeconds"] ?? node, container: container,
                    "the startupProbe of sidecar \(container.name) is asked every \(probe.period) s only",
                    cure: "set periodSeconds: 1 and failureThreshold: \(probe.period * probe.failureThreshold)",
                    fix: Fix(
                        "ask the startupProbe of \(container.name) every second",
                        [
                            .set(in: node, path: ["periodSeconds"], .int(1)),
                            .set(in: node, path: ["failureThreshold"], failures),
                        ]))
            }
        })
}
