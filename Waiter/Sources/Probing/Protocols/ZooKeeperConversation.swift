/// One probe of a ZooKeeper server: `srvr`, or a session where that word is not allowed.
///
/// Both answer only with a quorum: without one `srvr` says so (ZooKeeper Administrator's Guide, the four letter
/// words), and a session's connection is closed. The default port is 2181.
public struct ZooKeeperConversation: Conversation {
    enum Phase {
        case firstLine
        case statistics
        case session
    }

    static var name: String { "a ZooKeeper server" }

    var reply = ReplyLine(Self.name, startingWith: "ZTs", limit: 1024)
    var phase = Phase.firstLine
    var frame: [UInt8] = []
    var hasSession = false
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// The word, or the request for a session.
    public mutating func opening() -> [UInt8] {
        guard case .session = phase else { return [UInt8]("srvr".utf8) }
        // ConnectRequest (zookeeper.jute): protocolVersion, lastZxidSeen, timeOut in ms, sessionId, passwd, readOnly.
        let request =
            Bytes.bigEndian(0, 4) + Bytes.bigEndian(0, 8) + Bytes.bigEndian(4000, 4) + Bytes.bigEndian(0, 8)
            + Bytes.bigEndian(16, 4) + [UInt8](repeating: 0, count: 16) + [0]
        return Bytes.bigEndian(request.count, 4) + request
    }

    /// Takes the next bytes from the server, however they are split.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        var rest = bytes
        if case .session = phase {
            // A ConnectResponse has at most 41 bytes; the cap leaves enough to show of anything else.
            frame += rest.prefix(64 - frame.count)
            if verdict == nil { judgeFrame(atEnd: false) }
            return verdict.map { .finish($0) } ?? .read
        }
        while verdict == nil {
            switch reply.take(&rest) {
            case .more: return .read
            case .verdict(let other): verdict = other
            case .line(let line):
                if case .statistics = phase {
                    judgeStatistic(line)
                } else if line.elementsEqual("srvr is not executed because it is not in the whitelist.".utf8) {
                    phase = .session
                    return .reconnect(port: nil, tls: nil)
                } else {
                    judgeFirst(line)
                }
            }
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if let verdict { return verdict }
        switch phase {
        case .firstLine: verdict = reply.closed()
        case .statistics: verdict = Stranger.closed(hasBegun: true)
        case .session where frame.isEmpty:
            verdict = .notReady("it closed the connection instead of opening a session: it has no quorum yet")
        case .session: judgeFrame(atEnd: true)
        }
        let known = verdict ?? Stranger.closed(hasBegun: true)
        verdict = known
        return known
    }

    /// The end of the session (`closeSession`, zookeeper.jute: RequestHeader of xid and type), if there is one.
    public mutating func goodbye() -> [UInt8] {
        hasSession ? Bytes.bigEndian(8, 4) + Bytes.bigEndian(0, 4) + Bytes.bigEndian(-11, 4) : []
    }

    mutating func judgeFirst(_ line: [UInt8]) {
        if line.starts(with: "Zookeeper version:".utf8) {
            phase = .statistics
            reply = ReplyLine(Self.name, startingWith: "", limit: 1024)
        } else if line.elementsEqual("This ZooKeeper instance is not currently serving requests".utf8) {
            verdict = .notReady("it is not serving requests: it is still starting, or has no quorum")
        } else {
            verdict = reply.notThis(line)
        }
    }

    /// The mode comes last but for the size of the tree; only a server that has one serves.
    mutating func judgeStatistic(_ line: [UInt8]) {
        guard line.starts(with: "Mode: ".utf8) else { return }
        // A server with readonlymode.enabled goes on without a quorum, and refuses writes and usual sessions.
        let isReadOnly = line.dropFirst(6).elementsEqual("read-only".utf8)
        verdict = isReadOnly ? .notReady("it is read-only: it has no quorum") : .ready
    }

    /// Judges a ConnectResponse (zookeeper.jute): protocolVersion, timeOut, sessionId, passwd, readOnly since 3.4.
    mutating func judgeFrame(atEnd: Bool) {
        var reader = ByteReader(frame[...])
        guard let length = reader.int32() else { return }
        guard length == 36 || length == 37 else {
            verdict = Stranger.verdict(frame[...], notA: Self.name, atEnd: atEnd)
            return
        }
        guard let response = reader.bytes(Int(length)) else { return }
        var fields = ByteReader(response)
        guard fields.int32() != nil, let timeout = fields.int32() else { return }
        hasSession = timeout > 0
        verdict = hasSession ? .ready : .notReady("it refused a session")
    }
}
