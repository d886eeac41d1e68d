/// Manifests of every workload kind around one pod, as people write them.
enum Sample {
    static let kinds = [
        "Pod", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet", "Job", "CronJob",
    ]

    /// The annotations of the pod template, a line each, and the lines of its spec.
    static func manifest(_ kind: String, annotations: [String], labels: [String] = [], spec: [String]) -> String {
        var template = ["metadata:"]
        if kind == "Pod" { template.append("  name: shop") }
        template.append("  labels:")
        template += (["app: shop"] + labels).map { "    " + $0 }
        if !annotations.isEmpty { template.append("  annotations:  # what it needs") }
        template += annotations.map { "    " + $0 }
        template += ["", "spec:"] + spec.map { $0.isEmpty ? "" : "  " + $0 }
        if kind == "Job" || kind == "CronJob" { template.append("  restartPolicy: Never") }
        return head(kind) + template.map { $0.isEmpty ? "\n" : indent(kind) + $0 + "\n" }.joined()
    }

    private static func indent(_ kind: String) -> String {
        switch kind {
        case "Pod": ""
        case "CronJob": "        "
        default: "    "
        }
    }

    private static func head(_ kind: String) -> String {
        let metadata = "metadata:\n  name: shop\n"
        switch kind {
        case "Pod": return "apiVersion: v1\nkind: Pod\n"
        case "ReplicationController":
            return "apiVersion: v1\nkind: \(kind)\n\(metadata)spec:\n  selector: {app: shop}\n  template:\n"
        case "Job": return "apiVersion: batch/v1\nkind: Job\n\(metadata)spec:\n  template:\n"
        case "CronJob":
            return "apiVersion: batch/v1\nkind: CronJob\n\(metadata)spec:\n  schedule: \"0 * * * *\"\n"
                + "  jobTemplate:\n    spec:\n      template:\n"
        case "StatefulSet":
            return "apiVersion: apps/v1\nkind: \(kind)\n\(metadata)spec:\n  serviceName: shop\n"
                + "  selector:\n    matchLabels: {app: shop}\n  template:\n"
        default:
            return "apiVersion: apps/v1\nkind: \(kind)\n\(metadata)spec:\n  selector:\n    matchLabels: {app: shop}\n"
                + "  template:\n"
        }
    }
}
