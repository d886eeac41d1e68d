import Injection
import Manifests
import Startup
import Testing

/// Reads one pod of a text all the way to its plan.
struct Fixture {
    var pod: Pod
    var declaration: Declaration
    var plan: StartupPlan?
    var diagnostics: [Diagnostic]

    init(_ text: String, cluster: Cluster = Cluster()) throws {
        let set = ManifestSet([Source(name: "f.yaml", text: text)])
        let (mesh, meshDiagnostics) = IstioMesh.read(set.objects)
        let workload = try #require(set.workloads.first)
        let (pod, podDiagnostics) = PodReader.read(workload)
        self.pod = try #require(pod)
        let (declaration, declared) = DeclarationReader.read(self.pod, mesh: mesh)
        self.declaration = declaration
        diagnostics = set.diagnostics + meshDiagnostics + podDiagnostics + declared
        guard !declared.contains(where: { $0.severity == .error }) else { return }
        let (plan, planned) = StartupPlanner.plan(self.pod, declaration, cluster: cluster)
        self.plan = plan
        diagnostics += planned
    }

    var texts: [String] { diagnostics.map(\.text) }

    /// The pod with its holds.
    func held() throws -> HeldPod {
        PodHolder.hold(try #require(plan), tools: WaiterTools(waiter: "/w", stateDirectory: "/s"))
    }

    /// `a>b:strategy` for every hold.
    var holds: [String] {
        (plan?.holds ?? []).map { "\($0.dependent)>\($0.dependency.name):\($0.strategy.rawValue)" }
    }

    /// A pod with containers `app` and `proxy` (and more), and annotations as lines.
    static func pod(_ annotations: String, containers: String = standard, more: String = "") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
          annotations:
        \(annotations)
        spec:
        \(more)
          containers:
        \(containers)
        """
    }

    static let standard = """
            - {name: app, command: [app], readinessProbe: {tcpSocket: {port: 8}}}
            - {name: proxy, command: [proxy], readinessProbe: {httpGet: {port: 80, path: /r}}}
        """
}
