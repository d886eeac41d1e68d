import Prediction
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
                times[.container(pod: index, index: position)] = NodeTimes(
                    start: one.firstInstructionAt, ready: ends ? one.completedAt : one.answeringAt)
            }
        }
        for (target, time) in forecast.world.targets {
            times[.target(target)] = NodeTimes(start: .zero, ready: time)
        }
        return times
    }
}
