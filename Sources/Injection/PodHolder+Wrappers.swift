import Kubelet
import Manifests
import Startup
import StartupGraph

extension PodHolder {
    /// Dependents run through the waiter; dependencies that cannot be asked from outside are supervised.
    mutating func makeWrappers() {
        var supervised: Set<String> = []
        for hold in plan.holds where hold.strategy == .wrap {
            let targets =
                hold.dependency.kind == .target ? declared(hold.dependency.name) : [question(hold, &supervised)]
            for target in targets where held.wrapped[hold.dependent]?.contains(target) != true {
                held.wrapped[hold.dependent, default: []].append(target)
            }
        }
        for index in held.pod.containers.indices {
            var container = held.pod.containers[index]
            if supervised.contains(container.name) { supervise(&container) }
            if let targets = held.wrapped[container.name] { wrap(&container, targets) }
            held.pod.containers[index] = container
        }
    }

    /// What to wait for so that the dependency has reached its condition.
    private mutating func question(_ hold: Hold, _ supervised: inout Set<String>) -> String {
        let name = hold.dependency.name
        // Of what Istio adds later nobody can say that it has started: ready is all that can be asked.
        if hold.condition == .ready || plan.pod.container(named: name) == nil {
            if let url = readiness(of: name) { return url }
            // Only in its own container the command of its probe can be run: by the waiter that supervises it.
            if plan.pod.container(named: name).flatMap(ProbeTarget.inside) == nil { saysNothing(name) }
        }
        supervised.insert(name)
        held.usesState.formUnion([name, hold.dependent])
        return "file:\(tools.stateDirectory)/\(name)/\(hold.condition.rawValue)"
    }

    private mutating func wrap(_ container: inout Container, _ targets: [String]) {
        held.usesWaiter.insert(container.name)
        container.command =
            waitCommand(targets, onTimeout: plan.declaration.onTimeout?.text ?? "fail") + ["--"]
            + container.command
        // Both probes would kill the container while it waits: until the deadline a startupProbe stands before them.
        if var probe = container.spec.probes[.startup] ?? container.spec.probes[.liveness] {
            let failures = (longestWait(targets) + probe.period - 1) / probe.period + probe.failureThreshold
            probe.failureThreshold = min(failures, Int(Int32.max))
            container.spec.probes[.startup] = probe
        }
    }

    /// In seconds, rounded up.
    private func longestWait(_ targets: [String]) -> Int {
        var longest = plan.declaration.timeout
        var isEndless = longest == 0 || plan.declaration.onTimeout == .block
        for wait in plan.declaration.waits + plan.declaration.ready.values where targets.contains(wait.url) {
            longest = max(longest, wait.target.timeout ?? 0)
            if case .delay(let time) = wait.target.endpoint { longest = max(longest, time) }
            if wait.target.timeout == 0 || wait.target.onTimeout == .block { isEndless = true }
        }
        return isEndless ? Int(Int32.max) : Int(longest / 1000) + 1
    }

    private mutating func supervise(_ container: inout Container) {
        guard !container.command.isEmpty else {
            held.diagnostics.append(
                Diagnostic(
                    .error, "\"\(container.name)\" cannot say how it is: it has no command in its spec",
                    cure: "write the image's ENTRYPOINT as its command, or declare ready: with a URL",
                    at: container.node))
            return
        }
        held.usesWaiter.insert(container.name)
        container.command =
            [tools.waiter, "supervise", "--log", "quiet", "--publish", "\(tools.stateDirectory)/\(container.name)"]
            + (ProbeTarget.inside(container).map { ["--ready", $0] } ?? []) + ["--"] + container.command
    }
}
