/// A name that resolves to an address for this wait only, whatever the name servers say: `--resolve HOST=ADDRESS`.
public struct ResolveOverride: Equatable, Sendable {
    /// The name, in any case.
    public var host: String
    /// What it resolves to.
    public var address: IPAddress
}

/// How the waiter says what it sees.
public enum LogFormat: Equatable, Sendable {
    /// Lines for people.
    case text
    /// One JSON object a line.
    case json
    /// Nothing but errors.
    case quiet
}

/// What `waiter wait` was asked to do.
public struct WaitOptions: Equatable, Sendable {
    /// What to wait for.
    public var targets: [Target] = []
    /// How.
    public var policy = WaitPolicy()
    /// What to run afterwards; empty for nothing.
    public var command: [String] = []
    /// How to say what is seen.
    public var log = LogFormat.text
    /// Names that are resolved here.
    public var resolve: [ResolveOverride] = []
    /// How TLS is spoken where a target says nothing itself.
    public var tls = TLSOptions()
    /// Where the blocking target goes when the wait fails, for `kubectl describe pod`; empty for nowhere.
    public var terminationLog = "/dev/termination-log"
    /// Whether this runs as a hook, whose own output nobody sees: words go to the container's standard error.
    public var isHook = false
    /// The exit code after the deadline: 124, or 255 as `pilot-agent wait` has it.
    public var timeoutCode: Int32 = 124

    /// No targets, and the defaults of the design.
    public init() {}
}

/// What `waiter supervise` was asked to do.
public struct SuperviseOptions: Equatable, Sendable {
    /// The wait before the command, and the command.
    public var wait = WaitOptions()
    /// The directory in which the command's state is published as files; empty for nowhere.
    public var publish = ""
    /// What says that the command is ready; without any it is ready when it has started.
    public var ready: [Target] = []
    /// How often the command is started again after it failed.
    public var retries = 0
    /// The pause before the first retry; it doubles up to ``maxBackoff``.
    public var backoff: Milliseconds = 1000
    /// The longest pause before a retry.
    public var maxBackoff: Milliseconds = 30_000
    /// How long the command has to end after a signal that ends it, before it is killed; 0 for ever.
    public var grace: Milliseconds = 0

    /// No command, and the defaults.
    public init() {}
}
