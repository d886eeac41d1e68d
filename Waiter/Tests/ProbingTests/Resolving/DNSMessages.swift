import Testing

@testable import Probing

/// Hand-made DNS messages, for suites that need them.
protocol DNSMessages {}

extension DNSMessages {
    func be(_ value: UInt16) -> [UInt8] {
        [UInt8(value >> 8), UInt8(value & 0xFF)]
    }

    /// A record whose owner is the pointer or name in `owner`; 0xC00C is the name of the question.
    func record(_ type: UInt16, _ data: [UInt8], owner: [UInt8] = [0xC0, 0x0C]) -> [UInt8] {
        owner + be(type) + be(1) + [0, 0, 0, 60] + be(UInt16(data.count)) + data
    }

    func a(_ last: UInt8, owner: [UInt8] = [0xC0, 0x0C]) -> [UInt8] {
        record(1, [10, 0, 0, last], owner: owner)
    }

    func aaaa(_ last: UInt8) -> [UInt8] {
        record(28, [0xFD] + [UInt8](repeating: 0, count: 14) + [last])
    }

    func v4(_ last: UInt8) -> DNSRecord {
        .address(.v4(0x0A00_0000 | UInt32(last)))
    }

    func v6(_ last: UInt8) -> DNSRecord {
        .address(.v6(high: 0xFD00_0000_0000_0000, low: UInt64(last)))
    }

    /// The response to a query message, with these answers.
    func reply(_ query: [UInt8], _ answers: [[UInt8]] = [], code: UInt8 = 0, truncated: Bool = false) -> [UInt8] {
        var end = 12
        while query[end] != 0 { end += Int(query[end]) + 1 }
        let question = query[12..<(end + 5)]
        return query[..<2] + [truncated ? 0x83 : 0x81, 0x80 | code] + be(1) + be(UInt16(answers.count)) + be(0) + be(0)
            + question + answers.joined()
    }

    func question(_ name: String, _ type: DNSRecordType = .a) throws -> DNSQuestion {
        DNSQuestion(name: try DNSName(name), type: type)
    }

    /// What a response with these answers to a question `db.example` of a type says.
    func answers(_ type: DNSRecordType, _ records: [[UInt8]]) throws -> [DNSRecord] {
        let question = try question("db.example", type)
        return try DNSResponse(reply(question.query(id: 7, edns: true), records), id: 7, question: question).answers
    }
}
