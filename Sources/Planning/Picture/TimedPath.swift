import StartupGraph

/// The critical path and the slack of a graph whose times are known.
///
/// ``StartupGraph/criticalPath(cost:)`` adds up how long nodes take; here the run has happened, and what lies between a
/// dependency and its dependent (the kubelet, a poll) belongs to the need. So the figures agree with the times shown.
struct TimedPath {
    /// The nodes that decide the end, from the first to start to the last to be ready.
    private(set) var path: [NodeID] = []
    /// How much later each node could be ready without the whole being later, by ``NodeID/index``; `nil` for what never
    /// is, or where the end is not known for it.
    private(set) var slack: [Duration?]

    /// Linear. Throws the cycle when there is one.
    ///
    /// - Parameters:
    ///   - times: of each node, by its index; `nil` for those that stand for all that they need.
    ///   - isPause: whether a node is a pause, which begins only when all else that its dependent needs is there: it
    ///     decides where there is nothing else.
    init(
        _ graph: StartupGraph, _ times: [NodeTimes?], isPause: (NodeID) -> Bool = { _ in false }
    ) throws(CycleError) {
        let order = try graph.order()
        var ready = times.map { $0.map { $0.ready ?? TimedPath.never } }
        var decisive = [NodeID?](repeating: nil, count: times.count)
        for node in order {
            var latest: Duration?
            let all = graph.dependencies(of: node).filter { TimedPath.holds($0, ready, times) }
            let others = all.filter { !isPause($0.dependency) }
            for edge in others.isEmpty ? all : others {
                let time = TimedPath.reached(edge, ready, times)
                if latest.map({ time > $0 }) ?? true {
                    latest = time
                    decisive[node.index] = edge.dependency
                }
            }
            if ready[node.index] == nil {
                ready[node.index] = decisive[node.index].flatMap { ready[$0.index] } ?? .zero
            }
        }
        let end = order.compactMap { ready[$0.index] }.filter { $0 < TimedPath.never }.max() ?? .zero
        var float = ready.map { end - ($0 ?? .zero) }
        for node in order.reversed() {
            let all = graph.dependencies(of: node).filter { TimedPath.holds($0, ready, times) }
            let others = all.filter { !isPause($0.dependency) }
            let held = others.isEmpty ? all : others
            let last = held.map { TimedPath.reached($0, ready, times) }.filter { $0 < TimedPath.never }.max()
            guard let last, ready[node.index] ?? .zero < TimedPath.never else { continue }
            for edge in held {
                let room = float[node.index] + last - TimedPath.reached(edge, ready, times)
                float[edge.dependency.index] = min(float[edge.dependency.index], room)
            }
        }
        slack = zip(float, ready).map { $1 ?? .zero < TimedPath.never ? $0 : nil }
        var last: NodeID?
        for node in order {
            let time = ready[node.index] ?? .zero
            let best = last.map { ready[$0.index] ?? .zero }
            // Of what never is, the last in order: the path leads to it from what stands in its way.
            if best.map({ time > $0 || time >= TimedPath.never }) ?? true { last = node }
        }
        while let node = last {
            path.append(node)
            last = decisive[node.index]
        }
        path.reverse()
    }

    private static let never = Duration.seconds(1 << 40)

    private static func reached(_ edge: Dependency, _ ready: [Duration?], _ times: [NodeTimes?]) -> Duration {
        let index = edge.dependency.index
        if edge.condition == .started, let found = times[index] { return found.start ?? never }
        let seen = ready[index] ?? .zero
        guard let start = times[edge.dependent.index]?.start, seen > start else { return seen }
        // Started before the kubelet saw it: then somebody asked the program itself.
        return times[index]?.answering.map { min($0, seen) } ?? seen
    }

    /// A need that was met only after its dependent had started has not held it: a hook that gave up, a port that proves
    /// nothing.
    private static func holds(_ edge: Dependency, _ ready: [Duration?], _ times: [NodeTimes?]) -> Bool {
        guard let start = times[edge.dependent.index]?.start else { return true }
        return reached(edge, ready, times) <= start
    }
}
