import KubernetesAPI

/// What a replica keeps a copy of.
public enum KnowledgePart: String, CaseIterable, Sendable {
    /// StartupPolicies.
    case policies
    /// ClusterStartupPolicies.
    case clusterPolicies
    /// ConfigMaps of Istio's namespace, among them the mesh's configuration.
    case mesh
    /// Namespaces, their metadata only.
    case namespaces
    /// The Secret with the certificates.
    case certificates
    /// Webhook configurations that change pods.
    case mutatingWebhooks
    /// Webhook configurations that check policies.
    case validatingWebhooks

    /// The resource to watch.
    public var resource: APIResource {
        switch self {
        case .policies: .startupPolicies
        case .clusterPolicies: .clusterStartupPolicies
        case .mesh: .configMaps
        case .namespaces: .namespaces
        case .certificates: .secrets
        case .mutatingWebhooks: .mutatingWebhookConfigurations
        case .validatingWebhooks: .validatingWebhookConfigurations
        }
    }

    /// Whether a pod can be admitted rightly only when this is known.
    public var decidesAdmission: Bool {
        switch self {
        case .policies, .clusterPolicies, .mesh, .namespaces: true
        case .certificates, .mutatingWebhooks, .validatingWebhooks: false
        }
    }
}
