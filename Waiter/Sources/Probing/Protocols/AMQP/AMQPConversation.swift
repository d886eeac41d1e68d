/// One AMQP 0-9-1 probe: sends the protocol header and waits for the broker's Connection.Start.
///
/// No login is needed: a broker that offers mechanisms and locales accepts connections. What lies behind a login
/// (a virtual host, a memory alarm) is not seen. A broker that answers with a protocol header of its own refuses
/// the version; that is not final, since another broker may take over the name (an upgrade, a plugin switched on).
/// Source: AMQP 0-9-1 specification, 2.2.4 "Protocol Negotiation", 4.2.3 "General Frame Format", and class 10.
///
/// There is no goodbye: before tuning, RabbitMQ 3.10 takes a Connection.Close for an error ("unexpected method in
/// connection state starting") and logs more about it than its warning about a client that just leaves.
public struct AMQPConversation: Conversation {
    /// The specification bounds frames before tuning to 4096 bytes; RabbitMQ's Start has about 500.
    static var frameLimit: Int { 1 << 16 }

    var buffer: [UInt8] = []
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    public init() {}

    /// The protocol header: "AMQP", then 0 and the version 0-9-1.
    public mutating func opening() -> [UInt8] {
        Array("AMQP".utf8) + [0, 0, 9, 1]
    }

    /// Takes the next bytes of the first frame; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if verdict == nil {
            buffer += bytes.prefix(Self.frameLimit + 8 - buffer.count)
            verdict = judge(ended: false)
        }
        guard let verdict else { return .read }
        return .finish(verdict)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        let outcome = verdict ?? judge(ended: true) ?? .notReady("the broker closed the connection in its first frame")
        verdict = outcome
        return outcome
    }

    func judge(ended: Bool) -> Verdict? {
        if buffer.isEmpty { return ended ? .notReady("the server closed the connection before it answered") : nil }
        if buffer.starts(with: "AMQP".utf8) {
            guard buffer.count >= 8 else { return nil }
            let offer = [buffer[5].description, buffer[6].description, buffer[7].description]
            return .unready("the broker refuses AMQP 0-9-1, it offers \(offer[0])-\(offer[1])-\(offer[2])")
        }
        // A method frame (type 1) on channel 0.
        guard buffer.starts(with: [1, 0, 0].prefix(buffer.count)) else { return foreign(ended: ended) }
        var reader = ByteReader(buffer.dropFirst(3))
        guard let length = reader.bigEndian(4) else { return nil }
        guard length >= 4, length <= UInt64(Self.frameLimit) else { return foreign(ended: ended) }
        guard let payload = reader.bytes(Int(length)), let end = reader.byte() else { return nil }
        guard end == 0xCE else { return .notReady("the broker's first frame is malformed") }
        return judge(method: payload)
    }

    /// The verdict about the broker's first method.
    func judge(method: ArraySlice<UInt8>) -> Verdict {
        var reader = ByteReader(method)
        switch reader.bigEndian(4) {
        case 10 << 16 | 10:
            // The version, then properties, mechanisms and locales, each with its length in front.
            guard reader.bytes(2) != nil, skipLongText(&reader), skipLongText(&reader), skipLongText(&reader),
                reader.isEmpty
            else { return .notReady("the broker's Connection.Start is malformed") }
            return .ready
        case 10 << 16 | 50:
            guard let code = reader.bigEndian(2), let length = reader.byte(), let text = reader.bytes(Int(length))
            else { return .notReady("the broker closes the connection") }
            return .unready("the broker closes the connection: \(ShownText.plain(text)) (\(code.description))")
        default:
            return .notReady("the broker does not begin with Connection.Start")
        }
    }

    func skipLongText(_ reader: inout ByteReader) -> Bool {
        guard let length = reader.bigEndian(4) else { return false }
        return reader.bytes(Int(length)) != nil
    }

    func foreign(ended: Bool) -> Verdict? {
        guard let shown = ForeignAnswer.shown(buffer[...], ended: ended) else { return nil }
        return .unready("not an AMQP 0-9-1 broker: it says \(shown)")
    }
}
