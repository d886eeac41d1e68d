import HandWritten
import Manifests
import Topology

extension Rule {
    static let noAttemptLimit = Rule(
        id: "HF104", name: "no-attempt-limit", severity: .warning,
        what: "A wait asks with curl, wget or nc, and no time limit for the single attempt.",
        why: """
            A server that accepts and does not answer, or a packet that a firewall or NetworkPolicy drops, holds the one \
            attempt: curl waits for ever for an answer, GNU wget 15 minutes and 20 times over, and a connection is tried \
            for about two minutes. The loop around it is not reached meanwhile, nor is its count.
            """,
        source: """
            https://curl.se/docs/manpage.html#-m; \
            https://www.gnu.org/software/wget/manual/wget.html#Download-Options (--read-timeout, --tries)
            """,
        fix: "Limit the attempt: curl --max-time 3, wget -T 3, nc -w 3.",
        before: """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop}
            spec:
              initContainers:
                - name: wait
                  image: curlimages/curl:8.10.1
                  command: [sh, -c, "until curl -fs http://config:8080/health; do sleep 1; done"]
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
                  command: [sh, -c, "until curl --max-time 3 -fs http://config:8080/health; do sleep 1; done"]
              containers:
                - {name: app, image: shop:1}
            """,
        check: .pod { subject in
            subject.writtenWaits(.noAttemptLimit).map { written -> Hit in
                let option = AttemptLimit.option(written.wait.tool)
                // A connection is mostly refused at once; an answer often enough does not come.
                let isPort = written.wait.proof == .port
                return subject.hit(
                    at: written,
                    "\(subject.sentence(written)) with \(written.wait.tool.name), and no time limit for an attempt",
                    cure: option.map { "write \($0.tool) \($0.option.words.joined(separator: " "))" } ?? "",
                    severity: isPort ? Diagnostic.Severity.note : nil, fix: AttemptLimit.fix(written))
            }
        })
}

private enum AttemptLimit {
    static func option(_ tool: WaitTool) -> (tool: String, option: OptionFix.Option)? {
        switch tool {
        case .curl:
            (
                "curl",
                .init(
                    tools: ["curl"], words: ["--max-time", "3"], long: ["--max-time", "--connect-timeout"], short: ["m"]
                )
            )
        case .wget: ("wget", .init(tools: ["wget"], words: ["-T", "3"], long: ["--timeout"], short: ["T"]))
        case .netcat:
            ("nc", .init(tools: ["nc", "ncat", "netcat"], words: ["-w", "3"], long: ["--wait"], short: ["w", "G"]))
        default: nil
        }
    }

    /// Only where the attempt is repeated: then one that is cut off costs nothing.
    static func fix(_ written: WrittenWait) -> Fix? {
        switch written.wait.shape {
        case .loop, .retries: break
        case .sleep, .once, .program: return nil
        }
        guard let (tool, option) = option(written.wait.tool), let change = OptionFix.change(option, in: written) else {
            return nil
        }
        return Fix("give \(tool) \(option.words.joined(separator: " ")), so that no attempt hangs", [change])
    }
}
