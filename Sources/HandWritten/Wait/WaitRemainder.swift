/// What runs behind a hand-written wait.
public enum WaitRemainder: Equatable, Sendable {
    /// Nothing, or only words (`echo ready`).
    case nothing
    /// This part of the script, in bytes, from behind the wait to the end.
    case script(Range<Int>)
    /// This command, which the waiting program runs (`dockerize … app`, `wait-for-it … -- app`).
    case command([String])
}
