import Kubelet
import Manifests
import Startup

extension Rule {
    static let sidecarWithoutStartupProbe = Rule(
        id: "HF301", name: "sidecar-without-startup-probe", severity: .warning,
        what: "A native sidecar that others need has no startupProbe.",
        why: """
            An init container with restartPolicy: Always lets the next container start as soon as it runs itself, its \
            postStart has returned, and its startupProbe, if it has one, has succeeded. Its readinessProbe is not asked. \
            So without a startupProbe the next container is started some milliseconds after the proxy's process, not when \
            the proxy takes connections.
            """,
        source: """
            https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/; \
            pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions
            """,
        fix: "Give the sidecar a startupProbe with periodSeconds: 1 that asks what shows that it is ready.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: cloud-sql-proxy
                  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
                  args: [--health-check, --http-address=0.0.0.0, "project:region:shop"]
                  restartPolicy: Always
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: cloud-sql-proxy
                  image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
                  args: [--health-check, --http-address=0.0.0.0, "project:region:shop"]
                  restartPolicy: Always
                  startupProbe:
                    httpGet: {path: /startup, port: 9090}
                    periodSeconds: 1
                    failureThreshold: 60
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.pod.initContainers.compactMap { container -> Hit? in
                let spec = container.spec
                guard spec.isRestartable, container.node["startupProbe"].map(\.isNull) ?? true,
                    !HookWait.mayWait(spec.postStart)
                else { return nil }
                let helper = Helper.of(container)
                // Somebody's own program that can say when it is ready may be needed; any other one is none of ours.
                guard helper == .needed || helper == nil && spec.probes[.readiness] != nil else { return nil }
                let next = follower(of: container, subject.pod)
                return subject.hit(
                    at: container.node["name"] ?? container.node, container: container,
                    "sidecar \(container.name) has no startupProbe: \(next) is started when it runs, not when it is ready",
                    cure: cure(container), severity: helper == .needed ? nil : .note, fix: fix(container))
            }
        })

    private static func follower(of container: Container, _ pod: Pod) -> String {
        let behind = pod.all.drop { $0.name != container.name }.dropFirst()
        return behind.first.map { "container \($0.name)" } ?? "what follows"
    }

    private static func cure(_ container: Container) -> String {
        if container.spec.probes[.readiness] != nil {
            return "give it a startupProbe that asks what its readinessProbe asks, with periodSeconds: 1"
        }
        let image = ImageName(container.image)
        let known: [(names: [String], probe: String)] = [
            (["istio-proxy", "proxyv2"], "httpGet: {path: /healthz/ready, port: 15021}"),
            (["linkerd-proxy"], "httpGet: {path: /ready, port: 4191}"),
            (["daprd"], "httpGet: {path: /v1.0/healthz/outbound, port: 3500}"),
            (["oauth2-proxy"], "httpGet: {path: /ready, port: 4180}"),
        ]
        if let one = known.first(where: { $0.names.contains(container.name) || $0.names.contains(image.base) }) {
            return "write startupProbe: {\(one.probe), periodSeconds: 1, failureThreshold: 60}"
        }
        if image.base == "cloud-sql-proxy" || image.base == "alloydb-auth-proxy" {
            return "start it with --health-check --http-address=0.0.0.0, and write "
                + "startupProbe: {httpGet: {path: /startup, port: 9090}, periodSeconds: 1, failureThreshold: 60}"
        }
        return ""
    }

    /// Not a safe one: a sidecar that is not ready within the minute is restarted then.
    private static func fix(_ container: Container) -> Fix? {
        guard case .mapping(let probe)? = container.node["readinessProbe"].map({ Value($0) }) else { return nil }
        let handler = probe.filter { ["httpGet", "tcpSocket", "exec", "grpc", "timeoutSeconds"].contains($0.key) }
        let times = [Value.Field("periodSeconds", .int(1)), Value.Field("failureThreshold", .int(60))]
        return Fix(
            "give \(container.name) its readinessProbe as startupProbe", isSafe: false,
            [.set(in: container.node, path: ["startupProbe"], .mapping(handler + times))])
    }
}
