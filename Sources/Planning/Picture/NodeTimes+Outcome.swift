import HandWritten
import Prediction
import Probing
import Topology

extension NodeTimes {
    /// The times of a survey's containers, pods and targets in a predicted run.
    public static func times(
        of survey: Survey, _ graph: WorkloadGraph, _ forecast: Forecast, _ outcome: Outcome
    ) -> [WorkloadGraph.Vertex: NodeTimes] {
        var times: [WorkloadGraph.Vertex: NodeTimes] = [:]
        times.reserveCapacity(graph.vertices.count)
        for (index, surveyed) in survey.pods.enumerated() where outcome.pods.indices.contains(index) {
            let found = outcome.pods[index]
            times[.podReady(pod: index)] = NodeTimes(start: nil, ready: found.readyAt)
            for (position, container) in surveyed.pod.all.enumerated() {
                guard let one = found.container(container.name) else { continue }
                let isInit = position < surveyed.pod.initContainers.count && !container.spec.isRestartable
                let ends = isInit || found.runsToItsEnd && !container.spec.isRestartable
                // What only waits has no program of its own: it starts, as far as anyone else goes, when it has waited.
                let waitedUntil = one.completedAt == nil ? nil : one.waited.last?.ended ?? one.startedAt
                // What was killed and started again answers for good when the kubelet sees it.
                let answering = one.restarts > 0 ? one.readyAt : one.answeringAt
                times[.container(pod: index, index: position)] = NodeTimes(
                    start: one.firstInstructionAt ?? waitedUntil, ready: ends ? one.completedAt : answering)
            }
        }
        for (target, time) in forecast.world.targets {
            times[.target(target)] = NodeTimes(start: .zero, ready: time)
        }
        // A sleep is as long as it says, whoever sleeps; what is asked in the background holds nobody.
        for wait in survey.pods.lazy.flatMap(\.writtenWaits).map(\.wait) where wait.proof == .time || wait.isBackground
        {
            for target in wait.targets.compactMap(\.meant).compactMap({ try? TargetParser.parse($0) }) {
                var ready = Duration.zero
                if case .delay(let time) = target.endpoint { ready = .milliseconds(time) }
                times[.target(target.name)] = NodeTimes(start: .zero, ready: ready)
            }
        }
        addOthers(to: &times, graph, forecast, outcome)
        return times
    }

    /// Targets that are nobody's doing, such as a delay or a name that resolves anyway: they begin when somebody asks.
    private static func addOthers(
        to times: inout [WorkloadGraph.Vertex: NodeTimes], _ graph: WorkloadGraph, _ forecast: Forecast,
        _ outcome: Outcome
    ) {
        let known = Set(forecast.targets)
        var others: Set<String> = []
        for case .target(let url) in graph.vertices where !known.contains(url) { others.insert(url) }
        if others.isEmpty { return }
        for wait in outcome.pods.lazy.flatMap(\.containers).flatMap(\.waited) where others.contains(wait.name) {
            guard wait.isMet, let ended = wait.ended else { continue }
            let vertex = WorkloadGraph.Vertex.target(wait.name)
            if let earlier = times[vertex]?.ready, earlier <= ended { continue }
            times[vertex] = NodeTimes(start: wait.began, ready: ended)
        }
    }
}
