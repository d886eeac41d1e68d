import Startup

/// Tells the API server which pods it need not ask about: those that declare nothing, and that no policy and no switch
/// of the mesh is for. For them nobody is called, and nothing is waited for.
public enum MatchConditions {
    /// The version from which on the API server knows them; an older one drops the field.
    public static let since = KubernetesVersion(1, 28)

    /// The longest expression, in bytes. The API server sets no limit of its own but its cost budget (apiserver
    /// `RuntimeCELCostBudgetMatchConditions`), which this stays far below; webhook configurations are read by people.
    static let longest = 16 << 10

    /// The conditions; none when every pod has to be asked about. They are never too narrow: where the policies are too
    /// many to be told apart, whole namespaces are asked about, and then everything.
    public static func of(_ settings: AdmissionSettings) -> [MatchCondition] {
        if settings.meshHolds, settings.isMeshEverywhere { return [] }
        let clusterWide = settings.policies.filter { $0.namespace == nil }.map { clause($0) }
        // One that is for every pod.
        if clusterWide.contains(nil) { return [] }
        let policies = settings.policies.filter { $0.namespace != nil }
        let namespaces = Set(policies.compactMap(\.namespace)).sorted()
        let precise = policies.map { clause($0) }
        let coarse = namespaces.isEmpty ? nil : "request.namespace in \(CELText.list(namespaces))"
        for own in [precise, [coarse]] {
            var clauses = [annotations] + mesh(settings)
            for case let clause? in own + clusterWide where !clauses.contains(clause) { clauses.append(clause) }
            let expression = clauses.joined(separator: " || ")
            if expression.utf8.count <= longest {
                return [MatchCondition(name: "declares-start-up", expression: expression)]
            }
        }
        return []
    }

    /// Which pods a policy is for; `nil` when these are all.
    private static func clause(_ policy: StartupPolicy) -> String? {
        var parts: [String] = []
        if let namespace = policy.namespace { parts.append("request.namespace == \(CELText.string(namespace))") }
        if let selector = CELText.selector(policy.selector) { parts.append(selector) }
        if parts.isEmpty { return nil }
        return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " && ") + ")"
    }

    /// The pod's own annotations.
    private static let annotations =
        "(has(object.metadata.annotations) && object.metadata.annotations.exists(k, "
        + "k == \(CELText.string(IstioHold.annotation)) || (k.startsWith(\(CELText.string(OwnAnnotation.prefix)))"
        + OwnAnnotation.silent.map { " && k != \(CELText.string($0))" }.joined() + ")))"

    /// Where a switch of the mesh holds: pods that have the proxy or will get it.
    private static func mesh(_ settings: AdmissionSettings) -> [String] {
        guard settings.meshHolds else { return [] }
        let proxy = CELText.string(IstioHold.proxy)
        var clauses = [
            "object.spec.containers.exists(c, c.name == \(proxy))",
            "(has(object.spec.initContainers) && object.spec.initContainers.exists(c, c.name == \(proxy)))",
        ]
        for (map, key) in [
            ("labels", "sidecar.istio.io/inject"), ("labels", "istio.io/rev"),
            ("annotations", "sidecar.istio.io/inject"),
        ] { clauses.append("(" + CELText.has(map, key) + ")") }
        let namespaces = settings.injectedNamespaces.sorted()
        if !namespaces.isEmpty { clauses.append("request.namespace in \(CELText.list(namespaces))") }
        return clauses
    }
}
