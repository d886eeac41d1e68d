import Manifests
import Rendering
import Startup
import StartupGraph
import Topology

/// Makes the picture of a start-up graph: what takes part, what assures each need, and when it all happens.
public struct PictureBuilder {
    private let survey: Survey
    private let graph: WorkloadGraph
    private let times: [WorkloadGraph.Vertex: NodeTimes]
    /// Whether pods that need nothing and that nobody needs are drawn too.
    private let isComplete: Bool

    /// A builder; without `times` the picture has none.
    public init(
        _ survey: Survey, _ graph: WorkloadGraph, times: [WorkloadGraph.Vertex: NodeTimes] = [:],
        isComplete: Bool = false
    ) {
        self.survey = survey
        self.graph = graph
        self.times = times
        self.isComplete = isComplete
    }

    /// The picture. Throws the cycle when some wait for each other: those that gave up waiting in the predicted run, or
    /// got an answer from somebody else, do not.
    public func picture(title: String) throws(CycleError) -> GraphPicture {
        let shownPods = self.shownPods
        let predicted = times.isEmpty ? nil : PredictedGraph(graph, times)
        let waves = try waves(predicted)
        let path = try predicted?.held.criticalPath { node, condition in
            // What is not drawn decides nothing that is.
            isTimed(graph.vertices[node.index], shownPods) ? predicted?.cost(node, condition) ?? .zero : .zero
        }
        let critical = Set((path?.path ?? []).map(\.index))
        var picture = GraphPicture(title: title)
        var groups: [Int: Int] = [:]
        for pod in survey.pods.indices where shownPods.contains(pod) {
            groups[pod] = picture.groups.count
            picture.groups.append(group(pod))
        }
        var positions = [Int?](repeating: nil, count: graph.vertices.count)
        for (index, vertex) in graph.vertices.enumerated() where isShown(vertex, shownPods) {
            positions[index] = picture.nodes.count
            var node = node(vertex, groups)
            node.wave = waves[index]
            node.start = times[vertex]?.start
            node.ready = times[vertex]?.ready
            if let path, node.ready != nil { node.slack = path.slack[index] }
            node.isCritical = critical.contains(index)
            picture.nodes.append(node)
        }
        picture.criticalPath = (path?.path ?? []).compactMap { positions[$0.index] }
        let steps = Set(zip(picture.criticalPath, picture.criticalPath.dropFirst()).map { [$0, $1] })
        for link in graph.links {
            guard let dependent = positions[link.dependent], let dependency = positions[link.dependency] else {
                continue
            }
            var edge = edge(link, dependent, dependency)
            edge.isCritical = steps.contains([dependency, dependent])
            picture.edges.append(edge)
        }
        let ends = picture.nodes.map(\.ready)
        picture.end = times.isEmpty || ends.contains(nil) ? nil : ends.compactMap { $0 }.max()
        let hidden = survey.pods.count - shownPods.count
        if hidden > 0 {
            picture.remarks.append(
                "\(hidden) \(hidden == 1 ? "pod needs nothing, and nobody needs it" : "pods need nothing, and nobody needs them")"
            )
        }
        return picture
    }

    private func waves(_ predicted: PredictedGraph?) throws(CycleError) -> [Int] {
        do {
            return try graph.waves()
        } catch {
            guard let predicted else { throw error }
            return try graph.waves(along: predicted.held)
        }
    }

    // MARK: What takes part

    /// Pods with a need that is not the kubelet's own order, or that are needed.
    var shownPods: Set<Int> {
        if isComplete { return Set(survey.pods.indices) }
        var pods: Set<Int> = []
        for link in graph.links where link.origin != .kubelet {
            for end in [link.dependent, link.dependency] {
                if case .container(let pod, _) = graph.vertices[end] { pods.insert(pod) }
            }
        }
        // A pair of init containers is an order that somebody wanted.
        return pods.isEmpty ? Set(survey.pods.indices) : pods
    }

    private func isShown(_ vertex: WorkloadGraph.Vertex, _ pods: Set<Int>) -> Bool {
        switch vertex {
        case .container(let pod, _): pods.contains(pod)
        case .podReady: false
        case .target: true
        }
    }

    private func isTimed(_ vertex: WorkloadGraph.Vertex, _ pods: Set<Int>) -> Bool {
        if case .podReady(let pod) = vertex { pods.contains(pod) } else { isShown(vertex, pods) }
    }

    private func group(_ index: Int) -> GraphPicture.Group {
        let found = survey.pods[index]
        let place = Place(found.workload.node)
        return GraphPicture.Group(
            title: survey.title(of: index),
            place: place.file + (place.location.map { ":\($0.line)" } ?? ""))
    }

    private func node(_ vertex: WorkloadGraph.Vertex, _ groups: [Int: Int]) -> GraphPicture.Node {
        switch vertex {
        case .container(let pod, let index):
            let found = survey.pods[pod].pod
            let container = found.all[index]
            let isInit = index < found.initContainers.count
            let kind: GraphPicture.NodeKind =
                isInit ? (container.spec.isRestartable ? .sidecar : .initContainer) : .container
            return GraphPicture.Node(container.name, kind: kind, group: groups[pod])
        case .podReady(let pod): return GraphPicture.Node("Ready", kind: .container, group: groups[pod])
        case .target(let url): return GraphPicture.Node(url, kind: .target)
        }
    }

    private func edge(_ link: WorkloadGraph.Link, _ dependent: Int, _ dependency: Int) -> GraphPicture.Edge {
        var edge = GraphPicture.Edge(dependent, needs: dependency, link.condition, via: via(link))
        switch link.origin {
        case .kubelet:
            edge.strategy = "native"
            edge.guarantee = "closed: init containers run one after another"
        case .declared:
            guard let hold = link.hold else { break }
            edge.strategy = hold.strategy.rawValue
            edge.reason = hold.reason
            edge.guarantee = hold.guarantee
            edge.assurance = hold.assurance
            edge.stronger = hold.stronger
        case .written(let number):
            guard case .container(let pod, _) = graph.vertices[link.dependent] else { break }
            let written = survey.pods[pod].writtenWaits[number]
            edge.strategy = WaitGuarantee.strategy(written)
            edge.guarantee = WaitGuarantee.guarantee(written)
            edge.assurance = WaitGuarantee.assurance(written)
            edge.stronger = WaitGuarantee.stronger(written)
        }
        return edge
    }

    /// Where a target leads to a container of these manifests, how it is asked.
    private func via(_ link: WorkloadGraph.Link) -> String {
        if case .target = graph.vertices[link.dependency] { "" } else { link.via }
    }
}
