/// What one attempt says about a target.
public enum Verdict: Equatable, Sendable {
    /// The target's own protocol says that it is ready.
    case ready
    /// Not ready yet; the text says why, in words for a user, without secrets.
    case notReady(String)
    /// It can never become ready (a failed Job, a malformed name): waiting longer is pointless.
    case never(String)
}

/// What a conversation wants after it has read some bytes.
public enum ConversationStep: Equatable, Sendable {
    /// Nothing to decide yet: read on.
    case read
    /// Send these bytes, then read on.
    case send([UInt8])
    /// The attempt is over; the connection is to be closed.
    case finish(Verdict)
}

/// One attempt's exchange with a server over a byte stream, as a state machine without I/O.
///
/// The driver connects, sends ``opening()``, feeds what it reads to ``receive(_:)`` in chunks of any size,
/// and calls ``closed()`` when the peer ends the stream. The driver owns the time: a conversation never waits.
public protocol Conversation: Sendable {
    /// The first bytes to send once connected; empty where the server speaks first.
    mutating func opening() -> [UInt8]
    /// Takes the next bytes from the peer, however they are split.
    mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep
    /// The peer ended the stream before a verdict was reached.
    mutating func closed() -> Verdict
}
