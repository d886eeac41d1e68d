import Manifests
import TestSupport

/// Pods as the API server sends them, defaults and all, that declare something or other.
struct RandomAdmitted {
    var random: SplitMix64

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

    /// A pod; with `policies`, one of those that `policyTexts` is for.
    mutating func pod() -> Value {
        var names = ["app", "log", "cache", "migrate"].shuffled(using: &random)
        names = Array(names.prefix(Int.random(in: 1...3, using: &random)))
        var annotations: [Value.Field] = chance(30) ? [.init("example.com/note", .string("é 日本 \"x\""))] : []
        if chance(50) {
            annotations.append(
                .init("holdfast.dev/wait-for", .string(pick(["tcp://db:5432", "http://c/x#status=200, redis://r"]))))
        }
        if names.count > 1, chance(60) {
            annotations.append(
                .init("holdfast.dev/order", .string(names.shuffled(using: &random).joined(separator: ", "))))
        }
        if chance(50) {
            annotations.append(.init("holdfast.dev/strategy", .string(pick(["auto", "wrap", "sidecar", "hook"]))))
        }
        var metadata: [Value.Field] = [
            .init("generateName", .string("shop-6f5d8c9b7-")), .init("creationTimestamp", .null),
            .init("labels", .fields(("app", .string(pick(["shop", "other"]))), ("tier", .string("x")))),
        ]
        if !annotations.isEmpty { metadata.insert(.init("annotations", .mapping(annotations)), at: 0) }
        var spec: [Value.Field] = [
            .init("volumes", .sequence([RandomAdmitted.tokenVolume])),
            .init("containers", .sequence(names.map { container($0) })), .init("restartPolicy", .string("Always")),
            .init("terminationGracePeriodSeconds", .int(30)), .init("dnsPolicy", .string("ClusterFirst")),
            .init("securityContext", .mapping([])), .init("schedulerName", .string("default-scheduler")),
            .init("tolerations", .sequence([RandomAdmitted.toleration])), .init("priority", .int(0)),
        ]
        if chance(30) { spec.append(.init("initContainers", .sequence([container("setup")]))) }
        return .fields(
            ("kind", .string("Pod")), ("apiVersion", .string("v1")), ("metadata", .mapping(metadata)),
            ("spec", .mapping(spec)), ("status", .mapping([])))
    }

    private mutating func container(_ name: String) -> Value {
        var fields: [Value.Field] = [.init("name", .string(name)), .init("image", .string("registry/\(name):1"))]
        if chance(80) { fields.append(.init("command", .strings(["/bin/" + name]))) }
        if chance(50) {
            fields.append(
                .init(
                    "readinessProbe",
                    .fields(
                        ("httpGet", .fields(("path", .string("/r")), ("port", .int(80)), ("scheme", .string("HTTP")))),
                        ("timeoutSeconds", .int(1)), ("periodSeconds", .int(10)), ("successThreshold", .int(1)),
                        ("failureThreshold", .int(3)))))
        }
        return .mapping(fields + RandomAdmitted.defaults)
    }

    /// What the API server fills in.
    static let defaults: [Value.Field] = [
        .init("resources", .mapping([])), .init("terminationMessagePath", .string("/dev/termination-log")),
        .init("terminationMessagePolicy", .string("File")), .init("imagePullPolicy", .string("IfNotPresent")),
        .init("volumeMounts", .sequence([tokenMount])),
    ]
    static let tokenMount = Value.fields(
        ("name", .string("kube-api-access-x7x2v")), ("readOnly", .bool(true)),
        ("mountPath", .string("/var/run/secrets/kubernetes.io/serviceaccount")))
    private static let tokenVolume = Value.fields(
        ("name", .string("kube-api-access-x7x2v")), ("projected", .fields(("defaultMode", .int(420)))))
    private static let toleration = Value.fields(
        ("key", .string("node.kubernetes.io/not-ready")), ("operator", .string("Exists")),
        ("effect", .string("NoExecute")), ("tolerationSeconds", .int(300)))

    static let policyTexts = [
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: StartupPolicy, metadata: {name: a, namespace: prod, generation: 3},
         spec: {selector: {matchLabels: {app: shop}}, waitFor: ["tcp://policy:1"]}}
        """,
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: StartupPolicy, metadata: {name: b, namespace: dev},
         spec: {waitFor: ["tcp://never:1"]}}
        """,
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: c},
         spec: {selector: {matchExpressions: [{key: app, operator: NotIn, values: [other]}]},
         containers: {app: {dependsOn: {log: ready}}}, onTimeout: block}}
        """,
        """
        {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: d},
         spec: {selector: {matchLabels: {app: other}}, templates: [{template: {name: agent, image: agent,
         command: [/agent]}, position: first, hold: true}]}}
        """,
    ]
}
