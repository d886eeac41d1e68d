import HandWritten
import Prediction
import Probing
import Topology

extension NodeTimes {
    /// The times of a survey's containers and targets in a predicted run.
    public static func times(of survey: Survey, _ forecast: Forecast, _ outcome: Outcome) -> [WorkloadGraph.Vertex:
        NodeTimes]
    {
        var times: [WorkloadGraph.Vertex: NodeTimes] = [:]
        for (index, surveyed) in survey.pods.enumerated() where outcome.pods.indices.contains(index) {
            let found = outcome.pods[index]
            for (position, container) in surveyed.pod.all.enumerated() {
                guard let one = found.container(container.name) else { continue }
                let isInit = position < surveyed.pod.initContainers.count && !container.spec.isRestartable
                let ends = isInit || found.runsToItsEnd && !container.spec.isRestartable
                // What counts is what the kubelet sees; without a readinessProbe it sees less than there is.
                let ready = one.answeringAt.flatMap { answering in one.readyAt.map { max($0, answering) } }
                // What only waits has no program of its own: it starts, as far as anyone else goes, when it has waited.
                let waitedUntil = one.completedAt == nil ? nil : one.waited.last?.ended ?? one.startedAt
                times[.container(pod: index, index: position)] = NodeTimes(
                    start: one.firstInstructionAt ?? waitedUntil, ready: ends ? one.completedAt : ready,
                    answering: ends ? one.completedAt : one.answeringAt)
            }
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
        for (name, time) in others(outcome) { times[.target(name)] = NodeTimes(start: .zero, ready: time) }
        for (name, time) in forecast.world.targets { times[.target(name)] = NodeTimes(start: .zero, ready: time) }
        return times
    }

    /// When what was waited for held first: of targets that are neither a container of the graph nor outside, such as
    /// a port of the own pod that no container names.
    private static func others(_ outcome: Outcome) -> [String: Duration] {
        var times: [String: Duration] = [:]
        for waited in outcome.pods.lazy.flatMap(\.containers).flatMap(\.waited) where waited.isMet {
            guard let ended = waited.ended else { continue }
            times[waited.name] = min(times[waited.name] ?? ended, ended)
        }
        return times
    }
}
