/// Which containers decided when everything was ready: walks back from the last one to whom it waited for.
public struct CriticalPathFinder {
    /// A row, by pod and place in it.
    public struct Step: Hashable, Sendable {
        /// The pod's place in the run.
        public var pod: Int
        /// The row's place in the pod.
        public var row: Int

        /// A row of a pod.
        public init(pod: Int, row: Int) {
            self.pod = pod
            self.row = row
        }
    }

    private let rows: [[RowRecorder]]
    private let decider: (Step) -> Step?
    private let needs: (Step, Step) -> Bool

    /// A search in these rows, pod by pod.
    ///
    /// - Parameters:
    ///   - decider: the row that let this one go, where that is known; itself ends the path.
    ///   - needs: whether the first row needs the second, of the same pod.
    public init(
        _ rows: [[RowRecorder]], decider: @escaping (Step) -> Step?, needs: @escaping (Step, Step) -> Bool
    ) {
        self.rows = rows
        self.decider = decider
        self.needs = needs
    }

    /// The path, from the first to start to the last to be ready; empty when nothing became ready.
    public func find() -> [Step] {
        var path: [Step] = []
        var seen: Set<Step> = []
        var current = last()
        while let step = current, seen.insert(step).inserted {
            path.append(step)
            let released = recorder(step).releasedAt ?? .zero
            guard released > .milliseconds(50) else { break }
            // What let it go is known when the waiter said so: another pod's probe sees the same only a period later.
            if let other = decider(step) {
                current = other == step ? nil : other
                continue
            }
            current = rows[step.pod].indices.map { Step(pod: step.pod, row: $0) }.filter { other in
                other != step && (other.row < step.row || needs(step, other))
                    && reached(other) <= released + .milliseconds(20)
            }.max { reached($0) < reached($1) }
        }
        return path.reversed()
    }

    /// The path in words, a step each: `shop/app 4.2s`.
    public func words(_ path: [Step]) -> [String] {
        path.map { step in
            let recorder = recorder(step)
            let time = recorder.readyAt ?? recorder.completedAt ?? recorder.since
            return "\(recorder.row.pod)/\(recorder.row.container) \(DurationText.format(time))"
        }
    }

    private func last() -> Step? {
        var found: Step?
        for pod in rows.indices {
            for row in rows[pod].indices where rows[pod][row].readyAt != nil {
                let step = Step(pod: pod, row: row)
                if let other = found, reached(step) < reached(other) { continue }
                found = step
            }
        }
        return found
    }

    private func recorder(_ step: Step) -> RowRecorder { rows[step.pod][step.row] }

    /// When the container let others go.
    private func reached(_ step: Step) -> Duration {
        let recorder = recorder(step)
        return recorder.readyAt ?? recorder.completedAt ?? .seconds(1 << 40)
    }
}
