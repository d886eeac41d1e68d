import Kubelet
import Manifests
import Startup
import StartupGraph

extension PodHolder {
    /// Dependencies come before those that need them, and their hook waits; it never gives up by itself (fact 3).
    mutating func makeHooks() {
        let holds = plan.holds.filter { $0.strategy == .hook && $0.hook != .istioSwitch }
        if !holds.isEmpty || !waitingWithHook.isEmpty { sortForHooks() }
        for hold in holds {
            guard let form = hold.hook,
                let index = held.pod.containers.firstIndex(where: { $0.name == hold.dependency.name }),
                let handler = hook(form, of: hold.dependency.name)
            else { continue }
            held.pod.containers[index].spec.postStart = handler
        }
    }

    /// What the hook runs; `nil` when the container has nothing to say, or its own hook is kept.
    mutating func hook(_ form: HookForm, of name: String) -> Handler? {
        switch form {
        case .waiter:
            guard let url = readiness(of: name) ?? plan.pod.container(named: name).flatMap(ProbeTarget.inside) else {
                saysNothing(name)
                return nil
            }
            held.usesWaiter.insert(name)
            return .exec(
                waitCommand([url], onTimeout: plan.declaration.onTimeout?.text ?? "block", isHook: true))
        case .waiterDelay(let time):
            held.usesWaiter.insert(name)
            // The deadline is for what may never come.
            return .exec(
                [tools.waiter, "wait"] + (tools.hasContainerLog ? ["--hook"] : [])
                    + (time < 300_000 ? [] : ["--timeout", "0"])
                    + [time % 1000 == 0 ? "delay:\(time / 1000)s" : "delay:\(time)ms"])
        case .sleep(let seconds): return .sleep(seconds: seconds)
        case .pilotAgent(let seconds):
            return .exec(["pilot-agent", "wait"] + (seconds.map { ["--timeoutSeconds", "\($0)"] } ?? []))
        case .own, .istioSwitch: return nil
        }
    }

    /// Wrapped containers with a hook of their own, which may well need the command that still waits.
    private var waitingWithHook: Set<String> {
        let wrapped = Set(plan.holds.filter { $0.strategy == .wrap }.map(\.dependent))
        return wrapped.filter { plan.pod.container(named: $0)?.spec.postStart != nil }
    }

    /// A hook holds whatever comes behind its container, so it must not hold what the container itself waits for:
    /// for hooked containers every dependency counts, for the others only those that are held by hooks.
    private mutating func sortForHooks() {
        let regular = Set(held.pod.containers.map(\.name))
        let inner = plan.holds.filter {
            $0.dependency.kind == .container && regular.contains($0.dependent) && regular.contains($0.dependency.name)
        }
        let byHook = inner.filter { $0.strategy == .hook || $0.strategy == .native }
        var hooked = Set(byHook.map(\.dependency.name)).union(waitingWithHook)
        var isGrowing = true
        while isGrowing {
            let count = hooked.count
            for hold in inner where hooked.contains(hold.dependent) { hooked.insert(hold.dependency.name) }
            isGrowing = hooked.count > count
        }
        var needs: [String: Set<String>] = [:]
        for hold in byHook + inner.filter({ hooked.contains($0.dependent) }) {
            needs[hold.dependent, default: []].insert(hold.dependency.name)
        }
        let names = HookOrder.sorted(held.pod.containers.map(\.name), needs: needs)
        let containers = Dictionary(held.pod.containers.map { ($0.name, $0) }) { first, _ in first }
        held.pod.containers = names.compactMap { containers[$0] }
    }

    /// The pod asks Istio to hold it, in the annotation's other settings' company. What is on already stays as it is.
    mutating func switchOnIstiosHold() {
        guard plan.holds.contains(where: { $0.hook == .istioSwitch }), plan.declaration.absentHold == nil else {
            return
        }
        let switched = "\(IstioHold.key): true"
        guard let node = plan.pod.annotations[IstioHold.annotation] else {
            return held.annotations[IstioHold.annotation] = switched
        }
        do throws(MeshHoldError) {
            let changed = try EmbeddedEdit.change(node.text, IstioHold.annotation) { config in
                if config[IstioHold.key]?.value == .bool(true) { return false }
                config.set(IstioHold.key, .bool(true))
                return true
            }
            if let changed { held.annotations[IstioHold.annotation] = changed }
        } catch {
            held.diagnostics.append(Diagnostic(.error, error.message, cure: error.cure, at: node))
        }
    }
}
