import KubernetesAPI
import Manifests

/// Names of what belongs to the controller in its cluster.
public struct ControllerIdentity: Sendable {
    /// The namespace that it runs in.
    public var namespace: String
    /// Its Service, by whose name it is called; the Lease has the same name.
    public var service: String
    /// This replica.
    public var replica: String

    /// An identity.
    public init(namespace: String, service: String, replica: String) {
        self.namespace = namespace
        self.service = service
        self.replica = replica
    }

    /// The webhook configurations; both have this name.
    public static let webhooks = ObjectKey(name: "holdfast-controller")
    /// The webhook that is asked about pods.
    public static let podWebhook = "pods.holdfast.dev"
    /// The namespace of Istio's control plane.
    public static let meshNamespace = "istio-system"

    /// The Secret with the certificates.
    public var secret: ObjectKey { ObjectKey(namespace: namespace, name: "holdfast-webhook-tls") }
    /// The Lease that one replica holds.
    public var lease: ObjectKey { ObjectKey(namespace: namespace, name: service) }
    /// The labels of what the controller makes itself.
    public var labels: [(String, String)] {
        [
            ("app.kubernetes.io/managed-by", "holdfast-controller"), ("app.kubernetes.io/name", "holdfast-controller"),
            ("app.kubernetes.io/part-of", "holdfast"),
        ]
    }

    /// What a watch of this part selects.
    public func selection(of part: KnowledgePart) -> Selection {
        switch part {
        case .policies, .clusterPolicies: Selection()
        case .mesh: Selection(namespace: ControllerIdentity.meshNamespace)
        case .namespaces: Selection(isMetadataOnly: true)
        case .certificates: Selection(secret)
        case .mutatingWebhooks, .validatingWebhooks: Selection(ControllerIdentity.webhooks)
        }
    }
}
