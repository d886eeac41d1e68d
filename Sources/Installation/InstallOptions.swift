import Startup

/// What `holdfast install` and the Helm chart let people choose. Every default is the one that is printed.
public struct InstallOptions: Sendable {
    /// What happens to a pod when the controller cannot be asked.
    public enum FailurePolicy: String, Hashable, Sendable, CaseIterable {
        /// It is created without Holdfast; `holdfast status` names it afterwards.
        case ignore = "Ignore"
        /// It is not created.
        case fail = "Fail"
    }

    /// Who makes the webhook's certificate.
    public enum Certificates: Hashable, Sendable {
        /// The controller itself, with a CA of its own in a Secret.
        case selfSigned
        /// cert-manager; `nil` for an Issuer that comes with the installation.
        case certManager(Issuer?)
    }

    /// A cert-manager issuer that exists already.
    public struct Issuer: Hashable, Sendable {
        /// `Issuer` or `ClusterIssuer`.
        public var kind: String
        /// Its name.
        public var name: String

        /// An issuer by its kind and name.
        public init(kind: String, name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// What lets the controller onto nodes that others are kept from (core/v1 Toleration).
    public struct Toleration: Hashable, Sendable {
        /// The taint's key; empty for every taint.
        public var key: String
        /// The taint's value; `nil` for any.
        public var value: String?
        /// Such as `NoSchedule`; `nil` for all effects.
        public var effect: String?

        /// A toleration of its parts.
        public init(key: String, value: String? = nil, effect: String? = nil) {
            self.key = key
            self.value = value
            self.effect = effect
        }
    }

    /// Where everything but cluster-wide objects goes.
    public var namespace = "holdfast-system"
    /// Whether the namespace is made too, with the strictest Pod Security level: not for one that others use.
    public var createsNamespace = true
    /// The controller's image.
    public var image = "holdfast/controller:0.1.0"
    /// The waiter's image, which pods get.
    public var waiterImage = "holdfast/waiter:0.1.0"
    /// `IfNotPresent`, `Always` or `Never`.
    public var pullPolicy = "IfNotPresent"
    /// Secrets for the controller's image.
    public var pullSecrets: [String] = []
    /// How many controllers run; each of them answers, one of them writes.
    public var replicas = 2
    /// What happens to pods while none of them answers.
    public var failurePolicy = FailurePolicy.ignore
    /// How long the API server waits for an answer, in seconds, from 1 to 30 (admissionregistration/v1).
    public var timeoutSeconds = 5
    /// Who makes the certificate.
    public var certificates = Certificates.selfSigned
    /// Namespaces to leave alone besides kube-system, kube-public, kube-node-lease and the controller's own.
    public var excludedNamespaces: [String] = []
    /// Revisions of Istio whose mesh ConfigMap (`istio-REVISION`) is read besides `istio`.
    public var istioRevisions: [String] = []
    /// What the controller is promised, by resource.
    public var requests = ["cpu": "50m", "memory": "64Mi"]
    /// What it may take at most. No limit of CPU: throttling would make every pod creation wait.
    public var limits = ["memory": "256Mi"]
    /// `trace`, `debug`, `info`, `warning` or `error`.
    public var logLevel = "info"
    /// How long an ending controller still answers, in seconds.
    public var drainSeconds = 10
    /// Such as `system-cluster-critical`; `nil` for the cluster's default.
    public var priorityClass: String?
    /// Labels of nodes that the controller may run on.
    public var nodeSelector: [String: String] = [:]
    /// Taints that it puts up with.
    public var tolerations: [Toleration] = []
    /// Whether annotations `prometheus.io/…` invite scraping.
    public var hasMetricsAnnotations = false
    /// Whether a NetworkPolicy is part of it.
    public var hasNetworkPolicy = true
    /// Where the API server listens, as seen behind its Service.
    public var apiServerPorts = [443, 6443]
    /// The cluster's version: older ones do not know every field.
    public var version = KubernetesVersion(1, 33)
    /// The value of `app.kubernetes.io/managed-by`.
    public var managedBy = "holdfast"
    /// The value of `app.kubernetes.io/version`.
    public var appVersion = "0.1.0"

    /// The defaults.
    public init() {}

    /// Whether the namespace has the name that is only ours, so that it goes when Holdfast goes.
    public var isOwnNamespace: Bool { namespace == InstallOptions().namespace }
    /// CEL rules in a schema (beta and on by default from 1.25).
    var hasSchemaRules: Bool { version >= KubernetesVersion(1, 25) }
    /// `policy/v1` (1.21; `v1beta1` is gone since 1.25).
    var hasPolicyV1: Bool { version >= KubernetesVersion(1, 21) }
    /// The label `kubernetes.io/metadata.name` on every namespace (1.21).
    var hasNamespaceNameLabel: Bool { version >= KubernetesVersion(1, 21) }
    /// Namespaces that Holdfast never touches.
    var untouchedNamespaces: [String] {
        var names = ["kube-system", "kube-public", "kube-node-lease", namespace]
        for name in excludedNamespaces where !names.contains(name) { names.append(name) }
        return names
    }
}
