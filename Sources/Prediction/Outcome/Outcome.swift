import Rendering

/// What became of all pods of a run.
public struct Outcome: Sendable {
    /// The pods, in the order in which they were given.
    public internal(set) var pods: [PodOutcome]
    /// Those that did not get where they were to get.
    public internal(set) var blocked: [Blocked]
    /// Pods that wait for each other, by name: each for the next one, the last for the first.
    public internal(set) var circles: [[String]]
    /// The same picture that `holdfast up` draws.
    public internal(set) var timeline: Timeline
    /// When the last pod was there; where some are not, when nothing happened any more or the time was up.
    public internal(set) var end: Duration

    /// Whether every pod got where it was to get.
    public var isComplete: Bool { blocked.isEmpty }

    /// The pod of this name.
    public func pod(_ name: String) -> PodOutcome? { pods.first { $0.name == name } }
}
