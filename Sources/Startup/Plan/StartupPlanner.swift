import Manifests
import StartupGraph

/// Picks the mechanism for every edge of a pod's start-up graph.
public enum StartupPlanner {
    /// The plan, and what is wrong or weak about it. `nil` when the declaration cannot be carried out.
    public static func plan(
        _ pod: Pod, _ declaration: Declaration
    ) -> (plan: StartupPlan?, diagnostics: [Diagnostic]) {
        var builder = StartupGraphBuilder()
        for container in pod.all { builder.add(StartupNode(container.name)) }
        let isHeld = !declaration.isOptedOut
        for need in declaration.needs where isHeld {
            builder.add(
                builder.add(StartupNode(need.dependent)), needs: builder.add(StartupNode(need.dependency)),
                need.condition)
        }
        for wait in declaration.waits where isHeld {
            let target = builder.add(StartupNode(wait.target.name, kind: .target))
            for container in pod.containers {
                builder.add(builder.add(StartupNode(container.name)), needs: target, .ready)
            }
        }
        let graph = builder.build()
        let order: [NodeID]
        do throws(CycleError) {
            order = try graph.order()
        } catch {
            return (nil, [cycle(error, declaration, pod)])
        }
        var picker = StrategyPicker(pod: pod, declaration: declaration)
        if isHeld { picker.pick(order.map { graph[$0] }) }
        let failed = picker.diagnostics.contains { $0.severity == .error }
        let plan = StartupPlan(pod: pod, declaration: declaration, graph: graph, holds: picker.holds)
        return (failed ? nil : plan, picker.diagnostics)
    }

    private static func cycle(_ error: CycleError, _ declaration: Declaration, _ pod: Pod) -> Diagnostic {
        let need = declaration.needs.last { error.names.contains($0.dependent) && error.names.contains($0.dependency) }
        let place = need?.place ?? Place(pod.node)
        return place.diagnostic(
            .error, "\(pod.title) can never start: \(error.description)",
            cure: error.names.count > 1 ? "remove one of these dependencies" : "remove it from its own dependsOn")
    }
}
