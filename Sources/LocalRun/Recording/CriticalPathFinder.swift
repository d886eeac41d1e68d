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
            // What let it go is known when the waiter said so: another pod's probe sees the same only a period later.
            if let target = pods[step.pod].decidedBy[step.row],
                let other = steps.last(where: { serves($0, target, pods) })
            {
                current = other == step ? nil : other
                continue
            }
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

    /// Whether `step` may have waited for `other`: it stands behind it in its pod, or needs it.
    private static func isBefore(_ other: Step, _ step: Step, _ pods: [PodRun]) -> Bool {
        guard other.pod == step.pod else { return false }
        if other.row < step.row { return true }
        let name = recorder(step, pods).row.container
        return pods[step.pod].plan.holds.contains {
            $0.dependent == name && $0.dependency.name == recorder(other, pods).row.container
        }
    }

    /// Whether a target's host is the name of the row's pod.
    private static func serves(_ other: Step, _ target: String, _ pods: [PodRun]) -> Bool {
        guard recorder(other, pods).row.role == "container" else { return false }
        let host = target.split(separator: "/", maxSplits: 1).last.map { $0.drop { $0 == "/" } } ?? ""
        let name = host.prefix { $0 != ":" && $0 != "/" && $0 != "." && $0 != "#" }
        return name == pods[other.pod].name
    }
}
