import Kubelet
import Manifests
import StartupGraph

extension StrategyPicker {
    /// The dependency comes first, and its postStart hook waits.
    mutating func hook(_ need: Declaration.Need, _ reason: String) {
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
        say(
            need.place.diagnostic(
                .warning,
                "\(need.dependent) is held by a postStart hook of \(need.dependency): when \(need.dependency) crashes meanwhile, or the hook is killed, the order is lost",
                cure: "name the command of \(need.dependent), or let \(need.dependency) become a sidecar"))
        add(need, .hook, reason, hook: need.condition == .ready ? delayForm(need) ?? .waiter : nil)
    }

    /// `ready: delay:5s` waits in a hook; the kubelet's own sleep needs no waiter in the container. `nil` when the
    /// dependency declares something else, or its hook is taken.
    mutating func delayForm(_ need: Declaration.Need) -> HookForm? {
        guard case .delay(let time)? = declaration.ready[need.dependency]?.target.endpoint,
            pod.container(named: need.dependency)?.spec.postStart == nil
        else { return nil }
        let seconds = Int(time / 1000)
        let obstacle: String? =
            if !cluster.hasSleepHooks {
                "Kubernetes \(cluster.version) has no hook that sleeps"
            } else if time % 1000 != 0 || time == 0 {
                "the kubelet sleeps for whole seconds from 1 on"
            } else if seconds >= pod.terminationGracePeriod {
                "sleep must be less than terminationGracePeriodSeconds, which is \(pod.terminationGracePeriod)"
            } else {
                nil
            }
        let what = "the postStart hook of \(need.dependency) lets \(time) ms pass"
        let how = obstacle.map { "the waiter does it, because \($0)" } ?? "the kubelet's sleep does it"
        sayOnce(need.place.diagnostic(.note, what + ": " + how))
        return obstacle == nil ? .sleep(seconds: seconds) : .waiterDelay(time)
    }

    // MARK: Istio's hook

    /// The proxy's own hook waits already, as Istio's does.
    var waitsByItself: Bool {
        guard case .exec(let words)? = pod.container(named: IstioHold.proxy)?.spec.postStart, let program = words.first
        else { return false }
        return (program == "pilot-agent" || program.hasSuffix("/pilot-agent")) && words.dropFirst().contains("wait")
    }

    /// The hole is to be closed: the hook never gives up. `pilot-agent wait` cannot do that.
    var blocks: Bool { declaration.onTimeout == .block || declaration.timeout == 0 }

    /// As Istio does it (pkg/kube/inject): the proxy comes first, and its hook is `pilot-agent wait`. A hook that it has
    /// is respected, as `global.proxy.lifecycle` is, even where it does not wait (Istio issue 37541).
    mutating func holdAsIstio(_ need: Declaration.Need, _ reason: String) {
        guard need.condition == .ready, let proxy = pod.container(named: need.dependency) else {
            return hook(need, reason)
        }
        guard proxy.spec.postStart == nil || waitsByItself else {
            sayOnce(
                need.place.diagnostic(
                    .warning,
                    "\(proxy.name) has a postStart hook of its own, which is kept: unless it waits, nothing holds the others",
                    cure: "use strategy: wrap, or remove the hook"))
            return add(need, .hook, reason + "; its own hook is kept", hook: .own)
        }
        if waitsByItself, !blocks {
            let dependents = declaration.needs.filter { $0.dependency == proxy.name }.map(\.dependent)
            let isFirst =
                pod.containers.prefix { !dependents.contains($0.name) }.contains { $0.name == proxy.name }
            warnOfTheHole(need, isFirst ? .note : .warning)
            return isFirst
                ? add(need, .native, "\(proxy.name) comes first, and its hook waits", hook: .own)
                : add(need, .hook, reason + "; its own hook waits", hook: .own)
        }
        if let delay = delayForm(need) { return add(need, .hook, reason, hook: delay) }
        let isAsked = declaration.ready[proxy.name].map { $0.url != IstioHold.readiness } ?? false
        guard !blocks, !isAsked else {
            sayOnce(
                need.place.diagnostic(
                    .warning,
                    "\(pod.title) is held by the waiter in a postStart hook of \(proxy.name): when \(proxy.name) crashes meanwhile, or the hook is killed, the order is lost",
                    cure: "use strategy: wrap, or let \(proxy.name) become a sidecar"))
            return add(need, .hook, reason + "; the waiter's hook blocks", hook: .waiter)
        }
        warnOfTheHole(need, .warning)
        let seconds = declaration.timeout == 300_000 ? nil : Int((declaration.timeout + 999) / 1000)
        add(need, .hook, reason, hook: .pilotAgent(timeoutSeconds: seconds))
    }

    private mutating func warnOfTheHole(_ need: Declaration.Need, _ severity: Diagnostic.Severity) {
        sayOnce(
            need.place.diagnostic(
                severity,
                "\(pod.title) is held by Istio's own hook: when pilot-agent gives up, everything is let through",
                cure: "declare on-timeout: block, or use strategy: wrap"))
    }
}
