/// One probe of a memcached server: `version` in the text protocol (memcached's doc/protocol.txt).
///
/// A server that asks for a login (`-Y`) is ready. One that speaks the binary protocol only (`-B binary`, `-S`) does
/// not answer. The default port is 11211.
public struct MemcachedConversation: Conversation {
    // VERSION, CLIENT_ERROR, SERVER_ERROR and ERROR.
    var reply = ReplyLine("a memcached server", startingWith: "VCSE", limit: 1024)
    var verdict: Verdict?
    var isMemcached = false

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// The command.
    public mutating func opening() -> [UInt8] {
        [UInt8]("version\r\n".utf8)
    }

    /// Takes the next bytes of the answer, which is one line; what follows is ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        if verdict == nil {
            switch reply.take(&rest) {
            case .more: return .read
            case .line(let line): verdict = judge(line)
            case .verdict(let other): verdict = other
            }
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        let known = verdict ?? reply.closed()
        verdict = known
        return known
    }

    /// `quit` to a server that spoke the protocol.
    public mutating func goodbye() -> [UInt8] {
        isMemcached ? [UInt8]("quit\r\n".utf8) : []
    }

    mutating func judge(_ line: [UInt8]) -> Verdict {
        let word = line.prefix { $0 != 0x20 }
        isMemcached = true
        if word.elementsEqual("VERSION".utf8) || line.elementsEqual("CLIENT_ERROR unauthenticated".utf8) {
            return .ready
        }
        if word.elementsEqual("ERROR".utf8) || word.elementsEqual("SERVER_ERROR".utf8)
            || word.elementsEqual("CLIENT_ERROR".utf8)
        {
            return .unready("it answered with an error (\(ShownText.plain(line[...])))")
        }
        isMemcached = false
        return reply.notThis(line)
    }
}
