/// Where the API server is, and who asks.
public struct ClusterAddress: Sendable {
    /// Such as `https://10.96.0.1:443`, without a slash at its end.
    public var url: String
    /// The file with the certificates to trust, PEM; `nil` for those of the system.
    public var certificateFile: String?
    /// The file with the account's token; `nil` when somebody else, such as `kubectl proxy`, says who asks.
    public var tokenFile: String?

    /// An address.
    public init(url: String, certificateFile: String? = nil, tokenFile: String? = nil) {
        self.url = url
        self.certificateFile = certificateFile
        self.tokenFile = tokenFile
    }

    /// The pod's own cluster (client-go `rest.InClusterConfig`): its variables name the API server, its account is a
    /// directory of files. `nil` outside a pod.
    public static func ofPod(environment: [String: String]) -> ClusterAddress? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], let port = environment["KUBERNETES_SERVICE_PORT"],
            !host.isEmpty, !port.isEmpty
        else { return nil }
        let account = "/var/run/secrets/kubernetes.io/serviceaccount/"
        return ClusterAddress(
            url: "https://" + (host.contains(":") ? "[\(host)]" : host) + ":" + port,
            certificateFile: account + "ca.crt", tokenFile: account + "token")
    }

    /// Whatever is written, as an address; `nil` when it is no URL of http or https.
    public static func of(_ text: String) -> ClusterAddress? {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), let last = text.split(separator: "/").last,
            !last.hasPrefix("http"), !text.contains(where: \.isWhitespace)
        else { return nil }
        return ClusterAddress(url: text.hasSuffix("/") ? String(text.dropLast()) : text)
    }
}
