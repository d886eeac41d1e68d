/// What became of a pod. Times count from the beginning of the run.
public struct PodOutcome: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its containers, init containers first.
    public var containers: [ContainerOutcome] = []
    /// When its IP was published.
    public var publishedAt: Duration?
    /// When all init containers were through.
    public var initializedAt: Duration?
    /// When it was Ready first, as the cluster has it.
    public var readyAt: Duration?
    /// When it was Ready and all its programs answered: later than ``readyAt`` where there is no readinessProbe, or
    /// where a container counts as ready while its command still waits.
    public var servingAt: Duration?
    /// When it had ended.
    public var finishedAt: Duration?
    /// Whether it ended well; `nil` while it lasts.
    public var succeeded: Bool?
    /// Whether it is to end: its containers are not started again when they have ended well, as in a Job.
    public var runsToItsEnd: Bool

    init(name: String, runsToItsEnd: Bool) {
        self.name = name
        self.runsToItsEnd = runsToItsEnd
    }

    /// When it had got where it was to get: serving, or for what runs to its end, ended well.
    public var doneAt: Duration? {
        runsToItsEnd ? succeeded == true ? finishedAt : nil : servingAt
    }

    /// All restarts of its containers.
    public var restarts: Int { containers.reduce(0) { $0 + $1.restarts } }

    /// The container of this name.
    public func container(_ name: String) -> ContainerOutcome? { containers.first { $0.name == name } }
}
