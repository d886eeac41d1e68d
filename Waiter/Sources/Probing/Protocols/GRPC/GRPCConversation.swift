/// One gRPC health check: `grpc.health.v1.Health/Check` over HTTP/2 with prior knowledge (RFC 9113 section 3.3).
///
/// The framing is that of "gRPC over HTTP2" (grpc/doc/PROTOCOL-HTTP2.md). All that the call needs is sent at once. No
/// window is ever opened for more than the 64 KiB that HTTP/2 begins with. Ready is what says SERVING and then ends
/// with `grpc-status: 0`, as it is for the kubelet's gRPC probe.
public struct GRPCConversation: Conversation {
    static var blockLimit: Int { 1 << 16 }
    static var shownLimit: Int { 40 }

    let authority: String
    let isSecure: Bool
    /// Bytes that are not a whole frame yet.
    var pending: [UInt8] = []
    var isHTTP2 = false
    /// The header block that frames are still to be added to, and whether it ends the answer.
    var block: [UInt8]?
    var blockIsEnd = false
    var decoder = HPACKDecoder()
    var answer: GRPCAnswer
    /// What the server said when it began to shut down.
    var farewell: String?
    var reply: [UInt8] = []
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    ///
    /// - Parameters:
    ///   - authority: the host, with a port where it is not the default: `:authority`; at most 8 KiB.
    ///   - service: whose health is asked for; empty for the server as a whole; at most 16000 bytes.
    ///   - secure: whether the stream is that of TLS: `:scheme`.
    public init(authority: String, service: String, secure: Bool) {
        self.authority = authority
        isSecure = secure
        answer = GRPCAnswer(service: service)
    }

    /// HTTP/2's preface, settings (no push) and the whole call on stream 1.
    ///
    /// The header table keeps its default size: a smaller one binds a server only once it has acknowledged it.
    public mutating func opening() -> [UInt8] {
        // Of the static table: `:method: POST`, and `:scheme: http` or `https`.
        var headers: [UInt8] = [0x83, isSecure ? 0x87 : 0x86]
        Self.add([0x04], "/grpc.health.v1.Health/Check", to: &headers)
        Self.add([0x01], authority, to: &headers)
        // What is not in one nibble goes on in the next byte: 15 + 16 is `content-type`, 15 + 43 `user-agent`.
        Self.add([0x0F, 0x10], "application/grpc", to: &headers)
        Self.add([0x00, 0x02, 0x74, 0x65], "trailers", to: &headers)
        Self.add([0x0F, 0x2B], "holdfast-waiter", to: &headers)
        let data = GRPCHealthMessage.request(answer.service)
        return Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
            + HTTP2Frame(kind: HTTP2Frame.Kind.settings, payload: [0, 2, 0, 0, 0, 0]).bytes
            + HTTP2Frame(
                kind: HTTP2Frame.Kind.headers, flags: HTTP2Frame.Flags.endHeaders, stream: 1, payload: headers[...]
            ).bytes
            + HTTP2Frame(
                kind: HTTP2Frame.Kind.data, flags: HTTP2Frame.Flags.endStream, stream: 1, payload: data[...]
            ).bytes
    }

    /// Takes the next bytes of the answer; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if verdict == nil { pending += bytes }
        var reader = ByteReader(pending[...])
        while verdict == nil, isHTTP2 || judgeStart(), let frame = nextFrame(&reader) {
            isHTTP2 = true
            handle(frame)
        }
        pending = Array(reader.rest)
        if let verdict { return .finish(verdict) }
        if reply.isEmpty { return .read }
        defer { reply = [] }
        return .send(reply)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if let verdict { return verdict }
        if !isHTTP2, !isPlausibleStart { return decide(notGRPC) }
        if let farewell { return decide(.notReady(farewell)) }
        let place = answer.hasHead ? "in the middle of its answer" : "before it answered"
        return decide(.notReady("the server closed the connection " + place))
    }

    /// GOAWAY with NO_ERROR: without it servers log that the connection broke.
    public mutating func goodbye() -> [UInt8] {
        isHTTP2 ? HTTP2Frame(kind: HTTP2Frame.Kind.goAway, payload: [0, 0, 0, 0, 0, 0, 0, 0]).bytes : []
    }

    @discardableResult
    mutating func decide(_ verdict: Verdict) -> Verdict {
        self.verdict = verdict
        return verdict
    }

    /// Adds a header as a literal that nobody keeps (RFC 7541 section 6.2.2): how its name is given, then the value.
    static func add(_ name: [UInt8], _ value: String, to headers: inout [UInt8]) {
        let count = value.utf8.count
        headers += name
        headers += count < 0x7F ? LEB128.bytes(count) : [0x7F] + LEB128.bytes(count - 0x7F)
        headers += value.utf8
    }

    /// Whether what has come may be the head of the frame that a server begins with: SETTINGS, or GOAWAY at once.
    var isPlausibleStart: Bool {
        for (index, byte) in pending.prefix(HTTP2Frame.headLength).enumerated() {
            switch index {
            case 1: if byte > UInt8(HTTP2Frame.payloadLimit >> 8) { return false }
            case 3: if byte != HTTP2Frame.Kind.settings, byte != HTTP2Frame.Kind.goAway { return false }
            case 0, 5...8: if byte != 0 { return false }
            default: break
            }
        }
        return true
    }

    /// Whether to go on with what has come first. What is not HTTP/2 is read on until there is enough to show.
    mutating func judgeStart() -> Bool {
        if isPlausibleStart { return true }
        if pending.starts(with: [0x15, 0x03]) {
            decide(.notReady("the server expects TLS: grpcs"))
        } else if pending.count > Self.shownLimit || pending.contains(0x0A) {
            decide(notGRPC)
        }
        return false
    }

    var notGRPC: Verdict {
        // Of so many bytes and no more: where a character is cut must not depend on how much has come.
        let line = pending.prefix(Self.shownLimit + 1).prefix { $0 != 0x0A && $0 != 0x0D }
        return .notReady("not a gRPC server: it says " + ShownText.plain(line, limit: Self.shownLimit))
    }
}
