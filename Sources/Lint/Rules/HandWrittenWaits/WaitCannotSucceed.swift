import HandWritten
import Topology

extension Rule {
    static let waitCannotSucceed = Rule(
        id: "HF110", name: "wait-cannot-succeed", severity: .error,
        what: "A wait asks in a way that can never succeed.",
        why: """
            nc takes the host and the port as two words: with "db:80" in one it looks up a host of that name, or misses \
            the port, and fails whatever runs behind it. What comes after the wait never starts.
            """,
        source: "https://man.openbsd.org/nc (nc [options] destination port)",
        fix: "Write host and port as the tool has it: nc -z db 80.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z -w 3 config:80; do sleep 2; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        after: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: busybox:1.36
                  command: [sh, -c, "until nc -z -w 3 config 80; do sleep 2; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.cannotSucceed).map { written -> Hit in
                let target = written.wait.targets.first { $0.host != nil }
                let words = target.flatMap { target in target.host.map { "\($0) \(target.port.map(String.init) ?? "PORT")" } }
                let isNetcat = written.wait.tool == .netcat
                return subject.hit(
                    at: written,
                    "\(subject.sentence(written)), but as \(written.wait.tool.name) is called it can never succeed",
                    cure: isNetcat ? "give it two words, the host and the port: nc -z \(words ?? "HOST PORT")" : "")
            }
        })
}
