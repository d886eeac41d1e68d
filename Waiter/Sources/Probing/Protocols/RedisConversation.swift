/// One probe of a Redis, Valkey or Sentinel server: `PING`, judged by its answer (RESP, redis.io/docs/reference/protocol-spec).
///
/// A server that asks for a password, or does not let this user `PING`, is ready: it answers commands only once its
/// data is loaded and its listeners are up. The default port is 6379.
public struct RedisConversation: Conversation {
    // The longest known answer is that of the protected mode, of about 1100 bytes (networking.c).
    var reply = ReplyLine("a Redis server", startingWith: "+-", limit: 4096)
    var verdict: Verdict?
    var isRedis = false

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// `PING` as an array, which every proxy understands too; an inline command not all do.
    public mutating func opening() -> [UInt8] {
        [UInt8]("*1\r\n$4\r\nPING\r\n".utf8)
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

    /// `QUIT` to a server that spoke the protocol.
    public mutating func goodbye() -> [UInt8] {
        isRedis ? [UInt8]("*1\r\n$4\r\nQUIT\r\n".utf8) : []
    }

    mutating func judge(_ line: [UInt8]) -> Verdict {
        isRedis = true
        let text = line.dropFirst()
        guard line.first == UInt8(ascii: "-") else {
            if text.elementsEqual("PONG".utf8) { return .ready }
            return .unready("it answered PING with \(ShownText.quoted(text))")
        }
        // An error's first word is its kind.
        let kind = text.prefix { $0 != 0x20 }
        func isKind(_ name: String) -> Bool { kind.elementsEqual(name.utf8) }
        if isKind("NOAUTH") || isKind("NOPERM") { return .ready }
        let meaning =
            if isKind("LOADING") {
                "it is still loading its data"
            } else if isKind("MASTERDOWN") {
                "it is a replica without its master"
            } else if isKind("BUSY") {
                "a script blocks it"
            } else if isKind("DENIED") {
                "it accepts connections from its own host only"
            } else if isKind("CLUSTERDOWN") {
                "its cluster is down"
            } else {
                "it answered with an error"
            }
        return .unready("\(meaning) (\(ShownText.plain(text)))")
    }
}
