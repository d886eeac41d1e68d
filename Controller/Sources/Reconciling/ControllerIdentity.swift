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

    /// What has to be watched. `meshConfigMaps` names those of the mesh's revisions: whoever may read ConfigMaps by name
    /// only may watch them by name only. Without an authority of its own the controller reads no Secret.
    public func slices(meshConfigMaps: [String], isOwnAuthority: Bool) -> [ClusterKnowledge.Slice] {
        var slices: [ClusterKnowledge.Slice] = [
            .init(.policies, Selection()), .init(.clusterPolicies, Selection()),
            .init(.namespaces, Selection(isMetadataOnly: true)),
            .init(.mutatingWebhooks, Selection(ControllerIdentity.webhooks)),
            .init(.validatingWebhooks, Selection(ControllerIdentity.webhooks)),
        ]
        for name in meshConfigMaps {
            slices.append(.init(.mesh, Selection(ObjectKey(namespace: ControllerIdentity.meshNamespace, name: name))))
        }
        if isOwnAuthority { slices.append(.init(.certificates, Selection(secret))) }
        return slices
    }
}
