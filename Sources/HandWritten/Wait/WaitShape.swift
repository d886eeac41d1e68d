/// How a hand-written wait goes on until there is an answer.
public enum WaitShape: Equatable, Sendable {
    /// It asks nothing: time passes.
    case sleep
    /// A loop until success, or until a clock says that it is enough.
    case loop
    /// So many attempts.
    case retries(Int)
    /// One attempt: the kubelet's restarts are the loop.
    case once
    /// A program that waits by itself.
    case program
}
