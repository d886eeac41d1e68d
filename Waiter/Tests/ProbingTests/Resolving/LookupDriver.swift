import Testing

@testable import Probing

/// A lookup together with what it asked for.
struct LookupDriver: DNSMessages {
    var lookup: DNSLookup
    var sent: [(channel: DNSChannel, message: [UInt8])] = []
    var timer: Int64?
    var outcome: DNSLookup.Outcome?

    init(
        _ name: String = "db.example", types: [DNSRecordType] = [.a, .aaaa],
        servers: [String] = ["10.96.0.10"], search: [String] = [], ndots: Int = 1, timeout: Int = 5, attempts: Int = 2,
        usesTCP: Bool = false, deadline: Int64 = 60_000
    ) throws {
        let configuration = ResolverConfiguration(
            nameServers: servers.compactMap { IPAddress($0) }, search: search, ndots: ndots, timeout: timeout,
            attempts: attempts, usesTCP: usesTCP)
        var generator = SplitMix64(state: 42)
        lookup = try DNSLookup(
            name: name, types: types, configuration: configuration, deadline: deadline, using: &generator)
        take(lookup.start(now: 0))
    }

    mutating func take(_ actions: [DNSLookup.Action]) {
        for action in actions {
            switch action {
            case .sendUDP(let channel, let bytes):
                #expect(channel.transport == .udp)
                sent.append((channel, bytes))
            case .openTCP(let channel, let bytes):
                #expect(channel.transport == .tcp)
                #expect(Array(bytes.prefix(2)) == be(UInt16(bytes.count - 2)))
                sent.append((channel, Array(bytes.dropFirst(2))))
            case .setTimer(let time): timer = time
            case .finish(let result):
                #expect(outcome == nil)
                outcome = result
            }
        }
    }

    /// Answers the message number `index` of those sent.
    mutating func answer(_ index: Int, _ records: [[UInt8]] = [], code: UInt8 = 0, at now: Int64 = 1) {
        let (channel, query) = sent[index]
        let message = reply(query, records, code: code)
        take(
            lookup.receive(
                channel.transport == .tcp ? be(UInt16(message.count)) + message : message, on: channel, now: now))
    }

    mutating func fireTimer() {
        guard let timer else { return }
        take(lookup.timeout(now: timer))
    }

    /// The names asked about so far, without repetitions.
    var names: [String] {
        var names: [String] = []
        for (_, message) in sent {
            var reader = DNSReader(message)
            reader.position = 12
            if let name = try? reader.name().description, names.last != name { names.append(name) }
        }
        return names
    }
}
