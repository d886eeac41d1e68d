import Injection
import Manifests
import Probing
import Startup

/// The pods of a scenario as `holdfast up` starts them: what is declared is held.
struct ScenarioPlan {
    static let tools = WaiterTools(
        waiter: "/holdfast/waiter", stateDirectory: "/holdfast-state", hasContainerLog: false)

    let pods: ScenarioPods
    /// By the position of the pods.
    private(set) var held: [HeldPod] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// The plans of all pods, from the very text that `up` is given: a plan depends on commands.
    init(_ scenario: Scenario) {
        pods = ScenarioPods.read(scenario).pods
        let text = RunnableScenario(scenario).text
        let set = ManifestSet([Source(name: scenario.name + " made runnable", text: text)])
        diagnostics = set.diagnostics
        let (mesh, found) = IstioMesh.read(set.objects)
        diagnostics += found
        for workload in set.workloads where workload.name != RunnableScenario.outside {
            let (pod, podDiagnostics) = PodReader.read(workload)
            diagnostics += podDiagnostics
            guard let pod else { continue }
            let (declaration, declarationDiagnostics) = DeclarationReader.read(pod, mesh: mesh)
            let (plan, planDiagnostics) = StartupPlanner.plan(pod, declaration)
            diagnostics += declarationDiagnostics + planDiagnostics
            guard let plan else { continue }
            let held = PodHolder.hold(plan, tools: ScenarioPlan.tools)
            diagnostics += held.diagnostics
            self.held.append(held)
        }
    }

    /// What a command of the waiter's asks for; `nil` for commands of others.
    static func waiter(_ words: [String]) -> WaiterCommand? {
        guard let program = words.first, words.count > 1 else { return nil }
        let name = program.split(separator: "/").last.map(String.init) ?? ""
        guard name == "waiter" || name == "pilot-agent" && words[1] == "wait" else { return nil }
        return try? WaiterArguments.parse(words, environment: [])
    }
}
