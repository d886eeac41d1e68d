/// The names under which the API server may call the webhooks.
public struct ServingNames: Hashable, Sendable {
    /// What the API server asks for with `clientConfig.service`: `SERVICE.NAMESPACE.svc` (Kubernetes, "Dynamic Admission
    /// Control", "Service reference"). Without it no admission succeeds.
    public var primary: String
    /// Other names that people and tests use; a certificate without them works but is renewed.
    public var others: [String]

    /// The names of a Service: `SERVICE.NS.svc`, `SERVICE.NS.svc.cluster.local`, `SERVICE.NS`.
    public init(service: String, namespace: String) {
        primary = "\(service).\(namespace).svc"
        others = ["\(service).\(namespace).svc.cluster.local", "\(service).\(namespace)"]
    }

    /// All names, the primary one first: the order of the certificate's DNS names.
    public var all: [String] { [primary] + others }
}
