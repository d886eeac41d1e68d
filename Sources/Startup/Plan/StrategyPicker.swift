import Manifests
import StartupGraph

/// What `auto` picks, and whether what was asked for instead can be had (section 3 of the design).
struct StrategyPicker {
    let pod: Pod
    let declaration: Declaration
    var holds: [Hold] = []
    var diagnostics: [Diagnostic] = []
    /// Regular containers that become native sidecars.
    private(set) var sidecars: Set<String> = []

    init(pod: Pod, declaration: Declaration) {
        self.pod = pod
        self.declaration = declaration
    }

    /// Goes through the nodes, dependencies first: whether one can become a sidecar depends on those that it needs.
    mutating func pick(_ order: [StartupNode]) {
        for node in order where node.kind == .container && canBecomeSidecar(node.name) { sidecars.insert(node.name) }
        for need in declaration.needs { hold(need) }
        for wait in declaration.waits { hold(wait) }
    }

    private func isInit(_ name: String) -> Bool {
        pod.initContainers.contains { $0.name == name }
    }

    private func position(_ name: String) -> Int {
        pod.all.firstIndex { $0.name == name } ?? .max
    }

    private func canBecomeSidecar(_ name: String) -> Bool {
        guard declaration.strategy == .auto || declaration.strategy == .sidecar, !isInit(name) else { return false }
        let asked = declaration.needs.filter { $0.dependency == name }
        guard !asked.isEmpty, asked.allSatisfy({ $0.condition != .completed }) else { return false }
        // As an init container it would start before the targets could be asked through a proxy that comes later.
        let proxy = pod.containers.contains { $0.name == IstioHold.proxy } && !sidecars.contains(IstioHold.proxy)
        if proxy, name != IstioHold.proxy, !declaration.waits.isEmpty { return false }
        // A pod that is to end needs its regular containers to end: one must stay regular.
        guard pod.containers.count > sidecars.count + 1 else { return false }
        return declaration.needs.filter { $0.dependent == name }
            .allSatisfy { isInit($0.dependency) || sidecars.contains($0.dependency) }
    }

    private mutating func hold(_ need: Declaration.Need) {
        if isInit(need.dependency) { return holdOnInit(need) }
        if isInit(need.dependent) {
            diagnostics.append(
                need.place.diagnostic(
                    .error,
                    "init container \"\(need.dependent)\" cannot wait for \"\(need.dependency)\", which starts only after all init containers",
                    cure:
                        "move \(need.dependency) to initContainers with restartPolicy: Always, before \(need.dependent)"
                ))
            return
        }
        if need.condition == .completed, pod.restartPolicy == .always {
            diagnostics.append(
                need.place.diagnostic(
                    .warning,
                    "\"\(need.dependency)\" is to be completed, but the kubelet starts it again and again (restartPolicy: Always)",
                    cure: "make it an init container: those run once, in order"))
        }
        switch declaration.strategy {
        case .auto:
            if sidecars.contains(need.dependency) {
                add(need, .sidecar, "\(need.dependency) never completes, and Kubernetes 1.29 has native sidecars")
            } else if hasCommand(need.dependent) {
                add(need, .wrap, "\(need.dependent) names its command")
            } else {
                hook(need, "\(need.dependent) does not name its command")
            }
        case .sidecar:
            if sidecars.contains(need.dependency) { return add(need, .sidecar, "as declared") }
            refuse(need, "\(need.dependency) cannot become a sidecar", "use strategy: wrap")
        case .wrap:
            if hasCommand(need.dependent) { return add(need, .wrap, "as declared") }
            refuse(
                need, "\"\(need.dependent)\" cannot be wrapped: it has no command in its spec",
                "write the image's ENTRYPOINT as its command, or use strategy: sidecar")
        case .hook: hook(need, "as declared")
        case .initContainer:
            refuse(need, "strategy init holds for targets, not for containers", "use strategy: sidecar, wrap or auto")
        case .gate, .native:
            refuse(need, "strategy gate holds a whole pod, not one of its containers", "use strategy: auto")
        }
    }

    private mutating func holdOnInit(_ need: Declaration.Need) {
        let isLater = !isInit(need.dependent) || position(need.dependent) > position(need.dependency)
        guard isLater else {
            diagnostics.append(
                need.place.diagnostic(
                    .error, "init container \"\(need.dependent)\" comes before \"\(need.dependency)\", which it needs",
                    cure: "move \(need.dependency) up in initContainers"))
            return
        }
        guard let dependency = pod.container(named: need.dependency) else { return }
        if dependency.spec.isRestartable, need.condition == .completed {
            return refuse(need, "\"\(need.dependency)\" is a native sidecar and never completes", "ask for ready")
        }
        let needsProbe = dependency.spec.isRestartable && need.condition == .ready
        if needsProbe, dependency.spec.probes[.startup] == nil {
            add(need, .sidecar, "\(need.dependency) is a native sidecar and gets a startupProbe")
        } else {
            add(need, .native, "init containers come first")
        }
    }

    private mutating func hook(_ need: Declaration.Need, _ reason: String) {
        guard let dependency = pod.container(named: need.dependency) else { return }
        if need.condition == .completed {
            return refuse(
                need, "a hook cannot wait for \"\(need.dependency)\" to complete", "give \(need.dependent) a command")
        }
        if dependency.spec.postStart != nil {
            return refuse(
                need, "\"\(need.dependency)\" has a postStart hook already",
                "give \(need.dependent) a command, or drop the hook")
        }
        diagnostics.append(
            need.place.diagnostic(
                .warning,
                "\(need.dependent) is held by a postStart hook of \(need.dependency): if the hook is ever killed, the order is lost",
                cure: "name the command of \(need.dependent), or let \(need.dependency) become a sidecar"))
        add(need, .hook, reason)
    }

    private mutating func hold(_ wait: Declaration.Wait) {
        let strategy: Strategy
        let reason: String
        switch declaration.strategy {
        case .wrap: (strategy, reason) = (.wrap, "as declared")
        case .gate:
            diagnostics.append(
                wait.place.diagnostic(
                    .error, "strategy gate needs the controller in a cluster", cure: "use strategy: auto here"))
            return
        case .initContainer: (strategy, reason) = (.initContainer, "as declared")
        default:
            // A proxy that is a regular container is not there yet while init containers run: the wait would not go
            // the way that the application's traffic goes.
            let proxy = pod.containers.contains { $0.name == IstioHold.proxy && !sidecars.contains($0.name) }
            strategy = proxy ? .wrap : .initContainer
            reason = proxy ? "after the mesh proxy, which is a regular container" : "kubectl shows Init:0/1 meanwhile"
        }
        for container in pod.containers where !sidecars.contains(container.name) && container.name != IstioHold.proxy {
            if strategy == .wrap, !hasCommand(container.name) {
                diagnostics.append(
                    wait.place.diagnostic(
                        .error, "\"\(container.name)\" cannot be wrapped: it has no command in its spec",
                        cure: "write the image's ENTRYPOINT as its command, or use strategy: init"))
                continue
            }
            holds.append(
                Hold(
                    dependent: container.name, dependency: StartupNode(wait.target.name, kind: .target),
                    condition: .ready,
                    strategy: strategy, reason: reason, place: wait.place))
        }
    }

    private func hasCommand(_ name: String) -> Bool {
        pod.container(named: name)?.command.isEmpty == false
    }

    private mutating func add(_ need: Declaration.Need, _ strategy: Strategy, _ reason: String) {
        holds.append(
            Hold(
                dependent: need.dependent, dependency: StartupNode(need.dependency), condition: need.condition,
                strategy: strategy, reason: reason, place: need.place))
    }

    private mutating func refuse(_ need: Declaration.Need, _ message: String, _ cure: String) {
        diagnostics.append(need.place.diagnostic(.error, message, cure: cure))
    }
}
