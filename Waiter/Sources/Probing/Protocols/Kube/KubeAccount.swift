/// Where a pod finds its API server and its own service account; the files are for the caller to read.
///
/// Source: "Accessing the Kubernetes API from a Pod" of the Kubernetes documentation, and `InClusterConfig` of
/// client-go (`rest/config.go`).
public struct KubeAccount: Equatable, Sendable {
    /// The file with the bearer token, which the kubelet renews: to be read again for every attempt.
    public static var tokenPath: String { "/var/run/secrets/kubernetes.io/serviceaccount/token" }
    /// The file with the certificates, as PEM, of the authorities that may vouch for the API server.
    public static var authoritiesPath: String { "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt" }
    /// The file with the pod's namespace, without a line end.
    public static var namespacePath: String { "/var/run/secrets/kubernetes.io/serviceaccount/namespace" }
    /// The environment variable with the API server's address.
    public static var hostVariable: String { "KUBERNETES_SERVICE_HOST" }
    /// The environment variable with the API server's port.
    public static var portVariable: String { "KUBERNETES_SERVICE_PORT" }

    /// The API server's address or name; an IPv6 address without brackets.
    public let host: String
    /// The API server's port, 443 where the environment says none.
    public let port: UInt16

    /// Reads the values of ``hostVariable`` and ``portVariable``.
    public init(host: String?, port: String?) throws(UsageError) {
        guard let host, !host.utf8.isEmpty else {
            throw UsageError(
                "\(Self.hostVariable) is not set, so the Kubernetes API server is unknown",
                cure: "use kube: targets only in a pod")
        }
        self.host = host
        guard let port, !port.utf8.isEmpty else {
            self.port = 443
            return
        }
        guard let number = ASCII.number(port.utf8), number > 0, let number = UInt16(exactly: number) else {
            throw UsageError(
                "\(Self.portVariable) is \(ShownText.quoted([UInt8](port.utf8)[...])), not a port",
                cure: "leave it as the kubelet sets it")
        }
        self.port = number
    }
}
