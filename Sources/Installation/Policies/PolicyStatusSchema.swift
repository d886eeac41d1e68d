import Manifests

/// The schema of a policy's status, which the controller writes.
enum PolicyStatusSchema {
    static func make() -> Value {
        Schema.object(
            "What became of it; written by the controller.",
            [
                ("observedGeneration", Schema.integer("The generation that this is about.", format: "int64")),
                ("pods", Schema.integer("Pods that the policy selects.")),
                ("held", Schema.integer("Those of them that Holdfast holds.")),
                (
                    "unheld",
                    Schema.integer(
                        "The others: created before the policy or while Holdfast was away, or with nothing to hold.")
                ),
                ("lastError", Schema.text("Why the policy does not count; not there when it does.")),
                (
                    "conditions",
                    Schema.list(
                        "Accepted: the policy can be read and counts. Enforced: API servers ask about new pods that it selects.",
                        of: condition,
                        [
                            ("x-kubernetes-list-type", .string("map")),
                            ("x-kubernetes-list-map-keys", .strings(["type"])),
                        ])
                ),
            ])
    }

    /// As `metav1.Condition` has it.
    private static let condition = Schema.object(
        "A condition.",
        [
            ("type", Schema.text("Accepted or Enforced.")),
            ("status", Schema.oneOf(["True", "False", "Unknown"], "Whether it holds.")),
            ("observedGeneration", Schema.integer("The generation that it is about.", format: "int64")),
            (
                "lastTransitionTime",
                Schema.text("When it began to hold or not to.", [("format", .string("date-time"))])
            ), ("reason", Schema.text("One word for the reason.")), ("message", Schema.text("The reason in words.")),
        ], required: ["type", "status", "lastTransitionTime", "reason", "message"])
}
