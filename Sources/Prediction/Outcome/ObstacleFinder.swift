import Kubelet
import Rendering

/// Finds out what stands in the way of pods that did not get where they were to get.
struct ObstacleFinder {
    private struct Obstacle {
        var container: ContainerIndex
        /// What is waited for, and its sources.
        var needs: [(name: String, source: Int)]
        /// Whether time alone will end it: the wait goes on without.
        var isTimed = false
    }

    private let cluster: VirtualCluster
    /// By pod; those that are settled have none.
    private var obstacles: [Int: Obstacle] = [:]
    /// Pods for which more time would change nothing.
    private var stuck: Set<Int> = []

    init(_ cluster: VirtualCluster) {
        self.cluster = cluster
        for pod in cluster.pods.indices where !cluster.pods[pod].isSettled { obstacles[pod] = obstacle(pod) }
        // The largest set of pods that wait only for never, for nobody's doing, or for each other.
        stuck = Set(
            obstacles.keys.filter { isOver($0) || obstacles[$0].map { !$0.needs.isEmpty && !$0.isTimed } ?? false })
        var isShrinking = true
        while isShrinking {
            let released = stuck.filter { !isOver($0) && !isStuck($0) }
            isShrinking = !released.isEmpty
            stuck.subtract(released)
        }
    }

    func find() -> (blocked: [Blocked], circles: [[String]]) {
        let blocked = obstacles.sorted { $0.key < $1.key }.map { pod, obstacle in
            let row = cluster.pods[pod].rows[obstacle.container]
            let state = words(row.activity) + (row.note.isEmpty || row.note == "not yet" ? "" : ": " + row.note)
            return Blocked(
                pod: cluster.pods[pod].model.name, container: row.row.container,
                waitsFor: obstacle.needs.map(\.name), state: state, isForEver: stuck.contains(pod))
        }
        return (blocked, circles())
    }

    private func words(_ activity: Timeline.Activity) -> String {
        switch activity {
        case .queued: "has not had its turn"
        case .held: "is held"
        case .starting: "runs and does not become ready"
        case .hook: "is still in its postStart hook"
        case .running: "runs and does not answer"
        case .backoff: "falls over again and again"
        case .terminating: "is being stopped"
        case .completed: "has ended"
        case .failed: "has failed"
        }
    }

    /// It has ended, and not well.
    private func isOver(_ pod: Int) -> Bool { cluster.pods[pod].outcome.succeeded == false }

    /// The first container that waits, or failed for want of something; else the first that is not ready.
    private func obstacle(_ pod: Int) -> Obstacle {
        let state = cluster.pods[pod]
        var other: ContainerIndex?
        for (index, container) in state.containers.enumerated() {
            let processes = [container.main, container.hooks[.postStart]].compactMap { $0 }.filter { !$0.isOver }
            for process in processes {
                guard let waiting = process.waiting else { continue }
                let open = waiting.states.indices.filter { waiting.states[$0].isOpen }
                return Obstacle(
                    container: index, needs: open.map { (waiting.wait.needs[$0].name, waiting.states[$0].source) },
                    isTimed: open.allSatisfy {
                        waiting.wait.needs[$0].onTimeout == .proceed && waiting.wait.needs[$0].deadline != nil
                    })
            }
            if !container.missing.isEmpty, !container.isServing {
                return Obstacle(container: index, needs: container.missing)
            }
            if other == nil, !isThrough(index, state) { other = index }
        }
        return Obstacle(container: other ?? 0, needs: [])
    }

    /// Whether a container is where it is to get: ended well, or ready and answering if it is to stay.
    private func isThrough(_ index: ContainerIndex, _ state: PodState) -> Bool {
        let container = state.containers[index]
        let isToEnd = !state.counts(index) || state.outcome.runsToItsEnd && !state.specs[index].isRestartable
        if isToEnd { return container.states.contains(.completed) }
        return state.machine.isReady(index) && container.isServing
    }

    private func isStuck(_ pod: Int) -> Bool {
        obstacles[pod]?.needs.contains { comesNever($0.source, for: pod) } ?? false
    }

    private func comesNever(_ source: Int, for pod: Int) -> Bool {
        guard !cluster.sources[source].isOn else { return false }
        switch cluster.sources[source].owner {
        case .outside: return false
        case .nobody: return true
        case .container(pod, let container):
            // Its own container: one that starts up will get there, one whose turn has not come waits behind this one.
            let other = cluster.pods[pod].containers[container]
            return !other.isUp || other.main?.waiting != nil || other.states.contains(.answering)
        case .container(let other, _), .pod(let other): return other == pod || stuck.contains(other)
        case .service(let service):
            return cluster.services[service].model.members.allSatisfy { $0.pod == pod || stuck.contains($0.pod) }
        }
    }

    // MARK: Circles

    /// Follows each stuck pod to the first that it waits for, until one comes again.
    private func circles() -> [[String]] {
        var seen: Set<Int> = []
        var circles: [[String]] = []
        for start in stuck.sorted() {
            var path: [Int] = []
            var current: Int? = start
            while let pod = current, seen.insert(pod).inserted {
                path.append(pod)
                current = next(pod)
            }
            if let pod = current, let place = path.firstIndex(of: pod) {
                circles.append(path[place...].map { cluster.pods[$0].model.name })
            }
        }
        return circles
    }

    private func next(_ pod: Int) -> Int? {
        for need in obstacles[pod]?.needs ?? [] where comesNever(need.source, for: pod) {
            switch cluster.sources[need.source].owner {
            case .container(let other, _), .pod(let other): return other
            case .service(let service):
                if let other = cluster.services[service].model.members.first(where: { stuck.contains($0.pod) }) {
                    return other.pod
                }
            case .outside, .nobody: break
            }
        }
        return nil
    }
}
