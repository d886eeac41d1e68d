/// Why bytes are no answer to a query (RFC 1035 4.1).
public enum DNSResponseError: Error, Equatable, Sendable {
    /// Not a response to this query: another id or question, or not even a header (RFC 5452 9.1).
    case unrelated
    /// A response to this query that breaks the format of RFC 1035 4.1, or has too many records.
    case malformed
}

/// How a name server answered (RFC 1035 4.1.1 RCODE, RFC 6891 6.1.3).
public enum DNSResponseCode: Equatable, Sendable {
    /// The query was answered (RFC 1035 code 0).
    case noError
    /// The server did not understand the query (RFC 1035 code 1).
    case formatError
    /// SERVFAIL: the server could not process the query (RFC 1035 code 2).
    case serverFailure
    /// NXDOMAIN: the name does not exist (RFC 1035 code 3).
    case nameError
    /// The server does not support this kind of query (RFC 1035 code 4).
    case notImplemented
    /// The server does not want to answer (RFC 1035 code 5).
    case refused
    /// Another code (RFC 6895 2.3).
    case other(UInt16)

    init(_ code: UInt16) {
        switch code {
        case 0: self = .noError
        case 1: self = .formatError
        case 2: self = .serverFailure
        case 3: self = .nameError
        case 4: self = .notImplemented
        case 5: self = .refused
        default: self = .other(code)
        }
    }

    /// Whether servers may leave out the question, as they do when they did not read or process the query.
    var needsNoQuestion: Bool {
        switch self {
        case .formatError, .serverFailure, .notImplemented, .refused: true
        case .noError, .nameError, .other: false
        }
    }
}

/// The content of a resource record (RFC 1035 3.2.1 RDATA).
public enum DNSRecord: Hashable, Sendable {
    /// An address, of a record A or AAAA (RFC 1035 3.4.1, RFC 3596 2.2).
    case address(IPAddress)
    /// The target of a CNAME (RFC 1035 3.3.1).
    case alias(DNSName)
    /// The target of an SRV record; the root as its name says that the service is not offered (RFC 2782).
    case service(target: DNSName, port: UInt16, priority: UInt16, weight: UInt16)
    /// The strings of a TXT record, joined (RFC 1035 3.3.14).
    case text([UInt8])
}

/// The answer to one query (RFC 1035 4.1).
public struct DNSResponse: Equatable, Sendable {
    /// How many records of all sections a message may have (a limit of this program).
    public static let recordLimit = 4096
    /// How many aliases are followed inside an answer (a limit of this program).
    public static let aliasLimit = 16

    /// How the server answered (RFC 1035 4.1.1 RCODE, with the upper bits of RFC 6891 6.1.3).
    public let code: DNSResponseCode
    /// Whether the message was cut and is to be asked for over TCP (RFC 1035 4.1.1 TC, RFC 7766 5).
    public let isTruncated: Bool
    /// The records of the type asked for, at the name or where its aliases lead (RFC 1034 3.6.2); none if truncated.
    public let answers: [DNSRecord]

    /// Reads the response to a query (RFC 1035 4.1): the id and the question must be those sent (RFC 5452 9.1).
    public init(_ bytes: [UInt8], id: UInt16, question: DNSQuestion) throws(DNSResponseError) {
        var reader = DNSReader(bytes)
        guard bytes.count >= 12, try reader.word() == id else { throw .unrelated }
        let flags = try reader.word()
        guard flags & 0xF800 == 0x8000 else { throw .unrelated }
        var counts: [Int] = []
        for _ in 0..<4 { counts.append(Int(try reader.word())) }
        let code = DNSResponseCode(flags & 0x0F)
        isTruncated = flags & 0x0200 != 0
        let needsNoQuestion = code.needsNoQuestion || isTruncated
        guard counts[0] == 1 && reader.skip(question) || counts[0] == 0 && needsNoQuestion else { throw .unrelated }
        guard !isTruncated else {
            self.code = code
            answers = []
            return
        }
        let (inAnswer, others) = (counts[1], counts[2] + counts[3])
        guard inAnswer + others <= DNSResponse.recordLimit else { throw .malformed }
        var records: [DNSOwnedRecord] = []
        for _ in 0..<inAnswer {
            if let record = try reader.record(of: question.type) { records.append(record) }
        }
        var upperCode: UInt16 = 0
        for _ in 0..<others { upperCode = try reader.skipRecord() ?? upperCode }
        self.code = upperCode == 0 ? code : DNSResponseCode(upperCode << 4 | flags & 0x0F)
        answers = DNSResponse.follow(question, in: records)
    }

    /// The records at the end of the chain of aliases (RFC 1034 3.6.2), in whatever order the server sent them.
    static func follow(_ question: DNSQuestion, in records: [DNSOwnedRecord]) -> [DNSRecord] {
        var owner = question.name
        for _ in 0...aliasLimit {
            let here = records.filter { $0.owner == owner }
            let found = here.filter { $0.type == question.type.rawValue }
            guard found.isEmpty else { return found.map { $0.record } }
            guard case .alias(let target)? = here.first?.record else { return [] }
            owner = target
        }
        return []
    }
}

/// A record with the name that it belongs to.
struct DNSOwnedRecord {
    let owner: DNSName
    let type: UInt16
    let record: DNSRecord
}

extension DNSReader {
    /// Reads over the question section if it is this one question.
    mutating func skip(_ question: DNSQuestion) -> Bool {
        guard let name = try? name(), let type = try? word(), let kind = try? word() else { return false }
        return name == question.name && type == question.type.rawValue && kind == 1
    }

    /// The fields before the data of a record (RFC 1035 4.1.3).
    mutating func head() throws(DNSResponseError) -> (owner: DNSName, type: UInt16, kind: UInt16, upperCode: UInt16) {
        let owner = try name()
        let (type, kind) = try (word(), word())
        let upperCode = try word() >> 8
        _ = try word()
        return (owner, type, kind, upperCode)
    }

    /// Reads over a record; the upper bits of the response code if it is the EDNS(0) one (RFC 6891 6.1.3).
    mutating func skipRecord() throws(DNSResponseError) -> UInt16? {
        let head = try head()
        _ = try take(Int(word()))
        return head.type == 41 ? head.upperCode : nil
    }

    /// A record of the answer section; nil if it is neither of the type wanted nor an alias.
    mutating func record(of wanted: DNSRecordType) throws(DNSResponseError) -> DNSOwnedRecord? {
        let head = try head()
        let count = Int(try word())
        let data = try take(count)
        let end = position
        guard head.kind == 1, let type = DNSRecordType(rawValue: head.type), type == wanted || type == .cname else {
            return nil
        }
        position = data.startIndex
        let record: DNSRecord
        switch type {
        case .a, .aaaa:
            guard count == (type == .a ? 4 : 16), let address = IPAddress(bytes: data) else { throw .malformed }
            record = .address(address)
            position = end
        case .cname: record = .alias(try name())
        case .srv:
            let (priority, weight, port) = try (word(), word(), word())
            record = .service(target: try name(), port: port, priority: priority, weight: weight)
        case .txt:
            var text: [UInt8] = []
            while position < end { text += try take(Int(byte())) }
            record = .text(text)
        }
        guard position == end else { throw .malformed }
        return DNSOwnedRecord(owner: head.owner, type: head.type, record: record)
    }
}
