import Manifests

/// The CustomResourceDefinitions of the policies.
public enum PolicyDefinitions {
    /// StartupPolicy and ClusterStartupPolicy (apiextensions.k8s.io/v1), with CEL rules where the version has them.
    public static func make(_ options: InstallOptions) -> [Value] {
        [
            definition(
                "StartupPolicy", "startuppolicies", "sp", isNamespaced: true, options,
                "What pods of this namespace wait for when they start, declared from outside their manifests. An "
                    + "annotation of a pod counts more; a ClusterStartupPolicy counts less."),
            definition(
                "ClusterStartupPolicy", "clusterstartuppolicies", "csp", isNamespaced: false, options,
                "What pods of all namespaces wait for when they start. Annotations and StartupPolicies count more."),
        ]
    }

    private static func definition(
        _ kind: String, _ plural: String, _ short: String, isNamespaced: Bool, _ options: InstallOptions,
        _ description: String
    ) -> Value {
        .fields(
            ("apiVersion", .string("apiextensions.k8s.io/v1")), ("kind", .string("CustomResourceDefinition")),
            (
                "metadata",
                Labels.clusterWide(
                    options, name: "\(plural).holdfast.dev",
                    // `helm uninstall` must not take everybody's policies with it.
                    annotations: options.managedBy == "Helm"
                        ? .fields(("helm.sh/resource-policy", .string("keep"))) : nil)
            ),
            (
                "spec",
                .fields(
                    ("group", .string("holdfast.dev")), ("scope", .string(isNamespaced ? "Namespaced" : "Cluster")),
                    (
                        "names",
                        .fields(
                            ("kind", .string(kind)), ("listKind", .string(kind + "List")), ("plural", .string(plural)),
                            ("singular", .string(kind.lowercased())), ("shortNames", .strings([short])),
                            ("categories", .strings(["holdfast"])))
                    ), ("versions", .sequence([version(options, description)])))
            ))
    }

    private static func version(_ options: InstallOptions, _ description: String) -> Value {
        .fields(
            ("name", .string("v1alpha1")), ("served", .bool(true)), ("storage", .bool(true)),
            ("additionalPrinterColumns", .sequence(columns)), ("subresources", .fields(("status", .fields()))),
            (
                "schema",
                .fields(
                    (
                        "openAPIV3Schema",
                        Schema.object(
                            description,
                            [
                                ("apiVersion", Schema.text("holdfast.dev/v1alpha1")),
                                ("kind", Schema.text("The kind of this object.")),
                                ("metadata", .fields(("type", .string("object")))),
                                ("spec", PolicySpecSchema.make(hasRules: options.hasSchemaRules)),
                                ("status", PolicyStatusSchema.make()),
                            ], required: ["spec"])
                    ))
            ))
    }

    private static let columns = [
        column("Pods", "integer", ".status.pods", "Pods that the policy selects."),
        column("Held", "integer", ".status.held", "Those of them that Holdfast holds."),
        column("Unheld", "integer", ".status.unheld", "Those that were created without Holdfast: restart them."),
        column("Error", "string", ".status.lastError", "Why the policy does not count."),
        column("Age", "date", ".metadata.creationTimestamp", "How long ago the policy was created."),
    ]

    private static func column(_ name: String, _ type: String, _ path: String, _ description: String) -> Value {
        .fields(
            ("name", .string(name)), ("type", .string(type)), ("jsonPath", .string(path)),
            ("description", .string(description)))
    }
}
