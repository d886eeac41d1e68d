import Manifests
extension StartupPlanner {
    public static func plan(_ pod: Pod, _ d: Declaration, cluster: Cluster) -> (
        plan: StartupPlan?, diagnostics: [Diagnostic]
    ) { plan(pod, d) }
}
