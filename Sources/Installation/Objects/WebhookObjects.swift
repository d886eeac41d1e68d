import Manifests

/// Which requests the API server asks the controller about.
enum WebhookObjects {
    /// `caBundle` and `matchConditions` are left out on purpose. The controller fills them in, and the merge of
    /// `kubectl apply` (lists of webhooks by name) keeps what no manifest has ever set: applied again, nothing is wiped.
    static func make(_ options: InstallOptions) -> [Value] {
        [
            configuration(
                "MutatingWebhookConfiguration", options,
                webhook(
                    "pods.holdfast.dev", "/mutate", options.failurePolicy, options,
                    rule: rule("", "v1", ["pods"], ["CREATE"], scope: "Namespaced"),
                    more: [
                        ("namespaceSelector", namespaceSelector(options)), ("objectSelector", objectSelector),
                        // A mesh's webhook may come after ours and add its proxy: then we are asked again.
                        ("reinvocationPolicy", .string("IfNeeded")),
                    ])),
            // A faulty policy harms nobody, it is left out and its status says so: no reason to keep people from
            // changing policies while the controller is away.
            configuration(
                "ValidatingWebhookConfiguration", options,
                webhook(
                    "policies.holdfast.dev", "/validate", .ignore, options,
                    rule: rule(
                        "holdfast.dev", "v1alpha1", ["startuppolicies", "clusterstartuppolicies"],
                        ["CREATE", "UPDATE"], scope: "*"),
                    more: [])),
        ]
    }

    private static func configuration(_ kind: String, _ options: InstallOptions, _ webhook: Value) -> Value {
        .fields(
            ("apiVersion", .string("admissionregistration.k8s.io/v1")), ("kind", .string(kind)),
            ("metadata", Labels.clusterWide(options, annotations: CertificateObjects.annotations(options))),
            ("webhooks", .sequence([webhook])))
    }

    private static func webhook(
        _ name: String, _ path: String, _ failurePolicy: InstallOptions.FailurePolicy, _ options: InstallOptions,
        rule: Value, more: [(String, Value)]
    ) -> Value {
        Value.fields(
            ("name", .string(name)), ("admissionReviewVersions", .strings(["v1"])),
            (
                "clientConfig",
                .fields(
                    (
                        "service",
                        .fields(
                            ("namespace", .string(options.namespace)), ("name", .string(Labels.name)),
                            ("path", .string(path)), ("port", .int(443)))
                    ))
            ), ("rules", .sequence([rule])), ("failurePolicy", .string(failurePolicy.rawValue)),
            ("matchPolicy", .string("Equivalent")), ("sideEffects", .string("None")),
            ("timeoutSeconds", .int(options.timeoutSeconds))
        ).with(more)
    }

    private static func rule(
        _ group: String, _ version: String, _ resources: [String], _ operations: [String], scope: String
    ) -> Value {
        .fields(
            ("apiGroups", .strings([group])), ("apiVersions", .strings([version])), ("resources", .strings(resources)),
            ("operations", .strings(operations)), ("scope", .string(scope)))
    }

    private static func namespaceSelector(_ options: InstallOptions) -> Value {
        var requirements = [requirement(Labels.admission, ["disabled"])]
        if options.hasNamespaceNameLabel {
            requirements.insert(requirement("kubernetes.io/metadata.name", options.untouchedNamespaces), at: 0)
        }
        return .fields(("matchExpressions", .sequence(requirements)))
    }

    private static let objectSelector = Value.fields(
        ("matchExpressions", .sequence([requirement(Labels.inject, ["false"])])))

    private static func requirement(_ key: String, _ values: [String]) -> Value {
        .fields(("key", .string(key)), ("operator", .string("NotIn")), ("values", .strings(values)))
    }
}
