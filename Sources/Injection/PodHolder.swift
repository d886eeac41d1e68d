import Kubelet
import Manifests
import Startup
import StartupGraph

/// Carries a plan out on a pod: plan in, pod out. The edits of a manifest's bytes follow the same rules.
public struct PodHolder {
    /// The name of the init container that waits for targets.
    public static let waitContainer = "holdfast-wait"

    private let plan: StartupPlan
    private let tools: WaiterTools
    private var held: HeldPod

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
        holder.makeWaitContainer()
        return holder.held
    }

    /// Dependencies become restartable init containers, in an order in which each comes after what it needs.
    private mutating func makeSidecars() {
        let names = Set(plan.holds.filter { $0.strategy == .sidecar }.map(\.dependency.name))
        guard !names.isEmpty, let order = try? plan.graph.order() else { return }
        for name in order.map({ plan.graph[$0].name }) where names.contains(name) {
            let isReadyAsked = plan.holds.contains { $0.dependency.name == name && $0.condition == .ready }
            if let index = held.pod.containers.firstIndex(where: { $0.name == name }) {
                var container = held.pod.containers.remove(at: index)
                container.spec.isRestartable = true
                addStartupProbe(to: &container, isReadyAsked: isReadyAsked)
                held.pod.initContainers.append(container)
            } else if let index = held.pod.initContainers.firstIndex(where: { $0.name == name }) {
                var container = held.pod.initContainers[index]
                addStartupProbe(to: &container, isReadyAsked: isReadyAsked)
                held.pod.initContainers[index] = container
            }
        }
    }

    /// A native sidecar lets the next one go when its startupProbe has succeeded; its readiness is not asked (fact 1).
    private mutating func addStartupProbe(to container: inout Container, isReadyAsked: Bool) {
        guard isReadyAsked, container.spec.probes[.startup] == nil else { return }
        if let ready = plan.declaration.ready[container.name] {
            let question = [tools.waiter, "wait", "--attempts", "1", "--timeout", "0", ready.url]
            container.spec.probes[.startup] = ProbeSpec(.exec(question), period: 1, timeout: 3, failureThreshold: 600)
        } else if let readiness = container.spec.probes[.readiness] {
            var probe = readiness
            probe.period = 1
            probe.successThreshold = 1
            probe.failureThreshold = 600
            container.spec.probes[.startup] = probe
        } else {
            saysNothing(container.name)
        }
    }

    /// Dependents run through the waiter; dependencies that cannot be asked from outside are supervised.
    private mutating func makeWrappers() {
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

    /// Several targets may have one name, because what may be secret is left out of it.
    private func declared(_ name: String) -> [String] {
        plan.declaration.waits.filter { $0.target.name == name }.map(\.url)
    }

    /// What to wait for so that the dependency has reached its condition.
    private mutating func question(_ hold: Hold, _ supervised: inout Set<String>) -> String {
        let name = hold.dependency.name
        if hold.condition == .ready {
            if let ready = plan.declaration.ready[name] { return ready.url }
            if let container = plan.pod.container(named: name), let url = ProbeTarget.url(of: container) { return url }
            saysNothing(name)
        }
        supervised.insert(name)
        return "file:\(tools.stateDirectory)/\(name)/\(hold.condition.rawValue)"
    }

    private func wrap(_ container: inout Container, _ targets: [String]) {
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
        container.command =
            [
                tools.waiter, "supervise", "--log", "quiet", "--publish", "\(tools.stateDirectory)/\(container.name)",
                "--",
            ]
            + container.command
    }

    /// Dependencies come before those that need them, and their hook waits; it never gives up by itself (fact 3).
    private mutating func makeHooks() {
        let holds = plan.holds.filter { $0.strategy == .hook }
        guard !holds.isEmpty, let order = try? plan.graph.order() else { return }
        // Targets may have names that containers have.
        let names = order.map { plan.graph[$0] }.filter { $0.kind == .container }.map(\.name)
        let rank = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        held.pod.containers.sort { rank[$0.name, default: 0] < rank[$1.name, default: 0] }
        for hold in holds {
            guard let index = held.pod.containers.firstIndex(where: { $0.name == hold.dependency.name }) else {
                continue
            }
            let container = held.pod.containers[index]
            guard hold.condition == .ready else { continue }
            guard let url = plan.declaration.ready[container.name]?.url ?? ProbeTarget.url(of: container) else {
                saysNothing(container.name)
                continue
            }
            let onTimeout = plan.declaration.onTimeout?.text ?? "block"
            held.pod.containers[index].spec.postStart = .exec(waitCommand([url], onTimeout: onTimeout))
        }
    }

    /// One init container for all targets: after a mesh proxy that is an init container, so that the wait goes the way
    /// of the application's traffic; otherwise first, so that the pod's own init containers find the targets ready.
    private mutating func makeWaitContainer() {
        var targets: [String] = []
        for hold in plan.holds where hold.strategy == .initContainer {
            for url in declared(hold.dependency.name) where !targets.contains(url) { targets.append(url) }
        }
        guard !targets.isEmpty else { return }
        let container = Container(
            spec: ContainerSpec(PodHolder.waitContainer), image: "",
            command: waitCommand(targets, onTimeout: plan.declaration.onTimeout?.text ?? "fail"), arguments: [],
            environment: [], workingDirectory: "", ports: [:], node: plan.pod.node)
        let proxy = held.pod.initContainers.firstIndex { $0.name == "istio-proxy" }
        held.pod.initContainers.insert(container, at: proxy.map { $0 + 1 } ?? 0)
        held.waitContainer = container.name
    }

    private func waitCommand(_ targets: [String], onTimeout: String) -> [String] {
        var words = [tools.waiter, "wait"]
        if plan.declaration.timeout != 300_000 { words += ["--timeout", "\(plan.declaration.timeout)ms"] }
        if onTimeout != "fail" { words += ["--on-timeout", onTimeout] }
        return words + targets
    }

    private mutating func saysNothing(_ name: String) {
        guard let container = plan.pod.container(named: name) else { return }
        held.diagnostics.append(
            Diagnostic(
                .warning, "\"\(name)\" says nothing about being ready: it counts as ready when it has started",
                cure: "declare containers.\(name).ready with a URL, or give it a readinessProbe", at: container.node))
    }
}
