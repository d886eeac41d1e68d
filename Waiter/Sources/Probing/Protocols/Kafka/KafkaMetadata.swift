/// Judges a Metadata response (versions 4 to 8) about one topic.
struct KafkaMetadata {
    /// The version in which was asked.
    let version: Int
    let topic: [UInt8]

    /// The verdict about the topic; nil where the answer is malformed or not about it.
    func verdict(_ answer: ArraySlice<UInt8>) -> Verdict? {
        var reader = KafkaReader(answer)
        reader.bytes(4)
        var brokers = reader.number(4)
        while brokers > 0, !reader.isMalformed {
            brokers -= 1
            reader.bytes(4)
            reader.text()
            reader.bytes(4)
            reader.text()
        }
        reader.text()
        reader.bytes(4)
        let topics = reader.number(4)
        let error = reader.number(2)
        let name = reader.text()
        reader.bytes(1)
        let partitions = reader.number(4)
        guard !reader.isMalformed, topics == 1, name.elementsEqual(topic) else { return nil }
        let shown = ShownText.quoted(name)
        switch error {
        case 0: break
        case 3: return .unready("topic \(shown) does not exist (\(Self.text(error)))")
        // The name itself is wrong: no broker will ever have the topic.
        case 17: return .never("\(shown) is not a topic's name")
        default: return .unready("topic \(shown) is not ready: \(Self.text(error))")
        }
        if partitions <= 0 { return .unready("topic \(shown) has no partitions yet") }
        return verdict(partitions: partitions, of: shown, &reader)
    }

    /// The verdict about a number of partitions: each needs a leader.
    func verdict(partitions: Int, of shown: String, _ reader: inout KafkaReader) -> Verdict? {
        // The loop ends with the bytes, whatever the number says.
        for _ in 0..<partitions {
            let error = reader.number(2)
            let index = reader.number(4)
            let leader = reader.number(4)
            if version >= 7 { reader.bytes(4) }
            reader.skipNumbers()
            reader.skipNumbers()
            if version >= 5 { reader.skipNumbers() }
            if reader.isMalformed { return nil }
            if error != 0 || leader < 0 {
                let reason = error == 0 ? "no leader" : Self.text(error)
                return .unready("partition \(index.description) of topic \(shown) is not ready: \(reason)")
            }
        }
        return .ready
    }

    /// An error code in words, as far as it is one that these answers carry (Kafka's `Errors`).
    static func text(_ error: Int) -> String {
        let name =
            switch error {
            case -1: "unknown server error"
            case 3: "unknown topic or partition"
            case 5: "leader not available"
            case 9: "replica not available"
            case 17: "invalid topic"
            case 29: "not authorised"
            case 35: "unsupported version"
            case 56: "storage error"
            case 72: "the leader has no such listener"
            default: ""
            }
        return "error " + error.description + (name.isEmpty ? "" : ", ") + name
    }
}
