import Manifests

extension Pod {
    /// Whether it runs on Windows nodes only, where the waiter cannot.
    public var isWindows: Bool {
        if node["os"]?["name"]?.text == "windows" { return true }
        if Pod.osLabels.contains(where: { node["nodeSelector"]?[$0]?.text == "windows" }) { return true }
        return Pod.isHostProcess(node) || all.contains { Pod.isHostProcess($0.node) } || needsWindows
    }

    /// The second one was the first one's name until Kubernetes 1.14; nodes have both.
    private static let osLabels = ["kubernetes.io/os", "beta.kubernetes.io/os"]

    /// Only Windows has such containers, and a pod has none or no others.
    private static func isHostProcess(_ node: Node) -> Bool {
        guard let flag = node["securityContext"]?["windowsOptions"]?["hostProcess"] else { return false }
        return flag.scalar == .bool(true)
    }

    /// Terms are alternatives: one that another system's nodes may meet is enough for it to run there.
    private var needsWindows: Bool {
        let required = node["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]
        let terms = required?["nodeSelectorTerms"]?.items ?? []
        return !terms.isEmpty
            && terms.allSatisfy { term in (term["matchExpressions"]?.items ?? []).contains(where: Pod.asksForWindows) }
    }

    private static func asksForWindows(_ expression: Node) -> Bool {
        let values = expression["values"]?.items ?? []
        return expression["operator"]?.text == "In" && osLabels.contains(expression["key"]?.text ?? "")
            && !values.isEmpty && values.allSatisfy { $0.text == "windows" }
    }
}
