/// What the driver of a ``WatchMachine`` has to do.
public enum WatchAction<Object: Sendable>: Sendable {
    /// Ask for a page: the first one without a token. Answer with `listed` or `listFailed`.
    case list(page: String?)
    /// Watch from this version on, with bookmarks. Answer with what comes.
    case watch(version: String)
    /// Answer with `timer` after this time.
    case pause(Duration)
    /// Everything there is, now that the list is complete: takes the place of what was known.
    case replace([ObjectKey: Object])
    /// One object came or changed.
    case update(ObjectKey, Object)
    /// One object went.
    case remove(ObjectKey)
    /// Something did not succeed; it is tried again.
    case report(WatchFailure)
}
