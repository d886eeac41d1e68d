/// A conversation in any protocol, for a driver that need not know which: Embedded Swift has no existential types,
/// but classes.
public class Dialogue {
    init() {}

    /// See ``Conversation/opening()``.
    public func opening() -> [UInt8] { [] }
    /// See ``Conversation/receive(_:)``.
    public func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep { .read }
    /// See ``Conversation/closed()``.
    public func closed() -> Verdict { .notReady("no answer") }
    /// See ``Conversation/goodbye()``.
    public func goodbye() -> [UInt8] { [] }
}

/// A dialogue in one protocol.
final class Spoken<Talk: Conversation>: Dialogue {
    private var talk: Talk

    init(_ talk: Talk) {
        self.talk = talk
        super.init()
    }

    override func opening() -> [UInt8] { talk.opening() }
    override func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep { talk.receive(bytes) }
    override func closed() -> Verdict { talk.closed() }
    override func goodbye() -> [UInt8] { talk.goodbye() }
}
