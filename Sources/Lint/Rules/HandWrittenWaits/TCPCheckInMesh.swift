import HandWritten
import Manifests
import Probing
import Startup
import StartupGraph
import Topology

extension Rule {
    static let tcpCheckInMesh = Rule(
        id: "HF107", name: "tcp-check-in-mesh", severity: .warning,
        what: "A wait asks whether a port is open from behind a mesh proxy, which accepts every connection itself.",
        why: """
            The pod's traffic is redirected to its sidecar. The sidecar accepts the connection first and looks for the \
            server afterwards, so that nc -z and its like succeed for every host and every port, also when nothing \
            listens there. The wait is over at once, and proves nothing.
            """,
        source: "Knative serving issue 1509",
        fix: """
            Ask for an answer: http://…/health, postgres://db:5432, grpc://…; or keep the port out of the mesh with the \
            annotation traffic.sidecar.istio.io/excludeOutboundPorts (config.linkerd.io/skip-outbound-ports).
            """,
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: istio-proxy, image: istio/proxyv2:1.27.0, restartPolicy: Always}
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - {name: istio-proxy, image: istio/proxyv2:1.27.0, restartPolicy: Always}
                - name: wait
                  image: postgres:17
                  command: [sh, -c, "until pg_isready -h db; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in MeshedChecks.written(subject) + MeshedChecks.declared(subject) })
}

private enum MeshedChecks {
    static func written(_ subject: PodSubject) -> [Hit] {
        subject.writtenWaits(.portOnly).compactMap { written -> Hit? in
            let blind = written.wait.targets.filter { target in
                (target.checked ?? target.meant ?? "tcp:").hasPrefix("tcp:")
                    && ProxyPath.isTaken(by: written, to: target, subject)
            }
            guard let first = blind.first else { return nil }
            let names = blind.map(\.address).joined(separator: " and ")
            return subject.hit(
                at: written,
                "\(written.title(in: subject.pod)) asks for an open port of \(names), but \(ProxyPath.meshName(subject))'s proxy accepts every connection: it proves nothing",
                cure: cure(first.host, first.port, subject))
        }
    }

    /// Holdfast's own `tcp` notices a connection that is closed again soon, which a proxy without a server does; while the
    /// proxy still looks for the server it does not.
    static func declared(_ subject: PodSubject) -> [Hit] {
        subject.surveyed.declaration.waits.compactMap { wait -> Hit? in
            guard case .tcp(let host, let port) = wait.target.endpoint, isBehindProxy(wait, subject),
                let container = subject.pod.all.indices.last(where: {
                    !MeshProxy.names.contains(subject.pod.all[$0].name)
                }),
                ProxyPath.isTaken(from: container, host: host, port: Int(port), subject),
                let (node, offset) = place(wait, subject)
            else { return nil }
            return subject.hit(
                at: node, offset: offset,
                "\(wait.target.name) is asked behind \(ProxyPath.meshName(subject))'s proxy, which accepts every connection: it proves little",
                cure: cure(host, Int(port), subject), severity: .note)
        }
    }

    /// An init container before a proxy that is a regular container does not go through it.
    private static func isBehindProxy(_ wait: Declaration.Wait, _ subject: PodSubject) -> Bool {
        let hold = subject.surveyed.plan?.holds.first { $0.dependency.name == wait.target.name }
        guard let hold, hold.strategy == .initContainer else { return true }
        let isNative = subject.pod.initContainers.contains { MeshProxy.names.contains($0.name) }
        return subject.surveyed.mesh == .later(native: true) || isNative
    }

    /// Where an annotation has the target; `nil` when it comes from a policy.
    private static func place(_ wait: Declaration.Wait, _ subject: PodSubject) -> (node: Node, offset: Int?)? {
        for (key, node) in subject.pod.annotations.sorted(by: { $0.key < $1.key }) where key.hasPrefix("holdfast.dev/")
        {
            let parts = node.text.split(separator: wait.url, maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { return (node, parts[0].utf8.count) }
        }
        return nil
    }

    private static func cure(_ host: String?, _ port: Int?, _ subject: PodSubject) -> String {
        let better = host.flatMap { BetterQuestion.target($0, port, for: subject) }
        return
            (better.map { "ask for an answer: holdfast.dev/wait-for: \($0); " }
            ?? "ask for an answer, an HTTP health path say; ")
            + "or annotate the pod with \(ProxyPath.exclusion(of: port, subject))"
    }
}
