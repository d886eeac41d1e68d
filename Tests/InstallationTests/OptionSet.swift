import Startup
import Testing

@testable import Installation

/// Options of an installation, and the chart's values that mean the same.
struct OptionSet: CustomTestStringConvertible {
    var name: String
    var values: String
    var options: InstallOptions

    init(_ name: String, _ values: String = "{}", _ change: (inout InstallOptions) -> Void = { _ in }) {
        self.name = name
        self.values = values
        var options = InstallOptions()
        change(&options)
        self.options = options
    }

    var testDescription: String { name }

    static let all = [
        OptionSet("default"),
        OptionSet("1.20") { $0.version = KubernetesVersion(1, 20) },
        OptionSet(
            "strict",
            """
            {"failurePolicy": "Fail", "timeoutSeconds": 3, "replicas": 3, "excludedNamespaces": ["ci", "infra"],
             "priorityClass": "system-cluster-critical", "nodeSelector": {"node-role.kubernetes.io/control-plane": ""},
             "tolerations": [{"key": "dedicated", "operator": "Equal", "value": "infra", "effect": "NoSchedule"},
                             {"operator": "Exists"}],
             "pullSecrets": ["regcred"], "pullPolicy": "Always", "drainSeconds": 25, "logLevel": "debug",
             "image": {"repository": "registry.example/holdfast/controller", "tag": "9"},
             "waiterImage": {"repository": "registry.example/holdfast/waiter", "tag": "9"},
             "istioRevisions": ["canary"], "metricsAnnotations": true, "networkPolicy": {"apiServerPorts": [16443]}}
            """
        ) {
            $0.failurePolicy = .fail
            $0.timeoutSeconds = 3
            $0.replicas = 3
            $0.excludedNamespaces = ["ci", "infra"]
            $0.priorityClass = "system-cluster-critical"
            $0.nodeSelector = ["node-role.kubernetes.io/control-plane": ""]
            $0.tolerations = [.init(key: "dedicated", value: "infra", effect: "NoSchedule"), .init(key: "")]
            $0.pullSecrets = ["regcred"]
            $0.pullPolicy = "Always"
            $0.drainSeconds = 25
            $0.logLevel = "debug"
            $0.image = "registry.example/holdfast/controller:9"
            $0.waiterImage = "registry.example/holdfast/waiter:9"
            $0.istioRevisions = ["canary"]
            $0.hasMetricsAnnotations = true
            $0.apiServerPorts = [16443]
        },
        OptionSet("cert-manager", #"{"certificates": {"source": "cert-manager"}, "networkPolicy": {"enabled": false}}"#)
        {
            $0.certificates = .certManager(nil)
            $0.hasNetworkPolicy = false
        },
        OptionSet(
            "issuer",
            #"{"certificates": {"source": "cert-manager", "issuer": {"kind": "ClusterIssuer", "name": "internal"}}}"#
        ) { $0.certificates = .certManager(.init(kind: "ClusterIssuer", name: "internal")) },
    ]
}
