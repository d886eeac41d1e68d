import Kubelet

/// What the engine knows of a container.
struct ContainerState {
    /// One of its probes.
    struct Probe {
        /// What it asks, as sources.
        var sources: [Int]
        /// Whether it is told when they change.
        var isWatching = false
        /// Equal outcomes in a row since the container was started.
        var outcome: Bool?
        var run = 0
        /// When its timer was due: nothing would change by asking until its sources do.
        var parked: Duration?
    }

    /// How many times it was started.
    var instance = 0
    var isUp = false
    var since = Duration.zero
    /// Its process runs, and waits before its own program does.
    var isHeld = false
    var hasStartedUp = false
    var states = ProgramStates()
    /// By ``ProgramState``: the signals for it; -1 where nobody asks.
    var sources: [Int] = [-1, -1, -1, -1]
    var probes: [ProbeKind: Probe] = [:]
    var main: Process?
    var hooks: [HookKind: Process] = [:]
    var outcome: ContainerOutcome
    /// The row that let it go, if that is known.
    var decider: (pod: Int, container: ContainerIndex)?

    /// What it failed for when it failed last: needs that were not there, and their sources.
    var missing: [(name: String, source: Int)] = []
    /// Whether it has a program of its own that can answer.
    var hasProgram = true

    var isServing: Bool { !hasProgram && isUp || states.contains(.answering) || states.contains(.completed) }
}
