/// What a container's program does, from its start on: it pauses, it waits, and then it is the program itself.
public struct ScenarioProgram: Equatable, Sendable {
    /// Time that passes first: a `sleep` in front of the program.
    public var pause = Duration.zero
    /// Loops in front of the program, one after another.
    public var waits: [ScenarioWait] = []
    /// What has to be there when the program itself begins.
    public var needs: [ScenarioCondition] = []
    /// How soon it ends with 1 when a need is not there; `nil` when it copes.
    public var crash: Duration?
    /// Until its port is open; `nil` for as late as it is ready.
    public var listen: Duration?
    /// Until it is ready.
    public var ready = Duration.zero
    /// The port on which it answers by HTTP; without one it can be asked only by commands.
    public var port: Int?
    /// Until it ends by itself; `nil` for never.
    public var end: Duration?
    /// The status with which it ends then.
    public var code = 0
    /// What its postStart hook does; `nil` when the manifest has none, or the one in the manifest is run as it stands.
    public var postStart: ScenarioHook?

    /// Ready at once, and runs for ever.
    public init() {}
}

/// What a postStart hook does: it pauses, it waits, it ends.
public struct ScenarioHook: Equatable, Sendable {
    /// Time that passes first.
    public var pause = Duration.zero
    /// What it waits for then.
    public var waits: [ScenarioWait] = []
    /// The status with which it ends.
    public var code = 0

    /// Ends with 0 at once.
    public init() {}
}

/// A loop that asks and sleeps.
public struct ScenarioWait: Equatable, Sendable {
    /// What happens when its time is up.
    public enum Expiry: String, Sendable, CaseIterable {
        /// It ends with 1.
        case fail
        /// What comes behind it runs all the same.
        case proceed
    }

    /// What it asks for.
    public var condition: ScenarioCondition
    /// The pause between two attempts.
    public var every: Duration
    /// The pause before the first one.
    public var after = Duration.zero
    /// How long it lasts at most; `nil` for ever.
    public var timeout: Duration?
    /// What happens then.
    public var onTimeout = Expiry.fail
}
