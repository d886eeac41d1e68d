import Manifests

/// How many controllers may be taken away at a time.
enum DisruptionBudgetObject {
    /// `maxUnavailable` rather than `minAvailable`: with one replica a node could never be drained.
    static func make(_ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string(options.hasPolicyV1 ? "policy/v1" : "policy/v1beta1")),
            ("kind", .string("PodDisruptionBudget")), ("metadata", Labels.own(options)),
            (
                "spec",
                .fields(("maxUnavailable", .int(1)), ("selector", .fields(("matchLabels", Labels.selector))))
            ))
    }
}
