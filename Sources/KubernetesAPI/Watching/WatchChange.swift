/// What a ``Watcher`` tells.
public enum WatchChange<Object: Sendable>: Sendable {
    /// All objects there are; takes the place of what was known.
    case replaced([ObjectKey: Object])
    /// One object came or changed.
    case updated(ObjectKey, Object)
    /// One object went.
    case removed(ObjectKey)
    /// Something did not succeed and is tried again. What was known before stays the last that is known.
    case failed(WatchFailure)
}
