/// What a hand-written wait does when it has waited long enough.
public enum GivingUp: Equatable, Sendable {
    /// The command fails, and the kubelet tries again.
    case fails
    /// What follows runs as if all were well.
    case goesOn
    /// It never gives up.
    case never
}
