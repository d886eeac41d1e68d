/// A step of what runs in a container, or as its hook: one after another. After the last one it ends with status 0.
public enum ProgramStep: Hashable, Sendable {
    /// Time passes.
    case pause(Duration)
    /// Needs are waited for.
    case wait(Wait)
    /// The container's own program; ends when that does. Not for hooks.
    case run(ProgramRun)
    /// It ends with this status.
    case end(code: Int)
}
