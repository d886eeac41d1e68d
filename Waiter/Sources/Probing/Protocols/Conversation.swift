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
    /// Go on over TLS on the same connection; then ``Conversation/opening()`` is asked for again.
    case startTLS
    /// Close this connection, make a new one to the same host, and ask for ``Conversation/opening()`` again.
    /// `nil` keeps the port, or whether TLS is used, as it was.
    case reconnect(port: UInt16?, tls: Bool?)
    /// The peer was heard and is not ready yet, for this reason; it will say by itself when that changes.
    case note(String)
    /// The attempt is over; the connection is to be closed.
    case finish(Verdict)
}

/// One attempt's exchange with a server over a byte stream, as a state machine without I/O.
///
/// The driver connects, sends ``opening()``, feeds what it reads to ``receive(_:)`` in chunks of any size,
/// and calls ``closed()`` when the peer ends the stream. The driver owns the time: a conversation never waits.
public protocol Conversation: Sendable {
    /// The first bytes to send on a new stream: once connected, and again after ``ConversationStep/startTLS`` and
    /// ``ConversationStep/reconnect(port:tls:)``. Empty where the server speaks first.
    mutating func opening() -> [UInt8]
    /// Takes the next bytes from the peer, however they are split.
    mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep
    /// The peer ended the stream before a verdict was reached.
    mutating func closed() -> Verdict
    /// Bytes to send before the connection is closed with a verdict: a protocol's goodbye. Not waited for.
    mutating func goodbye() -> [UInt8]
}

extension Conversation {
    /// Most protocols need none.
    public mutating func goodbye() -> [UInt8] { [] }
}
