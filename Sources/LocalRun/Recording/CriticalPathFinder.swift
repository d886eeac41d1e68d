import Startup

/// Which containers decided when everything was ready: walks back from the last one to whom it waited for.
enum CriticalPathFinder {
    /// A row, by pod and place in it.
    struct Step: Equatable {
        var pod: Int
        var row: Int
    }

    static func find(_ pods: [PodRun]) -> [Step] {
        var steps: [Step] = []
        for (pod, run) in pods.enumerated() { for row in run.rows.indices { steps.append(Step(pod: pod, row: row)) } }
        var path: [Step] = []
        var current = steps.filter { recorder($0, pods).readyAt != nil }.max { reached($0, pods) < reached($1, pods) }
        while let step = current, !path.contains(step), path.count < steps.count {
            path.append(step)
            let released = recorder(step, pods).releasedAt ?? .zero
            guard released > .milliseconds(50) else { break }
            current = steps.filter { other in
                other != step && isBefore(other, step, pods) && reached(other, pods) <= released + .milliseconds(20)
            }.max { reached($0, pods) < reached($1, pods) }
        }
        return path.reversed()
    }

    private static func recorder(_ step: Step, _ pods: [PodRun]) -> RowRecorder { pods[step.pod].rows[step.row] }

    /// When the container let others go.
    private static func reached(_ step: Step, _ pods: [PodRun]) -> Duration {
        let recorder = recorder(step, pods)
        return recorder.readyAt ?? recorder.completedAt ?? .seconds(1 << 40)
    }

    /// Whether `step` may have waited for `other`: it stands behind it in its pod, needs it, or waits for a target
    /// whose host is the other pod's name.
    private static func isBefore(_ other: Step, _ step: Step, _ pods: [PodRun]) -> Bool {
        let run = pods[step.pod]
        let name = run.rows[step.row].row.container
        if other.pod == step.pod {
            if other.row < step.row { return true }
            return run.plan.holds.contains {
                $0.dependent == name && $0.dependency.name == pods[other.pod].rows[other.row].row.container
            }
        }
        return run.plan.declaration.waits.contains { $0.target.name.contains(pods[other.pod].name) }
    }
}
