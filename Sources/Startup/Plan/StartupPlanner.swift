import Manifests
import StartupGraph

/// Picks the mechanism for every edge of a pod's start-up graph.
public enum StartupPlanner {
    /// The plan, and what is wrong or weak about it. `nil` when the declaration cannot be carried out.
    ///
    /// The cluster decides which mechanisms there are, and whether Istio's webhook adds a proxy.
    public static func plan(
        _ pod: Pod, _ declaration: Declaration, cluster: Cluster = Cluster()
    ) -> (plan: StartupPlan?, diagnostics: [Diagnostic]) {
        let mesh = PodMesh.of(pod, declaration.istio, cluster)
        var declaration = declaration
        let diagnostics = settle(&declaration, pod, mesh)
        if diagnostics.contains(where: { $0.severity == .error }) { return (nil, diagnostics) }
        let graph = graph(pod, declaration)
        let order: [NodeID]
        do throws(CycleError) {
            order = try graph.order()
        } catch {
            return (nil, diagnostics + [cycle(error, declaration, pod)])
        }
        var picker = StrategyPicker(pod: pod, declaration: declaration, cluster: cluster, mesh: mesh)
        if !declaration.isOptedOut { picker.pick(order.map { graph[$0] }) }
        let failed = picker.diagnostics.contains { $0.severity == .error }
        let plan = StartupPlan(
            pod: pod, declaration: declaration, graph: graph, holds: picker.holds, cluster: cluster, mesh: mesh)
        return (failed ? nil : plan, diagnostics + picker.diagnostics)
    }

    /// What is wrong where the containers' declared needs form a circle; `nil` where they can be put in an order. It is
    /// among the diagnostics of ``plan(_:_:cluster:)`` as well.
    public static func cycle(_ pod: Pod, _ declaration: Declaration) -> Diagnostic? {
        do throws(CycleError) {
            _ = try graph(pod, declaration).order()
            return nil
        } catch {
            return cycle(error, declaration, pod)
        }
    }

    /// Containers and targets, and who needs whom.
    private static func graph(_ pod: Pod, _ declaration: Declaration) -> StartupGraph {
        var builder = StartupGraphBuilder()
        for container in pod.all { builder.add(StartupNode(container.name)) }
        if declaration.isOptedOut { return builder.build() }
        for need in declaration.needs {
            builder.add(
                builder.add(StartupNode(need.dependent)), needs: builder.add(StartupNode(need.dependency)),
                need.condition)
        }
        for wait in declaration.waits {
            let target = builder.add(StartupNode(wait.target.name, kind: .target))
            for container in pod.containers {
                builder.add(builder.add(StartupNode(container.name)), needs: target, .ready)
            }
        }
        return builder.build()
    }

    /// What is declared about a proxy that the manifest does not carry: an error, unless Istio's webhook adds one.
    private static func settle(_ declaration: inout Declaration, _ pod: Pod, _ mesh: PodMesh) -> [Diagnostic] {
        guard !declaration.isOptedOut, pod.container(named: IstioHold.proxy) == nil else { return [] }
        var diagnostics: [Diagnostic] = []
        let about = declaration.needs.first { $0.dependent == IstioHold.proxy || $0.dependency == IstioHold.proxy }
        if let place = about?.place {
            if mesh.isLater {
                diagnostics.append(
                    place.diagnostic(
                        .note, "\(IstioHold.proxy) is not in the manifest of \(pod.title): Istio adds it in the cluster"
                    ))
            } else {
                diagnostics.append(
                    place.diagnostic(
                        .error, "\(pod.title) has no container \"\(IstioHold.proxy)\"",
                        cure: "label the pod sidecar.istio.io/inject: \"true\" if Istio is to add it, or name one of: "
                            + pod.all.map(\.name).joined(separator: ", ")))
            }
        }
        if declaration.wrapsForIstio, let place = declaration.absentHold {
            if mesh == .later(native: false) {
                for container in pod.containers
                where !declaration.needs.contains(where: {
                    $0.dependent == container.name && $0.dependency == IstioHold.proxy
                }) {
                    declaration.needs.append(
                        .init(
                            dependent: container.name, dependency: IstioHold.proxy, condition: .ready, place: place))
                }
            } else if about == nil {
                diagnostics.append(IstioHold.absent(pod, place))
            }
        }
        return diagnostics
    }

    private static func cycle(_ error: CycleError, _ declaration: Declaration, _ pod: Pod) -> Diagnostic {
        let need = declaration.needs.last { error.names.contains($0.dependent) && error.names.contains($0.dependency) }
        let place = need?.place ?? Place(pod.node)
        return place.diagnostic(
            .error, "\(pod.title) can never start: \(error.description)",
            cure: error.names.count > 1 ? "remove one of these dependencies" : "remove it from its own dependsOn")
    }
}
