import Manifests

/// The controllers.
enum DeploymentObject {
    /// The uid of the image's user.
    private static let user = 65532
    /// Where cert-manager's Secret is mounted.
    static let certificateDirectory = "/var/run/holdfast/tls"

    static func make(_ options: InstallOptions) -> Value {
        .fields(
            ("apiVersion", .string("apps/v1")), ("kind", .string("Deployment")), ("metadata", Labels.own(options)),
            (
                "spec",
                .fields(
                    ("replicas", .int(options.replicas)), ("selector", .fields(("matchLabels", Labels.selector))),
                    // A new controller is ready before an old one goes: no admission is lost.
                    (
                        "strategy",
                        .fields(
                            ("type", .string("RollingUpdate")),
                            ("rollingUpdate", .fields(("maxUnavailable", .int(0)), ("maxSurge", .int(1)))))
                    ), ("template", template(options)))
            ))
    }

    private static func template(_ options: InstallOptions) -> Value {
        var annotations = [("kubectl.kubernetes.io/default-container", Value.string("controller"))]
        if options.hasMetricsAnnotations {
            annotations += [
                ("prometheus.io/scrape", .string("true")), ("prometheus.io/port", .string(String(Ports.http))),
                ("prometheus.io/path", .string("/metrics")),
            ]
        }
        return .fields(
            (
                "metadata",
                .fields(
                    // With it no webhook of ours is asked about the controller's own pods, whatever is on the namespace.
                    ("labels", Labels.all(options).with([(Labels.inject, .string("false"))])),
                    ("annotations", Value.object(annotations.map { ($0.0, $0.1) })))
            ), ("spec", podSpec(options)))
    }

    private static func podSpec(_ options: InstallOptions) -> Value {
        .object([
            ("serviceAccountName", .string(Labels.name)), ("automountServiceAccountToken", .bool(true)),
            ("priorityClassName", options.priorityClass.map(Value.string)),
            // It still answers for drainSeconds; the kubelet must not cut that short.
            ("terminationGracePeriodSeconds", .int(options.drainSeconds + 20)),
            (
                "securityContext",
                .fields(
                    ("runAsNonRoot", .bool(true)), ("runAsUser", .int(user)), ("runAsGroup", .int(user)),
                    ("fsGroup", .int(user)), ("seccompProfile", .fields(("type", .string("RuntimeDefault")))))
            ),
            ("imagePullSecrets", .list(options.pullSecrets.map { .fields(("name", .string($0))) })),
            ("nodeSelector", options.nodeSelector.isEmpty ? nil : .texts(options.nodeSelector)),
            ("tolerations", .list(options.tolerations.map(toleration))),
            ("affinity", affinity), ("topologySpreadConstraints", .sequence([spread])),
            ("containers", .sequence([container(options)])),
            (
                "volumes",
                options.certificates == .selfSigned
                    ? nil
                    : .sequence([
                        .fields(
                            ("name", .string("tls")),
                            ("secret", .fields(("secretName", .string(Labels.secret)), ("defaultMode", .int(0o440)))))
                    ])
            ),
        ])
    }

    private static func toleration(_ toleration: InstallOptions.Toleration) -> Value {
        .object([
            ("key", toleration.key.isEmpty ? nil : .string(toleration.key)),
            ("operator", .string(toleration.value == nil ? "Exists" : "Equal")),
            ("value", toleration.value.map(Value.string)), ("effect", toleration.effect.map(Value.string)),
        ])
    }

    /// Preferred, not required: on a cluster of one node both run there.
    private static let affinity = Value.fields(
        (
            "podAntiAffinity",
            .fields(
                (
                    "preferredDuringSchedulingIgnoredDuringExecution",
                    .sequence([
                        .fields(
                            ("weight", .int(100)),
                            (
                                "podAffinityTerm",
                                .fields(
                                    ("labelSelector", .fields(("matchLabels", Labels.selector))),
                                    ("topologyKey", .string("kubernetes.io/hostname")))
                            ))
                    ])
                ))
        ))

    private static let spread = Value.fields(
        ("maxSkew", .int(1)), ("topologyKey", .string("topology.kubernetes.io/zone")),
        ("whenUnsatisfiable", .string("ScheduleAnyway")), ("labelSelector", .fields(("matchLabels", Labels.selector))))

    private static func container(_ options: InstallOptions) -> Value {
        .object([
            ("name", .string("controller")), ("image", .string(options.image)),
            ("imagePullPolicy", .string(options.pullPolicy)), ("args", .strings(arguments(options))),
            (
                "env",
                .sequence([
                    .fields(
                        ("name", .string("POD_NAME")),
                        (
                            "valueFrom",
                            .fields(
                                (
                                    "fieldRef",
                                    .fields(("apiVersion", .string("v1")), ("fieldPath", .string("metadata.name")))
                                ))
                        ))
                ])
            ),
            ("ports", .sequence([port("webhooks", Ports.webhooks), port("http", Ports.http)])),
            ("readinessProbe", probe("/readyz", period: 2, failures: 2)),
            ("livenessProbe", probe("/livez", period: 10, failures: 6)),
            ("resources", .fields(("requests", .texts(options.requests)), ("limits", .texts(options.limits)))),
            (
                "securityContext",
                .fields(
                    ("allowPrivilegeEscalation", .bool(false)), ("readOnlyRootFilesystem", .bool(true)),
                    ("capabilities", .fields(("drop", .strings(["ALL"])))))
            ), ("terminationMessagePolicy", .string("FallbackToLogsOnError")),
            (
                "volumeMounts",
                options.certificates == .selfSigned
                    ? nil
                    : .sequence([
                        .fields(
                            ("name", .string("tls")), ("mountPath", .string(certificateDirectory)),
                            ("readOnly", .bool(true)))
                    ])
            ),
        ])
    }

    private static func arguments(_ options: InstallOptions) -> [String] {
        var arguments = [
            "--namespace=\(options.namespace)", "--service=\(Labels.name)", "--waiter-image=\(options.waiterImage)",
        ]
        if options.certificates == .selfSigned {
            arguments.append("--certificates=self-signed")
        } else {
            arguments += ["--certificates=cert-manager", "--certificate-directory=\(certificateDirectory)"]
        }
        return arguments + [
            "--webhook-port=\(Ports.webhooks)", "--http-port=\(Ports.http)", "--log-level=\(options.logLevel)",
            "--drain-seconds=\(options.drainSeconds)", "--replica=$(POD_NAME)",
            "--mesh-config-maps=" + meshConfigMaps(options).joined(separator: ","),
            "--review-seconds=\(options.timeoutSeconds)",
        ] + (options.excludedNamespaces.isEmpty ? [] : [excluding + options.excludedNamespaces.joined(separator: ",")])
    }

    /// The argument with the namespaces that are left alone besides those of the system: the webhook's selector knows
    /// them from Kubernetes 1.21 on only, and it is the controller that counts who slipped through.
    static let excluding = "--excluded-namespaces="

    /// Where Istio's switches stand: the mesh's configuration, and the injector's for the deprecated Helm value; each
    /// revision has both under its own name.
    static func meshConfigMaps(_ options: InstallOptions) -> [String] {
        ([""] + options.istioRevisions.map { "-" + $0 }).flatMap { ["istio" + $0, "istio-sidecar-injector" + $0] }
    }

    private static func port(_ name: String, _ number: Int) -> Value {
        .fields(("name", .string(name)), ("containerPort", .int(number)), ("protocol", .string("TCP")))
    }

    private static func probe(_ path: String, period: Int, failures: Int) -> Value {
        .fields(
            ("httpGet", .fields(("path", .string(path)), ("port", .string("http")))), ("periodSeconds", .int(period)),
            ("timeoutSeconds", .int(2)), ("failureThreshold", .int(failures)))
    }
}
