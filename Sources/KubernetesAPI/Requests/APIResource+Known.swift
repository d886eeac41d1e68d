extension APIResource {
    /// Pods.
    public static let pods = APIResource(plural: "pods", kind: "Pod")
    /// ConfigMaps.
    public static let configMaps = APIResource(plural: "configmaps", kind: "ConfigMap")
    /// Secrets.
    public static let secrets = APIResource(plural: "secrets", kind: "Secret")
    /// Namespaces, which belong to none.
    public static let namespaces = APIResource(plural: "namespaces", kind: "Namespace", isNamespaced: false)
    /// Deployments.
    public static let deployments = APIResource(group: "apps", plural: "deployments", kind: "Deployment")
    /// Leases, with which replicas agree on a leader.
    public static let leases = APIResource(group: "coordination.k8s.io", plural: "leases", kind: "Lease")
    /// Events of the newer kind, which `kubectl describe` shows as well.
    public static let events = APIResource(group: "events.k8s.io", plural: "events", kind: "Event")
    /// Holdfast's policies of a namespace.
    public static let startupPolicies = APIResource(
        group: "holdfast.dev", version: "v1alpha1", plural: "startuppolicies", kind: "StartupPolicy")
    /// Holdfast's policies of the whole cluster.
    public static let clusterStartupPolicies = APIResource(
        group: "holdfast.dev", version: "v1alpha1", plural: "clusterstartuppolicies", kind: "ClusterStartupPolicy",
        isNamespaced: false)
    /// What the API server asks before it makes an object.
    public static let mutatingWebhookConfigurations = APIResource(
        group: "admissionregistration.k8s.io", plural: "mutatingwebhookconfigurations",
        kind: "MutatingWebhookConfiguration", isNamespaced: false)
    /// What the API server asks before it accepts an object.
    public static let validatingWebhookConfigurations = APIResource(
        group: "admissionregistration.k8s.io", plural: "validatingwebhookconfigurations",
        kind: "ValidatingWebhookConfiguration", isNamespaced: false)
    /// Kinds that others added.
    public static let customResourceDefinitions = APIResource(
        group: "apiextensions.k8s.io", plural: "customresourcedefinitions", kind: "CustomResourceDefinition",
        isNamespaced: false)
}
