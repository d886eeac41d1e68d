import Manifests

/// Which workload a pod belongs to, as far as the pod itself says it.
struct PodOwner: Hashable {
    /// Where it is.
    var namespace: String
    /// Such as `deployment/shop`; the pod itself when it has no owner.
    var workload: String

    /// A ReplicaSet that a Deployment made is called like it, with the hash behind it that its pods have as a label.
    init(_ pod: Workload) {
        namespace = pod.namespace
        workload = pod.title
        guard let owner = pod.node["metadata"]?["ownerReferences"]?.items.first(where: { PodOwner.isController($0) }),
            let kind = owner["kind"]?.text, let name = owner["name"]?.text
        else { return }
        workload = "\(kind.lowercased())/\(name)"
        if kind == "ReplicaSet", let hash = pod.node["metadata"]?["labels"]?["pod-template-hash"]?.text,
            name.hasSuffix("-" + hash)
        {
            workload = "deployment/" + name.dropLast(hash.count + 1)
        }
    }

    private static func isController(_ owner: Node) -> Bool { owner["controller"]?.text == "true" }

    /// What creates its pods anew.
    var cure: String {
        let kind = workload.prefix { $0 != "/" }
        switch kind {
        case "deployment", "statefulset", "daemonset": return "kubectl -n \(namespace) rollout restart \(workload)"
        case "job": return "delete \(workload) in \(namespace) and create it again"
        case "pod": return "delete \(workload) in \(namespace) and create it again"
        default: return "delete the pods of \(workload) in \(namespace), so that it creates them again"
        }
    }
}
