import Prediction
import Rendering
import StartupGraph
import Topology

extension PictureBuilder {
    /// The picture of a predicted run, and its timeline with the same critical path; what Holdfast has put into a pod
    /// stands in the timeline only. Throws the cycle when some wait for each other.
    public static func predicted(
        _ survey: Survey, _ forecast: Forecast, _ outcome: Outcome, title: String, isComplete: Bool = false
    ) throws(CycleError) -> (picture: GraphPicture, timeline: Timeline) {
        let graph = survey.graph()
        let times = NodeTimes.times(of: survey, graph, forecast, outcome)
        let builder = PictureBuilder(survey, graph, times: times, isComplete: isComplete)
        var picture = try builder.picture(title: title)
        // The pictures end when the run does: a pod may be Ready later than each of its programs, or never.
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
        for (pod, found) in outcome.pods.enumerated() where survey.pods.indices.contains(pod) {
            for container in found.containers where timeline.rows.indices.contains(row) {
                if survey.pods[pod].pod.container(named: container.name) != nil {
                    timeline.rows[row].isCritical = critical[pod].contains(container.name)
                }
                row += 1
            }
        }
        return (picture, timeline)
    }
}
