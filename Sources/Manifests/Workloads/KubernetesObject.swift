/// A document that is not a workload, but that start-up may depend on: a Service, a ConfigMap, an IstioOperator.
public struct KubernetesObject: Sendable {
    /// Such as `v1`.
    public var apiVersion: String
    /// Such as `Service`.
    public var kind: String
    /// Its name.
    public var name: String
    /// Its namespace; empty when the document names none.
    public var namespace: String
    /// The document.
    public var node: Node
}
