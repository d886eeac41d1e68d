import Manifests
import Probing
import Startup
import StartupGraph

/// The schema of a policy's spec: what `PolicyReader` reads, as far as a schema can say it.
enum PolicySpecSchema {
    /// A length of time with its unit (`TimeText`).
    private static let time: (String, Value) = (
        "pattern", .string("^(0|([0-9]{1,9}(\\.[0-9]+)?(ms|s|m|h))+)$")
    )
    /// A target has a scheme (`TargetParser`).
    private static let target: (String, Value) = ("pattern", .string("^[A-Za-z][A-Za-z0-9+]*:"))
    private static let onTimeouts = ["fail", "proceed", "block"]
    private static let conditions = Condition.allCases.map(\.rawValue)

    static func make(hasRules: Bool) -> Value {
        Schema.object(
            "What is declared: the schema of the annotation holdfast.dev/startup, with a selector and containers to "
                + "bring along.",
            [
                ("selector", selector(hasRules)),
                (
                    "waitFor",
                    Schema.list(
                        "Targets outside the pod that have to be ready before any regular container starts.",
                        of: Schema.either(
                            "A target as text, such as http://apollo:6166/info#status=200, tcp://nacos:8848 or "
                                + "kube:job/migrate#condition=Complete; or {target, timeout, onTimeout}.", waitChecks))
                ), ("containers", containers),
                (
                    "strategy",
                    Schema.oneOf(
                        Strategy.declarable.map(\.rawValue),
                        "How containers are held: auto picks what assures most on this cluster; init: an init "
                            + "container waits; sidecar: the dependency becomes a native sidecar (Kubernetes 1.29); "
                            + "wrap: the container's command runs through the waiter; hook: the dependency comes "
                            + "first and its postStart waits.")
                ),
                (
                    "timeout",
                    Schema.text("How long to wait, such as 90s, 5m or 1h30m; 0 for ever. Default: 5m.", [time])
                ),
                (
                    "onTimeout",
                    Schema.oneOf(
                        onTimeouts,
                        "What happens then: fail (nothing starts, the wait is tried again), proceed (start anyway) "
                            + "or block (go on waiting).")
                ), ("templates", templates(hasRules)),
            ])
    }

    private static let waitChecks: [(String, Value)] = [
        target, ("required", .strings(["target"])),
        (
            "properties",
            .fields(
                ("target", Schema.text("The target's URL.", [target])),
                ("timeout", Schema.text("How long to wait for this one.", [time])),
                ("onTimeout", Schema.oneOf(onTimeouts, "What happens then.")))
        ),
    ]

    private static let containers = Schema.map(
        "Containers of the pod by name: what each needs, and what its being ready means. Names that a pod does not "
            + "have are passed over.",
        of: Schema.object(
            "A container.",
            [
                (
                    "dependsOn",
                    Schema.either(
                        "Containers that have to be started, ready or completed before this one starts: "
                            + "{proxy: ready, migrate: completed}, or a list of those that have to be ready. Write the "
                            + "word out: kubectl apply drops fields without a value.",
                        [
                            (
                                "additionalProperties",
                                Schema.oneOf(conditions, "What it must have reached.")
                            )
                        ])
                ),
                (
                    "ready",
                    Schema.either(
                        "The target that tells when this container is ready, such as "
                            + "http://localhost:15021/healthz/ready; default: its probes.", waitChecks)
                ),
            ], [("nullable", .bool(true))]))

    private static func selector(_ hasRules: Bool) -> Value {
        let values = Schema.list(
            "What the label is compared with; none for Exists and DoesNotExist.", of: Schema.text("A value."),
            [("maxItems", .int(256))])
        let rules: [(String, Value)] = [
            (
                "x-kubernetes-validations",
                .sequence([
                    Schema.rule(
                        "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)",
                        "In and NotIn need values: write values: [VALUE]"),
                    Schema.rule(
                        "self.operator in ['In', 'NotIn'] || !has(self.values) || size(self.values) == 0",
                        "Exists and DoesNotExist have no values: drop them"),
                ])
            )
        ]
        return Schema.object(
            "Which pods it is for, by their labels; every part has to match. None: all pods.",
            [
                (
                    "matchLabels",
                    Schema.map("Labels with the value that they must have.", of: Schema.text("The label's value."))
                ),
                (
                    "matchExpressions",
                    Schema.list(
                        "Requirements on labels.",
                        of: Schema.object(
                            "A requirement.",
                            [
                                ("key", Schema.text("The label.")),
                                (
                                    "operator",
                                    Schema.oneOf(
                                        LabelSelector.Requirement.Operator.allCases.map(\.rawValue),
                                        "How it is compared.")
                                ), ("values", values),
                            ], required: ["key", "operator"], hasRules ? rules : []), [("maxItems", .int(64))])
                ),
            ])
    }

    private static func templates(_ hasRules: Bool) -> Value {
        let rules: [(String, Value)] = [
            (
                "x-kubernetes-validations",
                .sequence([
                    Schema.rule(
                        "self.all(a, self.exists_one(b, b.template.name == a.template.name))",
                        "two templates have the same name: rename one of them")
                ])
            )
        ]
        return Schema.list(
            "Containers that the policy brings into pods, in order.",
            of: Schema.object(
                "A container with its place.",
                [
                    (
                        "template",
                        Schema.object(
                            "The container, as in a pod's containers.",
                            [("name", Schema.text("The container's name.", [("maxLength", .int(63))]))],
                            required: ["name"], [("x-kubernetes-preserve-unknown-fields", .bool(true))])
                    ),
                    (
                        "position",
                        Schema.either(
                            "Where it goes: first, last (the default), or exactly one of {before: NAME} and "
                                + "{after: NAME}.",
                            [
                                ("pattern", .string("^(first|last)$")), ("minProperties", .int(1)),
                                ("maxProperties", .int(1)),
                                (
                                    "properties",
                                    .fields(
                                        ("before", Schema.text("The container that comes right behind it.")),
                                        ("after", Schema.text("The container that comes right before it.")))
                                ),
                            ])
                    ),
                    (
                        "as",
                        Schema.oneOf(
                            ContainerTemplate.Role.allCases.map(\.rawValue),
                            "container (the default), init, or sidecar: an init container that stays.")
                    ),
                    (
                        "hold",
                        .fields(
                            (
                                "description",
                                .string("Whether every other regular container waits until it is ready.")
                            ), ("type", .string("boolean")))
                    ),
                ], required: ["template"]),
            [("maxItems", .int(64))] + (hasRules ? rules : []))
    }
}
