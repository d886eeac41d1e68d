/// What a report asks the cluster for; pods come apart from it, page by page.
public enum ClusterPart: Hashable, Sendable, CaseIterable {
    /// The CRD of StartupPolicy.
    case policyDefinition
    /// The CRD of ClusterStartupPolicy.
    case clusterPolicyDefinition
    /// The controllers.
    case deployment
    /// Who of them writes.
    case lease
    /// The webhook for pods.
    case mutatingWebhook
    /// The webhook for policies.
    case validatingWebhook
    /// All namespaces, for their labels.
    case namespaces
    /// The policies of namespaces.
    case policies
    /// The policies of the cluster.
    case clusterPolicies

    /// The path at the API server.
    public func path(controllerNamespace: String) -> String {
        switch self {
        case .policyDefinition: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/startuppolicies.holdfast.dev"
        case .clusterPolicyDefinition:
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/clusterstartuppolicies.holdfast.dev"
        case .deployment: "/apis/apps/v1/namespaces/\(controllerNamespace)/deployments/\(Labels.name)"
        case .lease: "/apis/coordination.k8s.io/v1/namespaces/\(controllerNamespace)/leases/\(Labels.name)"
        case .mutatingWebhook:
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/\(Labels.name)"
        case .validatingWebhook:
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/\(Labels.name)"
        case .namespaces: "/api/v1/namespaces"
        case .policies: "/apis/holdfast.dev/v1alpha1/startuppolicies"
        case .clusterPolicies: "/apis/holdfast.dev/v1alpha1/clusterstartuppolicies"
        }
    }

    /// The Secret with the webhook's certificate, which is asked for without its keys.
    public static let secret = Labels.secret

    /// What it is called in a report.
    var title: String {
        switch self {
        case .policyDefinition: "kind StartupPolicy"
        case .clusterPolicyDefinition: "kind ClusterStartupPolicy"
        case .deployment: "controllers"
        case .lease: "leader"
        case .mutatingWebhook: "webhook for pods"
        case .validatingWebhook: "webhook for policies"
        case .namespaces: "namespaces"
        case .policies: "policies"
        case .clusterPolicies: "cluster policies"
        }
    }
}
