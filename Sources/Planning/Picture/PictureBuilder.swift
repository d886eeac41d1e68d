import Manifests
import Prediction
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

    /// The picture of a predicted run, and its timeline with the same critical path; what Holdfast has put into a pod
    /// stands in the timeline only. The picture ends when the run ends, hidden pods and all, and says what stands in the
    /// way. Throws the cycle when some wait for each other.
    public static func predicted(
        _ survey: Survey, _ forecast: Forecast, _ outcome: Outcome, title: String, isComplete: Bool = false
    ) throws(CycleError) -> (picture: GraphPicture, timeline: Timeline) {
        let times = NodeTimes.times(of: survey, forecast, outcome)
        let builder = PictureBuilder(survey, survey.graph(), times: times, isComplete: isComplete)
        var picture = try builder.picture(title: title)
        picture.end = outcome.isComplete ? outcome.end : nil
        picture.remarks += outcome.blocked.map(\.text)
        var critical = [Set<String>](repeating: [], count: survey.pods.count)
        let groups = builder.shownPods.sorted()
        for node in picture.nodes where node.isCritical {
            if let group = node.group { critical[groups[group]].insert(node.label) }
        }
        var timeline = outcome.timeline
        timeline.criticalPath = []
        var row = 0
        for (pod, found) in outcome.pods.enumerated() {
            for container in found.containers where timeline.rows.indices.contains(row) {
                if survey.pods[pod].pod.container(named: container.name) != nil {
                    timeline.rows[row].isCritical = critical[pod].contains(container.name)
                }
                row += 1
            }
        }
        return (picture, timeline)
    }

    /// The picture. Throws the cycle when some wait for each other.
    public func picture(title: String) throws(CycleError) -> GraphPicture {
        let waves = try graph.waves()
        let path = times.isEmpty ? nil : try TimedPath(graph.graph, graph.vertices.map(time), isPause: isPause)
        let critical = Set((path?.path ?? []).map(\.index))
        let shownPods = self.shownPods
        var picture = GraphPicture(title: title)
        var groups: [Int: Int] = [:]
        for pod in survey.pods.indices where shownPods.contains(pod) {
            groups[pod] = picture.groups.count
            picture.groups.append(group(pod))
        }
        let steps = steps(path?.path ?? [])
        var positions = [Int?](repeating: nil, count: graph.vertices.count)
        for (index, vertex) in graph.vertices.enumerated() where isShown(vertex, shownPods) {
            positions[index] = picture.nodes.count
            var node = node(vertex, groups)
            node.wave = waves[index]
            node.start = times[vertex]?.start
            node.ready = times[vertex]?.ready
            node.slack = path.flatMap { $0.slack[index] }
            node.isCritical = critical.contains(index)
            picture.nodes.append(node)
        }
        for link in graph.links {
            guard let dependent = positions[link.dependent], let dependency = positions[link.dependency] else {
                continue
            }
            var edge = edge(link, dependent, dependency)
            edge.isCritical = steps[link.dependent].map { isStep($0, link) } ?? false
            picture.edges.append(edge)
        }
        picture.criticalPath = (path?.path ?? []).compactMap { positions[$0.index] }
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

    // MARK: The critical path

    private func isPause(_ node: NodeID) -> Bool {
        if case .target(let name) = graph.vertices[node.index] { name.hasPrefix("delay:") } else { false }
    }

    /// What each node of the path comes after in it, as ``graph`` has it: of a Service that is the whole pod.
    private func steps(_ path: [NodeID]) -> [Int: Int] {
        var steps: [Int: Int] = [:]
        for (before, after) in zip(path, path.dropFirst()) { steps[after.index] = before.index }
        return steps
    }

    /// Whether a need is what its dependent comes after in the path: two nodes of the path need not be neighbours in it.
    private func isStep(_ before: Int, _ link: WorkloadGraph.Link) -> Bool {
        guard case .podReady(let pod) = graph.vertices[before] else { return before == link.dependency }
        if case .container(pod, _) = graph.vertices[link.dependency] { return !link.via.isEmpty }
        return false
    }

    // MARK: What takes part

    /// Pods with a need that is not the kubelet's own order, or that are needed.
    private var shownPods: Set<Int> {
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

    private func group(_ index: Int) -> GraphPicture.Group {
        let found = survey.pods[index]
        let namespace = found.workload.namespace
        let place = Place(found.workload.node)
        return GraphPicture.Group(
            title: namespace.isEmpty ? found.pod.title : namespace + "/" + found.pod.title,
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

    /// A node's times; `nil` for a pod being Ready, which stands for its containers.
    private func time(_ vertex: WorkloadGraph.Vertex) -> NodeTimes? {
        if case .podReady = vertex { nil } else { times[vertex] ?? NodeTimes(start: nil, ready: nil) }
    }
}
