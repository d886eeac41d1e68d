/// What to do now. First `change` (one write of the Secret), and when that has succeeded `publishes`; on any failure
/// read and decide anew. Only the holder of the Lease acts on it.
public struct RotationDecision: Hashable, Sendable {
    /// What changes in the Secret, if anything.
    public var change: SecretChange?
    /// The webhook configurations whose `caBundle` becomes the Secret's bundle as it is after the change.
    public var publishes: [String]
    /// Why; empty when nothing is to be done.
    public var reasons: [RotationReason]
    /// When to decide again, if nothing is seen to change before.
    public var next: Moment

    /// A decision with all its parts.
    public init(change: SecretChange?, publishes: [String], reasons: [RotationReason], next: Moment) {
        self.change = change
        self.publishes = publishes
        self.reasons = reasons
        self.next = next
    }
}
