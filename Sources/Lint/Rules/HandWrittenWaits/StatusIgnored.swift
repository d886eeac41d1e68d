import HandWritten
import Topology

extension Rule {
    static let statusIgnored = Rule(
        id: "HF103", name: "status-ignored", severity: .warning,
        what: "A wait asks with curl and takes any answer for ready, whatever its status.",
        why: """
            curl ends with 0 as soon as a server has answered, also with 404, 500 or 503, unless it is told --fail. A \
            server that says "starting up, come back later" counts as ready, and so does a proxy before it that has no \
            server yet.
            """,
        source: "https://curl.se/docs/manpage.html#-f",
        fix:
            "Give curl --fail (-f), compare %{http_code}, or declare the URL: holdfast.dev/wait-for takes 200 to 399 only.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: curlimages/curl:8.10.1
                  command:
                    - sh
                    - -c
                    - |
                      until curl -s --max-time 3 http://config:8080/health; do
                        sleep 1
                      done
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
                  command:
                    - sh
                    - -c
                    - |
                      until curl --fail -s --max-time 3 http://config:8080/health; do
                        sleep 1
                      done
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.statusIgnored).map { written -> Hit in
                // Whoever answers behind such a Service has passed its readinessProbe.
                let isKept =
                    !written.wait.targets.isEmpty
                    && written.wait.targets.allSatisfy { BetterQuestion.isKeptByReadiness($0, subject, byName: false) }
                // An old curl takes a database's greeting for a page.
                let isForeign = written.wait.targets.contains { BetterQuestion.speaksNoHTTP($0) }
                let declared = subject.declarable(written)
                let object = written.wait.targets.compactMap(\.meant).joined(separator: ", ")
                return subject.hit(
                    at: written,
                    "\(written.title(in: subject.pod)) takes any answer\(object.isEmpty ? "" : " of \(object)") for ready, 404 and 500 too",
                    cure: isForeign
                        ? "ask in the server's own protocol" + (declared.isEmpty ? "" : ": \(declared)")
                        : "write curl --fail" + (declared.isEmpty ? "" : ", or \(declared)"),
                    severity: isKept ? .note : nil, fix: isForeign ? nil : FailOption.fix(written))
            }
        })
}

private enum FailOption {
    /// It is safe where a health question is asked: the author wants its answer to count. Elsewhere 401 or 404 may be what
    /// the server always says, and the wait would never end.
    static func fix(_ written: WrittenWait) -> Fix? {
        guard written.wait.tool == .curl, let change = OptionFix.change(option, in: written) else { return nil }
        let urls = written.wait.targets.map { ($0.meant ?? "").lowercased() }
        let isSafe = !urls.isEmpty && urls.allSatisfy { url in healthWords.contains { url.contains($0) } }
        return Fix("give curl --fail, so that 404 and 500 do not count as ready", isSafe: isSafe, [change])
    }

    private static let option = OptionFix.Option(
        tools: ["curl"], words: ["--fail"], long: ["--fail", "--fail-with-body", "--fail-early"], short: ["f"])

    private static let healthWords = ["/health", "/ready", "/readyz", "/livez", "/live", "/info", "/ping", "/actuator"]
}
