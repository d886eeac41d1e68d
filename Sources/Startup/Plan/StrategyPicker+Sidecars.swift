import Kubelet
import Manifests
import StartupGraph

/// What native sidecars hold for: a startupProbe, and never readiness (fact 1).
extension StrategyPicker {
    mutating func holdOnInit(_ need: Declaration.Need) {
        let isLater = !isInit(need.dependent) || position(need.dependent) > position(need.dependency)
        guard isLater else {
            return refuse(
                need, "init container \"\(need.dependent)\" comes before \"\(need.dependency)\", which it needs",
                "move \(need.dependency) up in initContainers")
        }
        guard let dependency = pod.container(named: need.dependency) else { return }
        if dependency.spec.isRestartable, need.condition == .completed {
            return refuse(need, "\"\(need.dependency)\" is a native sidecar and never completes", "ask for ready")
        }
        let needsProbe = dependency.spec.isRestartable && need.condition == .ready
        if needsProbe, dependency.spec.probes[.startup] == nil {
            add(need, .sidecar, "\(need.dependency) is a native sidecar and gets a startupProbe")
        } else if needsProbe, declaration.ready[need.dependency] != nil, leavesReadinessUnasked(need) {
            let mayWrap = declaration.strategy == .auto || declaration.strategy == .wrap
            if mayWrap, !isInit(need.dependent), hasCommand(need.dependent) {
                return add(need, .wrap, onlyStarted(need.dependency))
            }
            warnOfStartupOnly(need)
            add(need, .native, "init containers come first, each when its startupProbe has succeeded")
        } else {
            add(need, .native, "init containers come first")
        }
    }

    /// Whether the startupProbe, which is all that the kubelet asks of a native sidecar, is not what `ready` stands for.
    func leavesReadinessUnasked(_ need: Declaration.Need) -> Bool {
        guard need.condition == .ready, let probes = pod.container(named: need.dependency)?.spec.probes,
            let startup = probes[.startup]
        else { return false }
        if let ready = declaration.ready[need.dependency] {
            // The hook waits for a time.
            if case .delay = ready.target.endpoint { return false }
            return ready.url != ProbeTarget.url(of: startup.handler)
        }
        guard let readiness = probes[.readiness] else { return false }
        return readiness.handler != startup.handler
    }

    /// Whether everyone who needs it can be wrapped, and learns more that way than from its startupProbe.
    func isBetterWrapped(_ name: String, _ needs: [Declaration.Need]) -> Bool {
        needs.contains { leavesReadinessUnasked($0) }
            && (asksFromOutside(name) || asksInside(name))
            && needs.allSatisfy {
                !isInit($0.dependent) && hasCommand($0.dependent) && ($0.condition == .ready || hasCommand(name))
            }
    }

    /// The dependency is a native sidecar; who can ask it for more than that it has started is wrapped besides.
    mutating func holdBySidecar(_ need: Declaration.Need, _ reason: String) {
        guard leavesReadinessUnasked(need) else { return add(need, .sidecar, reason) }
        if declaration.strategy == .auto, !isInit(need.dependent), !sidecars.contains(need.dependent),
            hasCommand(need.dependent), asksFromOutside(need.dependency)
        {
            return add(need, .wrap, onlyStarted(need.dependency))
        }
        warnOfStartupOnly(need)
        add(need, .sidecar, reason)
    }

    /// Whether the dependent's waiter has something to ask: a URL, or what a supervisor of the dependency publishes.
    func canAnswer(_ need: Declaration.Need) -> Bool {
        guard let container = pod.container(named: need.dependency), container.command.isEmpty else { return true }
        return need.condition == .ready
            && (declaration.ready[container.name] != nil || container.name == IstioHold.proxy
                || ProbeTarget.url(of: container) != nil)
    }

    func onlyStarted(_ name: String) -> String {
        "as a sidecar \(name) would hold for its startupProbe only"
    }

    private func asksFromOutside(_ name: String) -> Bool {
        if declaration.ready[name] != nil { return true }
        let readiness = pod.container(named: name)?.spec.probes[.readiness]
        return readiness.flatMap { ProbeTarget.url(of: $0.handler) } != nil
    }

    /// The waiter that supervises it can run its readinessProbe's command.
    private func asksInside(_ name: String) -> Bool {
        guard hasCommand(name), case .exec? = pod.container(named: name)?.spec.probes[.readiness]?.handler else {
            return false
        }
        return true
    }

    private mutating func warnOfStartupOnly(_ need: Declaration.Need) {
        let wrap = hasCommand(need.dependent) ? "" : "name the command of \(need.dependent) and "
        sayOnce(
            need.place.diagnostic(
                .warning,
                "\"\(need.dependency)\" holds \(need.dependent) for its startupProbe only: the kubelet asks no native sidecar whether it is ready",
                cure: wrap + "use strategy: wrap, or let the startupProbe ask what ready means"))
    }

    /// A startupProbe that has failed for good has its container killed; the init containers behind it wait on.
    mutating func warnThatNothingProceeds(_ need: Declaration.Need) {
        guard (declaration.ready[need.dependency]?.target.onTimeout ?? declaration.onTimeout) == .proceed else {
            return
        }
        sayOnce(
            need.place.diagnostic(
                .warning,
                "nothing proceeds without \"\(need.dependency)\" (on-timeout: proceed): behind a native sidecar the kubelet waits until its startupProbe succeeds",
                cure: "use strategy: wrap"))
    }
}
