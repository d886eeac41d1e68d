/// What happened to a watch.
public enum WatchEvent<Object: Sendable>: Sendable {
    /// A page of the list, the list's version, and where the next page begins; `nil` on the last one.
    case listed([(key: ObjectKey, object: Object)], version: String, next: String?)
    /// The list did not succeed.
    case listFailed(WatchFailure)
    /// ADDED or MODIFIED.
    case changed(ObjectKey, Object, version: String)
    /// DELETED.
    case deleted(ObjectKey, version: String)
    /// BOOKMARK: nothing has happened up to this version.
    case bookmark(version: String)
    /// The watch ended as it should, which it does every few minutes (`timeoutSeconds`).
    case watchEnded
    /// The watch ended otherwise.
    case watchFailed(WatchFailure)
    /// The pause is over.
    case timer
}
