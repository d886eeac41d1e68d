/// One MongoDB probe: asks `hello`, which needs no login, and judges the member's state.
///
/// A server that does not know `hello` (before 4.4.2) is asked `isMaster` on the same connection. OP_MSG, in which
/// both are put, needs MongoDB 3.6; an older server closes the connection.
/// Source: MongoDB's "MongoDB Wire Protocol" (OP_MSG) and its specifications "MongoDB Handshake" and "Server
/// Discovery And Monitoring".
public struct MongoConversation: Conversation {
    /// In which state the server is to be.
    public enum State: Equatable, Sendable {
        /// It can be written to (a primary, a server of its own, a mongos router), or it is a readable secondary.
        case any
        /// It can be written to.
        case primary
        /// It is a secondary.
        case secondary
    }

    /// In bytes; an answer has about 1000 (with 50 members some 3000).
    static var messageLimit: Int { 1 << 16 }
    /// In bytes: the header, flags, a section's kind and an empty document.
    static var leastMessage: UInt64 { 16 + 4 + 1 + 5 }

    let state: State
    /// Whether `isMaster` was asked after all.
    var isOld = false
    var buffer: [UInt8] = []
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init(state: State = .any) {
        self.state = state
    }

    /// The question `{hello: 1, $db: "admin", helloOk: true}`.
    public mutating func opening() -> [UInt8] {
        Self.question("hello", number: 1)
    }

    /// Takes the next bytes of the answer; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if let verdict { return .finish(verdict) }
        buffer += bytes.prefix(Self.messageLimit - buffer.count)
        return advance(ended: false)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        // An answer that came before its question still waits in the buffer.
        while verdict == nil, case .send = advance(ended: true) {}
        if let verdict { return verdict }
        return decide(
            .notReady(
                buffer.isEmpty
                    ? "the server closed the connection before it answered"
                    : "the server closed the connection in the middle of its answer"))
    }

    @discardableResult
    mutating func decide(_ verdict: Verdict) -> Verdict {
        self.verdict = verdict
        return verdict
    }

    /// Judges the next message if all of it is there.
    mutating func advance(ended: Bool) -> ConversationStep {
        var reader = ByteReader(buffer[...])
        guard let length = reader.littleEndian(4) else { return .read }
        guard length >= Self.leastMessage, length <= UInt64(Self.messageLimit) else { return foreign(ended: ended) }
        guard reader.bytes(4) != nil, let asked = reader.littleEndian(4), let kind = reader.littleEndian(4) else {
            return .read
        }
        guard kind == 2013, asked == (isOld ? 2 : 1) else { return foreign(ended: ended) }
        guard let content = reader.bytes(Int(length) - 16) else { return .read }
        buffer = Array(reader.rest)
        // Flags, which change nothing here (a checksum would follow the section), and a section of one document.
        guard content.dropFirst(4).first == 0, let hello = MongoHello(content.dropFirst(5)) else {
            return .finish(decide(.notReady("the server's answer is malformed")))
        }
        if !isOld, !hello.isOK, hello.code == MongoHello.commandNotFound {
            isOld = true
            return .send(Self.question("isMaster", number: 2))
        }
        return .finish(decide(hello.verdict(state)))
    }

    mutating func foreign(ended: Bool) -> ConversationStep {
        guard let shown = ForeignAnswer.shown(buffer[...], ended: ended) else { return .read }
        return .finish(decide(.unready("not a MongoDB server: it says \(shown)")))
    }

    static func question(_ command: String, number: Int) -> [UInt8] {
        let fields: [UInt8] =
            [0x10] + Array(command.utf8) + [0, 1, 0, 0, 0]
            + [0x02] + Array("$db".utf8) + [0, 6, 0, 0, 0] + Array("admin".utf8) + [0]
            + [0x08] + Array("helloOk".utf8) + [0, 1]
        // Flags, the kind of the section, the document: its length, its fields, a NUL.
        let content = [0, 0, 0, 0, 0] + Bytes.littleEndian(fields.count + 5, 4) + fields + [0]
        return Bytes.littleEndian(content.count + 16, 4) + Bytes.littleEndian(number, 4) + [0, 0, 0, 0]
            + Bytes.littleEndian(2013, 4) + content
    }
}
