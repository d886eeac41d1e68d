/// Something that a view shows.
public struct RunEvent: Equatable, Sendable {
    /// What kind of thing.
    public enum Kind: String, Sendable {
        case starting, started, waiting, released, ready, unready, hook, hazard, exited, backoff, stopping
        case published, initialized, finished, probe, note, output
        case errorOutput = "error-output"
    }

    /// Since the run began.
    public var time: Duration
    /// The pod; empty when it is about all of them.
    public var pod: String
    /// The container; empty when it is about the pod.
    public var container: String
    /// What kind of thing.
    public var kind: Kind
    /// In words; for output, the line.
    public var text: String
}

/// A container's line in the live view.
public struct ContainerStatus: Equatable, Sendable {
    /// The pod.
    public var pod: String
    /// The container.
    public var container: String
    /// Its state, as the timeline names it.
    public var state: String
    /// What it waits for or why it is so; may be empty.
    public var note: String
    /// Since when it is so.
    public var since: Duration
}
