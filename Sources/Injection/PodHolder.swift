import Kubelet
import Manifests
import Startup
import StartupGraph

/// Carries a plan out on a pod: plan in, pod out. The edits of a manifest's bytes follow the same rules.
public struct PodHolder {
    /// The name of the init container that waits for targets, unless the pod has one of this name.
    public static let waitContainer = "holdfast-wait"

    let plan: StartupPlan
    let tools: WaiterTools
    var held: HeldPod

    private init(_ plan: StartupPlan, _ tools: WaiterTools) {
        self.plan = plan
        self.tools = tools
        held = HeldPod(pod: plan.pod, waitContainer: nil, wrapped: [:], diagnostics: [])
    }

    /// The pod with its holds.
    public static func hold(_ plan: StartupPlan, tools: WaiterTools) -> HeldPod {
        var holder = PodHolder(plan, tools)
        holder.makeSidecars()
        holder.makeWrappers()
        holder.makeHooks()
        holder.switchOnIstiosHold()
        holder.makeWaitContainer()
        holder.held.defaultContainer = holder.defaultContainer
        return holder.held
    }

    /// One init container for all targets: after a mesh proxy that is an init container, so that the wait goes the way
    /// of the application's traffic; after all native sidecars, if one of them is what is asked; otherwise first, so that the pod's own init containers find the targets ready.
    private mutating func makeWaitContainer() {
        var targets: [String] = []
        for hold in plan.holds where hold.strategy == .initContainer {
            for url in declared(hold.dependency.name) where !targets.contains(url) { targets.append(url) }
        }
        guard !targets.isEmpty else { return }
        let container = Container(
            spec: ContainerSpec(FreeName.like(PodHolder.waitContainer) { plan.pod.takenNames.contains($0) }), image: "",
            command: waitCommand(targets, onTimeout: plan.declaration.onTimeout?.text ?? "fail"), arguments: [],
            environment: [], workingDirectory: "", ports: [:], node: plan.pod.node)
        let asksPod = plan.declaration.waits.contains { $0.asksPod && targets.contains($0.url) }
        let before = held.pod.initContainers.lastIndex {
            $0.spec.isRestartable && (asksPod || MeshProxy.names.contains($0.name))
        }
        held.pod.initContainers.insert(container, at: before.map { $0 + 1 } ?? 0)
        held.waitContainer = container.name
    }

    /// Without the annotation kubectl takes the first regular container (kubectl `podcmd.FindOrDefaultContainerByName`):
    /// when another one becomes the first, `kubectl logs` and `exec` would show something else than before.
    private var defaultContainer: String? {
        guard let first = plan.pod.containers.first?.name, held.pod.containers.first?.name != first,
            held.pod.containers.contains(where: { $0.name == first }), !MeshProxy.names.contains(first),
            plan.pod.annotations["kubectl.kubernetes.io/default-container"] == nil
        else { return nil }
        return first
    }

    /// Several targets may have one name, because what may be secret is left out of it.
    func declared(_ name: String) -> [String] {
        plan.declaration.waits.filter { $0.target.name == name }.map(\.url)
    }

    /// How one can ask from another container of the pod whether this one is ready; `nil` when it does not say.
    func readiness(of name: String) -> String? {
        if let ready = plan.declaration.ready[name] { return ready.url }
        if let container = plan.pod.container(named: name), let url = ProbeTarget.url(of: container) { return url }
        return name == IstioHold.proxy ? IstioHold.readiness : nil
    }

    func waitCommand(_ targets: [String], onTimeout: String, isHook: Bool = false) -> [String] {
        var words = [tools.waiter, "wait"]
        if isHook, tools.hasContainerLog { words.append("--hook") }
        if plan.declaration.timeout != 300_000 { words += ["--timeout", TimeWord.text(plan.declaration.timeout)] }
        if onTimeout != "fail" { words += ["--on-timeout", onTimeout] }
        return words + targets.map(withoutDeadline)
    }

    /// The deadline is for what may never come: a time always passes, also one that is longer.
    private func withoutDeadline(_ url: String) -> String {
        let declared = (plan.declaration.waits + plan.declaration.ready.values).first { $0.url == url }
        guard let target = declared?.target, case .delay = target.endpoint, target.timeout == nil else { return url }
        return url + (url.contains("#") ? "&" : "#") + "timeout=0"
    }

    mutating func saysNothing(_ name: String) {
        guard let container = plan.pod.container(named: name) else { return }
        held.diagnostics.append(
            Diagnostic(
                .warning, "\"\(name)\" says nothing about being ready: it counts as ready when it has started",
                cure: "declare containers.\(name).ready with a URL, or give it a readinessProbe", at: container.node))
    }
}
