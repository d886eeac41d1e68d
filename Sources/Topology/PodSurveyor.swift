import Manifests
import Startup

/// Reads one workload at a time, knowing what all manifests say besides.
struct PodSurveyor: Sendable {
    let mesh: IstioMesh
    let policies: [StartupPolicy]
    let settings: SurveySettings

    /// The pod; `nil`, and what is wrong, when it has no containers or cannot be read.
    func read(_ workload: Workload) -> (pod: SurveyedPod?, diagnostics: [Diagnostic]) {
        let (read, readDiagnostics) = PodReader.read(workload)
        guard var pod = read else { return (nil, readDiagnostics) }
        if pod.namespace.isEmpty { pod.namespace = settings.defaultNamespace }
        let matching = StartupPolicy.matching(policies, pod, defaultNamespace: settings.defaultNamespace)
        var (declaration, declared) = DeclarationReader.read(
            pod, mesh: mesh, policies: matching, defaults: settings.defaults, cluster: settings.cluster)
        // inject leaves such a pod alone: nothing holds it, whatever it declares.
        if pod.isWindows, !declaration.isEmpty {
            declaration.isOptedOut = true
            declared.append(
                Diagnostic(
                    .warning, "\(pod.title) runs on Windows, where nothing holds it: the waiter is a Linux program",
                    cure: "set holdfast.dev/inject: \"false\" to say so in the manifest", at: workload.podSpec))
        }
        var found = SurveyedPod(
            workload: workload, pod: pod, policies: matching, declaration: declaration, plan: nil,
            mesh: PodMesh.of(pod, mesh, settings.cluster), writtenWaits: WrittenWaitReader.read(pod),
            diagnostics: readDiagnostics + declared)
        if !found.diagnostics.contains(where: { $0.severity == .error }) {
            let planned = StartupPlanner.plan(pod, declaration, cluster: settings.cluster)
            found.plan = planned.plan
            found.diagnostics += planned.diagnostics
        }
        return (found, [])
    }
}
