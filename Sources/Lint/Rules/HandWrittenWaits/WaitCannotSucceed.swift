import HandWritten
import Manifests
import Topology

extension Rule {
    static let waitCannotSucceed = Rule(
        id: "HF110", name: "wait-cannot-succeed", severity: .error,
        what: "A wait asks in a way that can never succeed.",
        why: """
            OpenBSD's nc and Nmap's ncat take the host and the port as two words: of "db:80" in one they say that the port \
            is missing, and fail whatever runs behind it; what comes after the wait never starts. BusyBox's nc alone takes \
            one word, and nothing is said where the image has that one.
            """,
        source: "https://man.openbsd.org/nc (nc [options] destination port); BusyBox networking/nc_bloaty.c",
        fix: "Write host and port as the tool has it: nc -z db 80.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: instrumentisto/nmap:7.95
                  command: [sh, -c, "until ncat -z -w 3 config:80; do sleep 2; done"]
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
                  image: instrumentisto/nmap:7.95
                  command: [sh, -c, "until ncat -z -w 3 config 80; do sleep 2; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.cannotSucceed).map { written -> Hit in
                let image = subject.pod.all[written.container].image
                let isSure = NetcatKind.of(written, image: image) == .other
                let target = written.wait.targets.first { $0.host != nil }
                let words = "\(target?.host ?? "HOST") \(target?.port.map(String.init) ?? "PORT")"
                return subject.hit(
                    at: written,
                    "\(subject.sentence(written)), but gives nc host and port as one word, "
                        + (isSure ? "which can never succeed" : "which succeeds with BusyBox's nc only"),
                    cure: "give it two words: nc -z \(words)",
                    severity: isSure ? nil : Diagnostic.Severity.warning)
            }
        })
}
