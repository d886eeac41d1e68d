/// What `holdfast up` was asked to do.
public struct RunOptions: Sendable {
    /// When the run ends by itself.
    public enum ExitWhen: String, Sendable, CaseIterable {
        /// When every pod is ready, or has succeeded.
        case ready
        /// When every pod has ended.
        case done
    }

    /// How events are shown.
    public enum Format: String, Sendable, CaseIterable {
        /// Live on a terminal, lines elsewhere.
        case auto
        /// Lines.
        case plain
        /// One JSON object an event.
        case json
    }

    /// Pods or workloads to run; empty for all.
    public var only: [String] = []
    /// Variables for every container.
    public var environment: [(name: String, value: String)] = []
    /// How long the start may take; `nil` for ever.
    public var timeout: Duration?
    /// When the run ends by itself; `nil` when everything has ended.
    public var exitWhen: ExitWhen?
    /// Where containers' output goes as files.
    public var logDirectory: String?
    /// How events are shown.
    public var format = Format.auto
    /// The waiter's path.
    public var waiter = ""
    /// A directory of this run's own, for the pods' state.
    public var workDirectory = ""
    /// Whether standard output is a terminal that shows colours.
    public var isTerminal = false
    /// Whether to use colours.
    public var colour = false
    /// PATH of the containers, and other variables that every container gets.
    public var baseEnvironment: [(name: String, value: String)] = []
    /// What is run, for the picture's title.
    public var title = ""

    /// Runs everything until it has ended.
    public init() {}
}

/// How a run ended.
public struct RunResult: Sendable {
    /// 0 as asked for, 1 a pod failed, 124 out of time, 130 stopped by the user.
    public var exitCode: Int32
    /// What stood in the way; empty when nothing did.
    public var message: String
}
