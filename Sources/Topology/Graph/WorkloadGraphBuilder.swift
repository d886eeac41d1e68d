import Probing
import Startup
import StartupGraph

/// Makes the graph of a survey.
struct WorkloadGraphBuilder {
    private let survey: Survey
    private let titles: [String]
    private var vertices: [WorkloadGraph.Vertex] = []
    private var known: [WorkloadGraph.Vertex: Int] = [:]
    /// Of each vertex. A node's name is its identity, and manifests may say one twice: then it gets a number.
    private var ids: [NodeID] = []
    private var taken: Set<StartupNode> = []
    private var links: [WorkloadGraph.Link] = []
    private var builder = StartupGraphBuilder()

    init(_ survey: Survey) {
        self.survey = survey
        titles = survey.titles
    }

    mutating func build() -> WorkloadGraph {
        for pod in survey.pods.indices {
            for index in survey.pods[pod].pod.all.indices { vertex(.container(pod: pod, index: index)) }
        }
        for pod in survey.pods.indices {
            addOrder(pod)
            addHolds(pod)
            addWrittenWaits(pod)
        }
        return WorkloadGraph(vertices: vertices, links: links, graph: builder.build())
    }

    // MARK: Nodes

    @discardableResult
    private mutating func vertex(_ vertex: WorkloadGraph.Vertex) -> Int {
        if let index = known[vertex] { return index }
        known[vertex] = vertices.count
        vertices.append(vertex)
        let id = builder.add(node(vertex))
        ids.append(id)
        if case .podReady(let pod) = vertex {
            for (index, container) in survey.pods[pod].pod.all.enumerated()
            where index >= survey.pods[pod].pod.initContainers.count || container.spec.isRestartable {
                let other = self.vertex(.container(pod: pod, index: index))
                builder.add(id, needs: ids[other], .ready)
            }
        }
        return known[vertex] ?? 0
    }

    private func kind(_ vertex: WorkloadGraph.Vertex) -> StartupNode.Kind {
        if case .target = vertex { .target } else { .container }
    }

    private mutating func node(_ vertex: WorkloadGraph.Vertex) -> StartupNode {
        let name = name(vertex)
        var node = StartupNode(name, kind: kind(vertex))
        var number = 2
        while !taken.insert(node).inserted {
            node.name = "\(name)#\(number)"
            number += 1
        }
        return node
    }

    private func name(_ vertex: WorkloadGraph.Vertex) -> String {
        switch vertex {
        case .container(let pod, let index): titles[pod] + "/" + survey.pods[pod].pod.all[index].name
        case .podReady(let pod): titles[pod] + "/Ready"
        case .target(let url): url
        }
    }

    // MARK: Needs

    /// A need as it is shown, and as it counts.
    private mutating func link(_ link: WorkloadGraph.Link, counted: Int? = nil) {
        links.append(link)
        let dependency = counted ?? link.dependency
        let isReady = counted != nil && counted != link.dependency
        builder.add(ids[link.dependent], needs: ids[dependency], isReady ? .ready : link.condition)
    }

    /// Init containers one after another; the regular ones need the last of them.
    private mutating func addOrder(_ index: Int) {
        let pod = survey.pods[index].pod
        var previous: (vertex: Int, condition: Condition)?
        for (position, container) in pod.all.enumerated() {
            let own = vertex(.container(pod: index, index: position))
            if let previous {
                link(
                    .init(
                        dependent: own, dependency: previous.vertex, condition: previous.condition, hold: nil,
                        origin: .kubelet, via: "", place: nil))
            }
            guard position < pod.initContainers.count else { continue }
            let isAsked = container.spec.probes[.startup] != nil
            previous = (own, container.spec.isRestartable ? (isAsked ? .ready : .started) : .completed)
        }
    }

    private mutating func addHolds(_ index: Int) {
        guard let plan = survey.pods[index].plan else { return }
        for hold in plan.holds where hold.strategy != .native {
            guard let dependent = position(of: hold.dependent, in: index) else { continue }
            let own = vertex(.container(pod: index, index: dependent))
            switch hold.dependency.kind {
            case .container:
                guard let dependency = position(of: hold.dependency.name, in: index) else { continue }
                link(
                    .init(
                        dependent: own, dependency: vertex(.container(pod: index, index: dependency)),
                        condition: hold.condition, hold: hold, origin: .declared, via: "", place: hold.place))
            case .target:
                guard let wait = plan.declaration.waits.first(where: { $0.target.name == hold.dependency.name }) else {
                    continue
                }
                add(
                    .init(
                        dependent: own, dependency: own, condition: hold.condition, hold: hold, origin: .declared,
                        via: wait.target.name, place: hold.place), wait.target, of: index)
            }
        }
    }

    /// A wait holds what comes behind it: the container that it is in, or for a hook those further down.
    private mutating func addWrittenWaits(_ index: Int) {
        let pod = survey.pods[index].pod
        for (number, written) in survey.pods[index].writtenWaits.enumerated() {
            let targets = written.wait.targets.compactMap(\.meant).compactMap { try? TargetParser.parse($0) }
            let dependents =
                written.site == .postStart
                ? Array(written.container + 1..<max(written.container + 1, pod.all.count)) : [written.container]
            for target in targets {
                for dependent in dependents {
                    let own = vertex(.container(pod: index, index: dependent))
                    add(
                        .init(
                            dependent: own, dependency: own, condition: .ready, hold: nil, origin: .written(number),
                            via: target.name, place: Place(written.node)), target, of: index)
                }
            }
        }
    }

    private func position(of name: String, in pod: Int) -> Int? {
        survey.pods[pod].pod.all.firstIndex { $0.name == name }
    }

    /// Adds a need of a target: of the containers behind it where these manifests have them, otherwise of itself.
    private mutating func add(_ link: WorkloadGraph.Link, _ target: Target, of pod: Int) {
        var link = link
        let meaning = survey.meaning(of: target, from: survey.pods[pod].pod.namespace)
        let found = containers(meaning, of: pod)
        if found.isEmpty {
            link.dependency = vertex(.target(target.name))
            return self.link(link)
        }
        for one in found {
            link.dependency = vertex(.container(pod: one.pod, index: one.index))
            link.condition = one.condition
            self.link(link, counted: one.isWholePod ? vertex(.podReady(pod: one.pod)) : nil)
        }
    }

    private struct Found {
        var pod: Int
        var index: Int
        var condition: Condition
        var isWholePod: Bool
    }

    private func containers(_ meaning: TargetMeaning, of own: Int) -> [Found] {
        switch meaning {
        case .service(let index, let port):
            let service = survey.services[index]
            return survey.pods(behind: service).map { found(in: $0, service, port) }
        case .statefulPod(let service, let pod, let port): return [found(in: pod, survey.services[service], port)]
        case .workload(let pod, .completed):
            let first = survey.pods[pod].pod.initContainers.count
            return survey.pods[pod].pod.containers.indices.map {
                Found(pod: pod, index: first + $0, condition: .completed, isWholePod: false)
            }
        case .workload(let pod, _):
            return [
                Found(pod: pod, index: survey.pods[pod].pod.initContainers.count, condition: .ready, isWholePod: true)
            ]
        case .ownPod(let port):
            guard let port, let index = listener(port, in: own) else { return [] }
            return [Found(pod: own, index: index, condition: .ready, isWholePod: false)]
        case .outside, .missingService, .missingWorkload, .time: return []
        }
    }

    /// A Service that publishes pods before they are ready does not ask for more than that the container runs.
    private func found(in pod: Int, _ service: ServiceObject, _ port: Int?) -> Found {
        let name = survey.container(behind: service, port: port, in: pod)
        let index = name.flatMap { position(of: $0, in: pod) } ?? survey.pods[pod].pod.initContainers.count
        return Found(pod: pod, index: index, condition: .ready, isWholePod: !service.publishesNotReady)
    }

    private func listener(_ port: Int, in pod: Int) -> Int? {
        survey.pods[pod].pod.all.firstIndex { container in
            (container.node["ports"]?.items ?? []).contains { $0["containerPort"].flatMap { Int($0.text) } == port }
        }
    }
}

extension Survey {
    /// The start-up graph across all of it.
    public func graph() -> WorkloadGraph {
        var builder = WorkloadGraphBuilder(self)
        return builder.build()
    }
}
