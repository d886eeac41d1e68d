/// One Kafka probe: asks a broker what it can do and, where a topic is given, whether all its partitions have leaders.
///
/// ApiVersions (version 0) needs no login and is ready where its error code is 0 and Metadata is among what the broker
/// offers, which a KRaft controller does not. With a topic, Metadata is asked in the highest version of 4 to 8 that
/// the broker knows: from 4 on it does not create the topic, from 9 on the encoding is another. A listener that
/// wants SASL closes the connection at that question.
/// Source: the Kafka protocol guide and the message definitions in Kafka's `clients/src/main/resources/common/message`.
public struct KafkaConversation: Conversation {
    /// In bytes; enough for the Metadata of more than 10 000 partitions.
    static var answerLimit: Int { 1 << 20 }
    /// In bytes: what Kafka bounds requests to (`socket.request.max.bytes`). What claims more is not Kafka.
    static var plausibleSize: Int32 { 100 << 20 }
    static var metadataKey: Int { 3 }
    static var apiVersionsKey: Int { 18 }

    let topic: [UInt8]?
    /// The version in which Metadata was asked for; nil while the answer about versions is awaited.
    var metadataVersion: Int?
    var buffer: [UInt8] = []
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own. The topic's name must be one to Kafka
    /// (``isTopicName(_:)``).
    public init(topic: String? = nil) {
        self.topic = topic.map { Array($0.utf8) }
    }

    /// Whether Kafka allows the name: 1 to 249 of the letters `A` to `Z`, `a` to `z`, digits, `.`, `_` and `-`, and
    /// neither `.` nor `..` (Kafka's `Topic.validate`).
    public static func isTopicName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty, bytes.count <= 249, bytes != [0x2E], bytes != [0x2E, 0x2E] else { return false }
        return bytes.allSatisfy { byte in
            let letter = ASCII.lowercased(byte)
            return ASCII.isDigit(byte) || (letter >= 0x61 && letter <= 0x7A) || byte == 0x2E || byte == 0x5F
                || byte == 0x2D
        }
    }

    /// The question about versions.
    public mutating func opening() -> [UInt8] {
        Self.request(key: Self.apiVersionsKey, version: 0, correlation: 1, body: [])
    }

    /// Takes the next bytes of the answers; bytes behind the verdict are ignored.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if let verdict { return .finish(verdict) }
        buffer += bytes.prefix(Self.answerLimit + 4 - buffer.count)
        return advance(ended: false)
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        // An answer that came before its question still waits in the buffer.
        while verdict == nil, case .send = advance(ended: true) {}
        if let verdict { return verdict }
        let outcome: Verdict =
            if !buffer.isEmpty {
                .notReady("the broker closed the connection in the middle of its answer")
            } else if metadataVersion == nil {
                .notReady("the server closed the connection before it answered")
            } else {
                .notReady("the broker closed the connection when asked about the topic (it may want a login)")
            }
        return decide(outcome)
    }

    @discardableResult
    mutating func decide(_ verdict: Verdict) -> Verdict {
        self.verdict = verdict
        return verdict
    }

    /// Judges the next answer if all of it is there.
    mutating func advance(ended: Bool) -> ConversationStep {
        var reader = ByteReader(buffer[...])
        guard let size = reader.int32() else { return .read }
        guard size >= 4, size <= Self.plausibleSize else {
            guard let shown = ForeignAnswer.shown(buffer[...], ended: ended) else { return .read }
            return .finish(decide(.unready("not a Kafka broker: it says \(shown)")))
        }
        guard size <= Int32(Self.answerLimit) else {
            return .finish(decide(.notReady("the broker's answer is larger than 1 MiB")))
        }
        guard let frame = reader.bytes(Int(size)) else { return .read }
        buffer = Array(reader.rest)
        let answer = frame.dropFirst(4)
        // The number of the question, which a broker gives back.
        guard frame.prefix(4).elementsEqual([0, 0, 0, metadataVersion == nil ? 1 : 2]) else {
            return .finish(decide(.notReady("the broker answers another question than was asked")))
        }
        if let metadataVersion, let topic {
            let metadata = KafkaMetadata(version: metadataVersion, topic: topic)
            return .finish(
                decide(metadata.verdict(answer) ?? .notReady("the broker's answer about the topic is malformed")))
        }
        return judge(versions: answer)
    }

    /// Judges the answer about versions; goes on to ask about the topic.
    mutating func judge(versions answer: ArraySlice<UInt8>) -> ConversationStep {
        var reader = KafkaReader(answer)
        let error = reader.number(2)
        if error != 0 {
            return .finish(decide(.unready("the broker does not tell its versions: \(KafkaMetadata.text(error))")))
        }
        var count = reader.number(4)
        while count > 0 {
            let key = reader.number(2)
            let lowest = reader.number(2)
            let highest = reader.number(2)
            if reader.isMalformed { break }
            if key == Self.metadataKey { return judge(lowest: lowest, highest: highest) }
            count -= 1
        }
        return .finish(
            decide(
                .unready(
                    reader.isMalformed
                        ? "the broker's answer about its versions is malformed"
                        : "it offers no Metadata (a controller, not a broker?)")))
    }

    /// Goes on by the versions of Metadata that the broker knows.
    mutating func judge(lowest: Int, highest: Int) -> ConversationStep {
        guard let topic else { return .finish(decide(.ready)) }
        guard lowest <= 8, highest >= 4 else {
            return .finish(
                decide(
                    .unready(
                        "the broker knows Metadata \(lowest.description) to \(highest.description), the waiter 4 to 8"))
            )
        }
        let version = min(8, highest)
        metadataVersion = version
        return .send(Self.request(metadata: topic, version: version))
    }

    /// Metadata of one topic, which is not to be created, and without the lists of permitted operations.
    static func request(metadata topic: [UInt8], version: Int) -> [UInt8] {
        let flags: [UInt8] = version >= 8 ? [0, 0, 0] : [0]
        let body = Bytes.bigEndian(1, 4) + Bytes.bigEndian(topic.count, 2) + topic + flags
        return request(key: metadataKey, version: version, correlation: 2, body: body)
    }

    /// A request with a header of version 1.
    static func request(key: Int, version: Int, correlation: Int, body: [UInt8]) -> [UInt8] {
        let client = Array("holdfast-waiter".utf8)
        let request =
            Bytes.bigEndian(key, 2) + Bytes.bigEndian(version, 2) + Bytes.bigEndian(correlation, 4)
            + Bytes.bigEndian(client.count, 2) + client + body
        return Bytes.bigEndian(request.count, 4) + request
    }
}
