/// What a file looked like when it was read: enough to notice that somebody has written to it since.
///
/// Not the change time: `chmod` moves it, and loses nobody's work.
public struct FileStamp: Hashable, Sendable {
    let identity: FileIdentity
    /// In bytes.
    let size: Int64
    let seconds: Int64
    let nanoseconds: Int64
}
