import Startup
import StartupGraph
import Topology

/// Containers that wait for each other, so that none of them starts.
struct WaitCycle: Sendable {
    /// A wait, and the pod that waits: a position in ``Survey/pods``.
    struct Step: Sendable {
        var pod: Int
        var link: WorkloadGraph.Link
    }

    /// The waits on the way, in order; the kubelet's own order between them is left out.
    var steps: [Step]
    /// The pods on the way, positions in ``Survey/pods``.
    var pods: Set<Int>
    /// Whether the kubelet's own order is a part of it: an init container, or the pod having to be Ready.
    var needsOrder: Bool

    /// One of each knot of these manifests.
    ///
    /// Only waits that hold for certain count: not those that give up and go on, that a script may pass over, and those
    /// for nothing but a name that resolves before anybody is ready.
    static func find(in subject: SetSubject) -> [WaitCycle] {
        let survey = subject.survey
        let graph = survey.graph()
        let loose = looseWaits(subject.pods)
        var links: [Int: [WorkloadGraph.Link]] = [:]
        for link in graph.links {
            if case .container(let pod, _) = graph.vertices[link.dependent],
                loose.contains(Key(pod: pod, via: link.via))
            {
                continue
            }
            links[link.dependent, default: []].append(link)
        }
        var builder = StartupGraphBuilder()
        for node in graph.graph.nodes { builder.append(node) }
        for edge in graph.graph.dependencies {
            if case .podReady = graph.vertices[edge.dependent.index] {
            } else if link(edge.dependent.index, edge.dependency.index, links, graph) == nil {
                continue
            }
            builder.add(edge.dependent, needs: edge.dependency, edge.condition)
        }
        return builder.build().cycles().compactMap { read($0.cycle.map(\.index), links, graph, survey) }
    }

    private struct Key: Hashable {
        var pod: Int
        var via: String
    }

    private static func looseWaits(_ pods: [PodSubject]) -> Set<Key> {
        var loose: Set<Key> = []
        for subject in pods {
            let candidates = subject.awaited.filter { !$0.isBinding || resolvesAnyway($0, subject) }
            for via in Set(candidates.compactMap { $0.target?.name }) {
                let count = subject.awaited.count { $0.target?.name == via }
                if count == candidates.count(where: { $0.target?.name == via }) {
                    loose.insert(Key(pod: subject.index, via: via))
                }
            }
        }
        return loose
    }

    private static func resolvesAnyway(_ awaited: Awaited, _ subject: PodSubject) -> Bool {
        guard awaited.asksNameOnly else { return false }
        let index: Int
        switch subject.meaning(of: awaited) {
        case .service(let service, _)?, .statefulPod(let service, _, _)?: index = service
        default: return false
        }
        let service = subject.survey.services[index]
        return !service.isHeadless || service.publishesNotReady
    }

    /// The need behind an edge: a Service is an edge to its pods being Ready, and a link to one of their containers.
    private static func link(
        _ dependent: Int, _ dependency: Int, _ links: [Int: [WorkloadGraph.Link]], _ graph: WorkloadGraph
    ) -> WorkloadGraph.Link? {
        links[dependent]?.first { link in
            if link.dependency == dependency { return true }
            guard case .podReady(let pod) = graph.vertices[dependency],
                case .container(let other, _) = graph.vertices[link.dependency]
            else { return false }
            return pod == other
        }
    }

    private static func read(
        _ cycle: [Int], _ links: [Int: [WorkloadGraph.Link]], _ graph: WorkloadGraph, _ survey: Survey
    ) -> WaitCycle? {
        var result = WaitCycle(steps: [], pods: [], needsOrder: false)
        for (position, node) in cycle.enumerated() {
            let next = cycle[(position + 1) % cycle.count]
            switch graph.vertices[node] {
            case .container(let pod, _):
                result.pods.insert(pod)
                guard let link = link(node, next, links, graph) else { return nil }
                if link.origin == .kubelet {
                    result.needsOrder = true
                } else {
                    result.steps.append(Step(pod: pod, link: link))
                }
            case .podReady:
                result.needsOrder = true
                let before = cycle[(position + cycle.count - 1) % cycle.count]
                guard let link = link(before, node, links, graph), isHeldBack(next, by: link, graph, survey) else {
                    return nil
                }
            case .target: return nil
            }
        }
        return result
    }

    /// Whether a container that has not started its program keeps its pod from answering: with a readinessProbe, as an
    /// init container, or as the one that is asked. Otherwise it counts as ready from its first moment.
    private static func isHeldBack(
        _ vertex: Int, by link: WorkloadGraph.Link, _ graph: WorkloadGraph, _ survey: Survey
    ) -> Bool {
        guard case .container(let pod, let index) = graph.vertices[vertex] else { return true }
        let own = survey.pods[pod].pod
        if index < own.initContainers.count || own.all[index].spec.probes[.readiness] != nil { return true }
        // Declared waits hold by an init container unless the plan wraps: then nothing of the pod runs.
        let isHeldByInit = survey.pods[pod].plan?.holds.contains {
            $0.dependent == own.all[index].name && $0.strategy == .initContainer
        }
        return isHeldByInit == true || link.dependency == vertex && !link.via.hasPrefix("kube:")
    }
}
