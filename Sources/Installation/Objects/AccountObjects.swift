import Manifests

/// Who the controller is, and what it may do: nothing that is not named here.
enum AccountObjects {
    private static let group = "rbac.authorization.k8s.io"

    static func make(_ options: InstallOptions) -> [Value] {
        [
            .fields(
                ("apiVersion", .string("v1")), ("kind", .string("ServiceAccount")), ("metadata", Labels.own(options)),
                // The Deployment asks for it itself: nothing else that uses the account gets a token unasked.
                ("automountServiceAccountToken", .bool(false))),
            role("ClusterRole", Labels.clusterWide(options), clusterRules(options)),
            binding("ClusterRoleBinding", "ClusterRole", Labels.clusterWide(options), options),
            role("Role", Labels.own(options), ownRules(options)),
            binding("RoleBinding", "Role", Labels.own(options), options),
        ]
    }

    private static func clusterRules(_ options: InstallOptions) -> [Value] {
        let configMaps = DeploymentObject.meshConfigMaps(options)
        return [
            rule("holdfast.dev", ["startuppolicies", "clusterstartuppolicies"], ["get", "list", "watch"]),
            rule(
                "holdfast.dev", ["startuppolicies/status", "clusterstartuppolicies/status"], ["patch"]
            ),
            // Mostly their metadata, which RBAC cannot tell apart; a whole pod when something is to be said of it.
            rule("", ["pods", "namespaces"], ["get", "list", "watch"]),
            // By name a list or watch is allowed with the field selector metadata.name=NAME only; the namespace of a
            // mesh may not exist yet, so that a Role in it could not be created.
            rule("", ["configmaps"], ["get", "list", "watch"], names: configMaps),
            rule("events.k8s.io", ["events"], ["create"]),
            rule(
                "admissionregistration.k8s.io",
                ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
                ["get", "list", "watch", "patch"], names: [Labels.name]),
        ]
    }

    /// What is to be created has no name yet as far as RBAC sees it: `create` cannot be restricted.
    private static func ownRules(_ options: InstallOptions) -> [Value] {
        var rules = [
            rule("coordination.k8s.io", ["leases"], ["create"]),
            rule("coordination.k8s.io", ["leases"], ["get", "update"], names: [Labels.name]),
        ]
        if options.certificates == .selfSigned {
            rules += [
                rule("", ["secrets"], ["create"]),
                rule("", ["secrets"], ["list", "watch", "update"], names: [Labels.secret]),
            ]
        }
        return rules
    }

    private static func rule(
        _ group: String, _ resources: [String], _ verbs: [String], names: [String] = []
    ) -> Value {
        .object([
            ("apiGroups", .strings([group])), ("resources", .strings(resources)),
            ("resourceNames", .list(names.map(Value.string))), ("verbs", .strings(verbs)),
        ])
    }

    private static func role(_ kind: String, _ metadata: Value, _ rules: [Value]) -> Value {
        .fields(
            ("apiVersion", .string(group + "/v1")), ("kind", .string(kind)), ("metadata", metadata),
            ("rules", .sequence(rules)))
    }

    private static func binding(_ kind: String, _ role: String, _ metadata: Value, _ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string(group + "/v1")), ("kind", .string(kind)), ("metadata", metadata),
            (
                "roleRef",
                .fields(
                    ("apiGroup", .string(group)), ("kind", .string(role)), ("name", .string(Labels.name)))
            ),
            (
                "subjects",
                .sequence([
                    .fields(
                        ("kind", .string("ServiceAccount")), ("name", .string(Labels.name)),
                        ("namespace", .string(options.namespace)))
                ])
            ))
    }
}
