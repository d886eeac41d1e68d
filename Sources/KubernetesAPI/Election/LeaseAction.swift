/// What the driver of a ``LeaseMachine`` has to do. Each list has one of `read`, `create`, `replace` and `pause` at most,
/// and as the last one: its outcome is the next event.
public enum LeaseAction: Hashable, Sendable {
    /// Read the Lease. Answer with `found`, `missing` or `failed`.
    case read
    /// Make the Lease, at once. Answer with `written` or `failed`.
    case create(LeaseRecord)
    /// Write the Lease, at once and only over this version. Answer with `written` or `failed`.
    case replace(LeaseRecord, version: String)
    /// Answer with `timer` after this time.
    case pause(Duration)
    /// This replica leads until this reading of its own clock, unless a later one follows.
    case lead(until: Duration)
    /// This replica no longer leads.
    case stepDown
    /// Somebody else leads; empty when nobody does.
    case follow(String)
}
