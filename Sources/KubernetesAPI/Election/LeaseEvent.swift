/// What happened in an election.
public enum LeaseEvent: Hashable, Sendable {
    /// The Lease was read; `version` is its resource's.
    case found(LeaseRecord, version: String)
    /// There is no Lease.
    case missing
    /// The last write succeeded; `version` is the new one.
    case written(version: String)
    /// A read failed, or a write of which nobody knows whether it was carried out, or somebody else was first.
    case failed
    /// The pause is over.
    case timer
    /// This replica ends.
    case shutdown
}
