import Kubelet
import Rendering

extension VirtualCluster {
    /// What became of everything, when the run is over.
    func outcome(until limit: Duration, title: String) -> Outcome {
        let obstacles = ObstacleFinder(self).find()
        let isComplete = obstacles.blocked.isEmpty
        let done = pods.compactMap(\.outcome.doneAt).max() ?? .zero
        let end = isComplete ? done : queue.isEmpty ? lastEvent : limit
        let outcomes = pods.map { pod in
            var outcome = pod.outcome
            outcome.containers = pod.containers.map(\.outcome)
            return outcome
        }
        let finder = CriticalPathFinder(
            pods.map(\.rows),
            decider: { step in
                pods[step.pod].containers[step.row].decider.map { .init(pod: $0.pod, row: $0.container) }
            },
            needs: { _, _ in false })
        let path = finder.find()
        let critical = Set(path)
        let rows = pods.enumerated().flatMap { pod, state in
            state.rows.enumerated().map { row, recorder in
                var finished = recorder.finished(at: end)
                finished.isCritical = critical.contains(.init(pod: pod, row: row))
                return finished
            }
        }
        let timeline = Timeline(
            title: title, outcome: words(obstacles.blocked, done, end), succeeded: isComplete, rows: rows, end: end,
            criticalPath: finder.words(path), hazards: pods.flatMap(\.hazards))
        return Outcome(
            pods: outcomes, blocked: obstacles.blocked, circles: obstacles.circles, timeline: timeline, end: end)
    }

    private func words(_ blocked: [Blocked], _ done: Duration, _ end: Duration) -> String {
        guard !blocked.isEmpty else {
            if pods.isEmpty { return "nothing starts" }
            let isOver = pods.allSatisfy(\.outcome.runsToItsEnd)
            return (isOver ? "all ended well after " : "ready after ") + DurationText.format(done)
        }
        let shown = blocked.prefix(3).map(\.text).joined(separator: "; ")
        let rest = blocked.count > 3 ? "; and \(blocked.count - 3) more" : ""
        return "not ready after \(DurationText.format(end)): \(shown)\(rest)"
    }
}
