/// One probe of an MQTT broker: `CONNECT` of MQTT 3.1.1 with a clean session, judged by its `CONNACK` (OASIS MQTT 3.1.1, 3.1 and 3.2).
///
/// A broker that refuses the missing login is ready: it judged the connection. The default port is 1883.
public struct MQTTConversation: Conversation {
    var answer: [UInt8] = []
    var hasIdentifier = false
    var isConnected = false
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// The `CONNECT` packet: keep alive of 10 s, no login, no will.
    public mutating func opening() -> [UInt8] {
        // A broker need not accept characters but letters and digits, nor more than 23 (3.1.3.1).
        let identifier = [UInt8]((hasIdentifier ? "holdfastwaiter" : "").utf8)
        let body = Self.text([UInt8]("MQTT".utf8)) + [4, 2, 0, 10] + Self.text(identifier)
        return [0x10, UInt8(truncatingIfNeeded: body.count)] + body
    }

    /// Takes the next bytes of the answer, of which the first few decide.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if verdict == nil {
            // Enough for a CONNACK's beginning and for what another server's answer shows.
            answer += bytes.prefix(64 - answer.count)
            guard let code = returnCode(atEnd: false) else { return verdict.map { .finish($0) } ?? .read }
            if code == 2, !hasIdentifier {
                hasIdentifier = true
                answer = []
                return .reconnect(port: nil, tls: nil)
            }
            verdict = judge(code)
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if verdict == nil { _ = returnCode(atEnd: true) }
        let known = verdict ?? Stranger.closed(hasBegun: !answer.isEmpty)
        verdict = known
        return known
    }

    /// `DISCONNECT`, where there is a session to end.
    public mutating func goodbye() -> [UInt8] {
        isConnected ? [0xE0, 0] : []
    }

    /// A length of two bytes and the text (1.5.3).
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        Bytes.bigEndian(bytes.count, 2) + bytes
    }

    /// The code of a `CONNACK`; nil where bytes are missing, or with a verdict where it is none.
    mutating func returnCode(atEnd: Bool) -> UInt8? {
        var reader = ByteReader(answer[...])
        guard let type = reader.byte() else { return nil }
        var length = 0
        var shift = 0
        var isLast = false
        // At most four bytes of seven bits (2.2.3); MQTT 5 adds properties behind the code.
        while type == 0x20, !isLast, shift < 28 {
            guard let byte = reader.byte() else { return nil }
            length |= Int(byte & 0x7F) << shift
            shift += 7
            isLast = byte < 0x80
        }
        if type == 0x20, isLast, length >= 2 {
            guard let flags = reader.byte() else { return nil }
            if flags <= 1 { return reader.byte() }
        }
        verdict = Stranger.verdict(answer[...], notA: "an MQTT broker", atEnd: atEnd)
        return nil
    }

    mutating func judge(_ code: UInt8) -> Verdict {
        switch code {
        case 0:
            isConnected = true
            return .ready
        // Bad user name or password, and not authorised; in MQTT 5 the same are 0x86 and 0x87.
        case 4, 5, 0x86, 0x87: return .ready
        case 1: return .notReady("it does not speak MQTT 3.1.1")
        case 2: return .notReady("it rejects the client identifier")
        case 3: return .notReady("it says that its service is unavailable")
        default: return .unready("it refused the connection with code \(String(code))")
        }
    }
}
