/// What one way of ordering the start comes to, for one pod, in one situation.
public struct Cell: Equatable, Sendable {
    /// When the pod serves, or has ended well if it is to end; `nil` when it never got there.
    public var done: Duration?
    /// Restarts of its containers until then.
    public var restarts: Int
    /// Needs that were not there when a container began, each once.
    public var early: [String]
    /// What stands in the way when it did not get there.
    public var blocked: Blocked?

    init(_ pod: PodOutcome, _ blocked: Blocked?) {
        done = pod.doneAt
        restarts = pod.restarts
        var early: [String] = []
        for name in pod.containers.flatMap(\.early) where !early.contains(name) { early.append(name) }
        self.early = early
        self.blocked = blocked
    }
}
