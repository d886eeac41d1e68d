/// Why a server gave no usable answer.
enum DNSFailure: Equatable {
    case silent
    case unreachable
    case brokenStream
    case malformed
    case serverFailure
    case refused
    case code(UInt16)

    init(_ code: DNSResponseCode) {
        switch code {
        case .serverFailure: self = .serverFailure
        case .refused: self = .refused
        case .other(let code): self = .code(code)
        case .formatError: self = .code(1)
        case .notImplemented: self = .code(4)
        case .noError, .nameError: self = .malformed
        }
    }

    func reason(_ address: IPAddress) -> String {
        let server = "the name server " + address.description
        return switch self {
        case .silent: server + " did not answer"
        case .unreachable: server + " cannot be reached"
        case .brokenStream: server + " did not answer over TCP"
        case .malformed: server + " sent a malformed answer"
        case .serverFailure: "SERVFAIL from " + server
        case .refused: server + " refused to answer"
        case .code(let code): server + " answered with the error code " + code.description
        }
    }
}

/// Where one query stands: which server is asked how, until when, or what came of it.
struct DNSQuery {
    enum Result {
        case records([DNSRecord])
        case noData
        case noName
        case failed(DNSFailure)
    }

    let question: DNSQuestion
    let number: Int
    let id: UInt16
    let firstTransport: DNSChannel.Transport
    var server = 0
    var round = 0
    var transport: DNSChannel.Transport
    var usesEDNS = true
    /// The servers that need not be asked again.
    var isOut: [Bool]
    var expires: Int64 = 0
    var stream: [UInt8] = []
    var result: Result?

    init(question: DNSQuestion, number: Int, id: UInt16, configuration: ResolverConfiguration) {
        self.question = question
        self.number = number
        self.id = id
        firstTransport = configuration.usesTCP ? .tcp : .udp
        transport = firstTransport
        isOut = [Bool](repeating: false, count: configuration.nameServers.count)
    }

    var channel: DNSChannel {
        DNSChannel(server: server, query: number, transport: transport)
    }

    var records: [DNSRecord] {
        if case .records(let records)? = result { records } else { [] }
    }

    /// Collects a stream until its first message is whole (RFC 1035 4.2.2, RFC 7766 8).
    mutating func message(adding bytes: [UInt8]) -> [UInt8]? {
        stream += bytes
        guard stream.count >= 2 else { return nil }
        let count = Int(stream[0]) << 8 | Int(stream[1])
        guard stream.count >= count + 2 else { return nil }
        return Array(stream[2..<(count + 2)])
    }

    /// Goes on to the next server, in the next round if need be; false if none is left.
    mutating func advance(rounds: Int) -> Bool {
        transport = firstTransport
        repeat {
            server += 1
            if server == isOut.count {
                server = 0
                round += 1
            }
            guard round < rounds else { return false }
        } while isOut[server]
        return true
    }
}
