import Startup

/// Tells the API server which pods it need not ask about: those that declare nothing, and that no policy and no switch
/// of the mesh is for. For them nobody is called, and nothing is waited for.
public enum MatchConditions {
    /// The longest expression, in bytes. The API server sets no limit of its own but its cost budget (apiserver
    /// `RuntimeCELCostBudgetMatchConditions`), which this stays far below; webhook configurations are read by people.
    static let longest = 16 << 10

    /// The conditions; none when every pod has to be asked about. Never wrong to one side: what is left out of them for
    /// their length is asked about.
    public static func of(_ settings: AdmissionSettings) -> [MatchCondition] {
        for clauses in [precise(settings), coarse(settings)] {
            guard let clauses else { return [] }
            let expression = clauses.joined(separator: " || ")
            if expression.utf8.count <= longest { return [MatchCondition(name: "declares-start-up", expression: expression)] }
        }
        return []
    }

    /// A clause for each policy; `nil` when one of them is for every pod.
    private static func precise(_ settings: AdmissionSettings) -> [String]? {
        var clauses = [own] + mesh(settings)
        if settings.meshHolds, settings.isMeshEverywhere { return nil }
        for policy in settings.policies {
            let selector = CELText.selector(policy.selector)
            var parts = selector.map { [$0] } ?? []
            if let namespace = policy.namespace {
                parts.insert("request.namespace == \(CELText.string(namespace))", at: 0)
            }
            if parts.isEmpty { return nil }
            let clause = parts.count == 1 ? parts[0] : "(" + parts.joined(separator: " && ") + ")"
            if !clauses.contains(clause) { clauses.append(clause) }
        }
        return clauses
    }

    /// The namespaces that have policies, whole.
    private static func coarse(_ settings: AdmissionSettings) -> [String]? {
        let policies = settings.policies
        // Policies of the cluster that need so much text are for much of it.
        if policies.contains(where: { $0.namespace == nil }) { return nil }
        let namespaces = Set(policies.compactMap(\.namespace)).sorted()
        return [own] + mesh(settings) + ["request.namespace in \(CELText.list(namespaces))"]
    }

    /// The pod's own annotations.
    private static let own =
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
            ("labels", "sidecar.istio.io/inject"), ("labels", "istio.io/rev"), ("annotations", "sidecar.istio.io/inject"),
        ] { clauses.append("(" + CELText.has(map, key) + ")") }
        let namespaces = settings.injectedNamespaces.sorted()
        if !namespaces.isEmpty { clauses.append("request.namespace in \(CELText.list(namespaces))") }
        return clauses
    }
}
