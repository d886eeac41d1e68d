import Kubelet

/// What a container's own probes say about how to ask from another container of the pod whether it is ready.
public enum ProbeTarget {
    /// A target for the waiter; `nil` when no probe can be asked from outside. A readinessProbe that runs a command is
    /// better asked inside than replaced by a startupProbe, which says less.
    public static func url(of container: Container) -> String? {
        let readiness = container.spec.probes[.readiness]
        if case .exec? = readiness?.handler, !container.command.isEmpty { return nil }
        return readiness.flatMap { url(of: $0.handler) }
            ?? container.spec.probes[.startup].flatMap { url(of: $0.handler) }
    }

    /// The same question as a target; `nil` when it cannot be asked from outside.
    public static func url(of handler: Handler) -> String? {
        switch handler {
        case .httpGet(let scheme, let host, let port, let path, let headers):
            guard headers.isEmpty else { return nil }
            let url = "://\(host ?? "localhost"):\(port)\(path.hasPrefix("/") ? path : "/" + path)"
            // The kubelet looks at no certificate.
            return scheme.uppercased() == "HTTPS" ? "https\(url)#insecure" : "http\(url)"
        case .tcpSocket(let host, let port): return "tcp://\(host ?? "localhost"):\(port)"
        case .grpc(let port, let service): return "grpc://localhost:\(port)/\(service)"
        case .exec, .sleep: return nil
        }
    }

    /// A target for a waiter that runs in the container itself; `nil` when no probe runs a command.
    public static func inside(_ container: Container) -> String? {
        for kind in [ProbeKind.readiness, .startup] {
            if case .exec(let words)? = container.spec.probes[kind]?.handler {
                return "exec:" + words.map(encoded).joined(separator: " ")
            }
        }
        return nil
    }

    /// Blanks separate words, and `#` begins the expectations.
    private static func encoded(_ word: String) -> String {
        var result = ""
        for scalar in word.unicodeScalars {
            switch scalar {
            case "%", "#", " ", "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
