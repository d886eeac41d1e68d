import HandWritten
import Topology

extension Rule {
    static let certificateIgnored = Rule(
        id: "HF112", name: "certificate-ignored", severity: .note,
        what: "A wait over HTTPS takes any certificate.",
        why: """
            Whoever answers counts as the server: a default backend of the ingress, another tenant's service, a server \
            whose certificate has run out. The application, which looks at the certificate, then fails behind a wait that \
            said all is well.
            """,
        source: "https://curl.se/docs/manpage.html#-k",
        fix: "Give the tool the CA: curl --cacert /path/ca.crt, wget --ca-certificate=/path/ca.crt.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: curlimages/curl:8.10.1
                  command: [sh, -c, "until curl -kfs --max-time 3 https://config/health; do sleep 1; done"]
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
                  image: curlimages/curl:8.10.1
                  command: [sh, -c, "until curl -fs --cacert /ca/ca.crt --max-time 3 https://config/health; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.certificateIgnored).compactMap { written -> Hit? in
                // Over plain HTTP, and where the scheme comes from a variable, the option may mean nothing.
                guard written.wait.targets.contains(where: { $0.meant?.hasPrefix("https:") ?? false }) else {
                    return nil
                }
                return subject.hit(
                    at: written, "\(subject.sentence(written)) and takes any certificate",
                    cure: written.wait.tool == .wget
                        ? "write --ca-certificate=/path/ca.crt instead of --no-check-certificate"
                        : written.wait.tool == .curl ? "write --cacert /path/ca.crt instead of -k" : "")
            }
        })
}
