import Kubelet
import Manifests
import Startup

extension Rule {
    static let hookHTTPGet = Rule(
        id: "HF202", name: "hook-http-get", severity: .warning,
        what: "A postStart hook is an httpGet, which neither waits nor looks at the answer.",
        why: """
            The kubelet asks once, right after the container was created, beside its ENTRYPOINT. Any answer counts, 404 and \
            500 as well; a connection that is refused, because the program does not listen yet, kills the container. So \
            the container is restarted until it happens to be faster than its own hook, and nobody has waited for it.
            """,
        source: """
            pkg/kubelet/lifecycle/handlers.go runHTTPHandler: only the error of the request is looked at, never its status \
            (seen on 1.36.2)
            """,
        fix: """
            Make the question a startupProbe, or a readinessProbe with holdfast.dev/order for containers that wait. To \
            notify somebody, use exec with a client that tries again.
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              containers:
                - name: proxy
                  image: envoy:1.36
                  lifecycle:
                    postStart:
                      httpGet: {path: /ready, port: 15021}
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {holdfast.dev/order: "proxy, app"}
            spec:
              containers:
                - name: proxy
                  image: envoy:1.36
                  readinessProbe:
                    httpGet: {path: /ready, port: 15021}
                    periodSeconds: 1
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.pod.all.compactMap { container -> Hit? in
                guard case .httpGet(_, let host, let port, let path, _)? = container.spec.postStart,
                    let node = container.node["lifecycle"]?["postStart"]?["httpGet"]
                else { return nil }
                let isOwn = host.map { ["", "localhost", "127.0.0.1", "::1"].contains($0) } ?? true
                let asked = (isOwn ? "its own port \(port)" : "\(host ?? ""):\(port)") + path
                return subject.hit(
                    at: node, container: container,
                    "the postStart of container \(container.name) asks \(asked) once: it does not wait, "
                        + "takes every status for success, and a refused connection kills the container",
                    cure: isOwn ? ownCure(subject.pod, container) : "",
                    severity: isOwn ? nil : .note, fix: isOwn ? probe(subject.pod, container, node) : nil)
            }
        })

    /// Where nobody stands behind the container, or it is a sidecar, the question does as a startupProbe what it was
    /// to do. Not a safe fix: a container that does not answer within the minute is restarted then too.
    private static func probe(_ pod: Pod, _ container: Container, _ question: Node) -> Fix? {
        let node = container.node
        let isLast = pod.containers.last?.name == container.name
        guard isLast || container.spec.isRestartable, node["startupProbe"] == nil, let lifecycle = node["lifecycle"]
        else { return nil }
        let isOnly = lifecycle.entries.count == 1
        let probe = Value.fields(
            ("httpGet", Value(question)), ("periodSeconds", .int(1)), ("failureThreshold", .int(60)))
        return Fix(
            "make the question a startupProbe of \(container.name)", isSafe: false,
            [
                isOnly ? .remove(from: node, key: "lifecycle") : .remove(from: lifecycle, key: "postStart"),
                .set(in: node, path: ["startupProbe"], probe),
            ])
    }

    private static func ownCure(_ pod: Pod, _ container: Container) -> String {
        let isSidecar = container.spec.isRestartable
        guard !isSidecar, let index = pod.containers.firstIndex(where: { $0.name == container.name }),
            index + 1 < pod.containers.count
        else {
            return "move the httpGet from lifecycle.postStart to a startupProbe with periodSeconds: 1; "
                + "if it is to set something off, use exec with a client that tries again"
        }
        let names = [container.name] + pod.containers[(index + 1)...].map(\.name)
        return "move the httpGet to a readinessProbe with periodSeconds: 1, "
            + "and annotate the pod with holdfast.dev/order: \"\(names.joined(separator: ", "))\""
    }
}
