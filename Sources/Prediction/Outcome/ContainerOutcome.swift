/// What became of a container. Times count from the beginning of the run.
public struct ContainerOutcome: Equatable, Sendable {
    /// Something that it waited for.
    public struct Waited: Equatable, Sendable {
        /// The need's name.
        public var name: String
        /// When the wait began.
        public var began: Duration
        /// When it was over; `nil` when the run ended before.
        public var ended: Duration?
        /// Whether the need was met; otherwise the deadline passed.
        public var isMet: Bool
        /// How many attempts it took.
        public var attempts: Int

        /// How long; up to the end of the run when it was not over.
        public func length(until end: Duration) -> Duration { (ended ?? end) - began }
    }

    /// Its name.
    public var name: String
    /// As in the timeline: `init`, `sidecar` or `container`.
    public var role: String
    /// When its process began first.
    public var startedAt: Duration?
    /// When its own program began first: after whatever its command waits for.
    public var firstInstructionAt: Duration?
    /// When the kubelet counted it as ready first.
    public var readyAt: Duration?
    /// When its program answered first.
    public var answeringAt: Duration?
    /// When it ended with 0 first.
    public var completedAt: Duration?
    /// How often it was started again.
    public var restarts = 0
    /// The statuses with which it ended, in order.
    public var exits: [Int] = []
    /// What its command and its hooks waited for, in order, every instance's waits.
    public var waited: [Waited] = []
    /// Needs that were not there when its program began, each once.
    public var early: [String] = []

    init(name: String, role: String) {
        self.name = name
        self.role = role
    }
}
