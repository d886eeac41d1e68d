import HandWritten
import Manifests
import Topology

extension Rule {
    static let portIsNotReady = Rule(
        id: "HF105", name: "port-is-not-ready", severity: .warning,
        what: "A wait takes an open port for a server that is ready, though the server can be asked.",
        why: """
            A server opens its port first and loads, replays its log or elects a leader afterwards; meanwhile it answers \
            with errors ("the database system is starting up", LOADING, no leader). An open port says that a process \
            runs, not that it works. Nothing is said where the port is reached through a Service whose pods have a \
            readinessProbe that asks more: it has endpoints only when they are ready.
            """,
        source: """
            https://www.postgresql.org/docs/current/app-pg-isready.html; https://redis.io/docs/latest/commands/ping/; \
            Docs/reference.md#targets
            """,
        fix:
            "Ask in the server's own protocol: holdfast.dev/wait-for: postgres://db:5432, or pg_isready, redis-cli ping and the like.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z -w 3 db 5432; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata:
              name: shop
              annotations: {holdfast.dev/wait-for: "postgres://db:5432"}
            spec:
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.portOnly).compactMap { written -> Hit? in
                let weak = written.wait.targets.filter { target in
                    !ProxyPath.isTaken(by: written, to: target, subject)
                        && !BetterQuestion.isKeptByReadiness(target, subject, byName: false)
                }
                // The tool may ask some of its targets better: dockerize with a tcp and an http one.
                let ports = weak.filter { ($0.checked ?? $0.meant ?? "tcp:").hasPrefix("tcp:") }
                guard !ports.isEmpty || written.wait.targets.isEmpty else { return nil }
                let better = ports.compactMap { target in
                    target.host.flatMap { BetterQuestion.target($0, target.port, for: subject) }
                }
                let names = ports.map(\.address).joined(separator: " and ")
                return subject.hit(
                    at: written,
                    "\(written.title(in: subject.pod)) takes an open port\(names.isEmpty ? "" : " of \(names)") for a server that is ready",
                    cure: better.isEmpty
                        ? "ask what the server itself says, an HTTP health path say"
                        : "ask the server: holdfast.dev/wait-for: \(better.joined(separator: ", "))",
                    severity: better.isEmpty ? Diagnostic.Severity.note : nil)
            }
        })
}
