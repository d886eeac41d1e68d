/// One lookup of one name, for one or more record types at once, as a state machine without I/O.
///
/// The driver carries out the actions, reports what happens on the channels with the time of a monotonic clock in
/// milliseconds, and calls ``timeout(now:)`` when the last timer set is due. After an action `finish` all channels are
/// closed; before, those that are not ``isOpen(_:)`` may be. Addresses and hosts(5) are the driver's to look at first.
public struct DNSLookup: Sendable {
    /// What came of a lookup (RFC 2308 2).
    public enum Outcome: Equatable, Sendable {
        /// The records found, in the order of the types asked for, then as the server sent them (RFC 1035 4.1.3).
        case records([DNSRecord])
        /// The name does not exist or has no such records, says a name server (RFC 2308 2.1, 2.2); why, in words.
        case notFound(String)
        /// No name server could say (RFC 1035 4.1.1 RCODE, resolv.conf(5) `timeout`); why, in words.
        case failed(String)

        /// Compares texts byte by byte, which needs no Unicode tables (RFC 2308 2 for the cases).
        public static func == (left: Outcome, right: Outcome) -> Bool {
            switch (left, right) {
            case (.records(let left), .records(let right)): left == right
            case (.notFound(let left), .notFound(let right)): left.utf8.elementsEqual(right.utf8)
            case (.failed(let left), .failed(let right)): left.utf8.elementsEqual(right.utf8)
            case (.records, _), (.notFound, _), (.failed, _): false
            }
        }
    }

    /// What the driver is to do.
    public enum Action: Equatable, Sendable {
        /// Send a datagram to port 53 over the channel's connected socket, which is opened if need be (RFC 1035 4.2.1).
        case sendUDP(DNSChannel, [UInt8])
        /// Connect to port 53, close an earlier connection of the same channel, and send the bytes, which begin with
        /// their length (RFC 1035 4.2.2).
        case openTCP(DNSChannel, [UInt8])
        /// Call ``DNSLookup/timeout(now:)`` at this time; replaces the timer before (resolv.conf(5) `timeout`).
        case setTimer(at: Int64)
        /// The lookup is over (RFC 2308 2).
        case finish(Outcome)
    }

    /// How long an answer for one address family waits for the other one, in milliseconds (RFC 8305 3).
    public static let resolutionDelay: Int64 = 50
    /// How long a name server is given at least before the question is sent again, in milliseconds.
    static let shortestPatience: Int64 = 500

    let name: String
    let types: [DNSRecordType]
    let configuration: ResolverConfiguration
    let deadline: Int64
    let candidates: [DNSName]
    let ids: [UInt16]
    var candidate = 0
    var queries: [DNSQuery] = []
    var delayEnd: Int64?
    var timer: Int64?
    var serverFailure: String?
    var nameWithoutData: DNSName?
    var isFinished = false

    /// Prepares a lookup; throws for a text that can never be a name (RFC 1035 2.3.4, RFC 1123 2.1).
    ///
    /// The names to try follow resolv.conf(5) `search` and `ndots`; those that become too long are left out.
    /// Query ids are drawn from `generator`, which must not be predictable (RFC 5452 9.2).
    public init(
        name: String, types: [DNSRecordType] = [.aaaa, .a], configuration: ResolverConfiguration, deadline: Int64,
        using generator: inout some RandomNumberGenerator
    ) throws(DNSNameError) {
        _ = try DNSName(name)
        var distinct: [DNSRecordType] = []
        for type in types.isEmpty ? [.aaaa, .a] : types where !distinct.contains(type) { distinct.append(type) }
        let candidates = configuration.candidates(for: name).compactMap { try? DNSName($0) }
        var ids: [UInt16] = []
        for _ in 0..<(candidates.count * distinct.count) { ids.append(generator.next()) }
        self.name = name
        self.types = distinct
        self.configuration = configuration
        self.deadline = deadline
        self.candidates = candidates
        self.ids = ids
    }

    /// Asks the first name server about the first name of the search list (resolv.conf(5) `nameserver`, `search`).
    public mutating func start(now: Int64) -> [Action] {
        guard queries.isEmpty, !isFinished else { return [] }
        guard now < deadline else { return finish(.failed("there was no time left to look up " + name)) }
        var actions: [Action] = []
        ask(now: now, &actions)
        return proceed(actions, now: now)
    }

    /// Takes a datagram, or the next bytes of a stream however they are split (RFC 1035 4.2, RFC 7766 8).
    ///
    /// Datagrams that do not answer the query are ignored (RFC 5452 9.1). A late answer of an earlier server counts.
    public mutating func receive(_ bytes: [UInt8], on channel: DNSChannel, now: Int64) -> [Action] {
        guard let index = openQuery(channel) else { return [] }
        var actions: [Action] = []
        if channel.transport == .udp {
            take(bytes, index, channel, now: now, &actions)
        } else if let message = queries[index].message(adding: bytes) {
            take(message, index, channel, now: now, &actions)
        }
        return proceed(actions, now: now)
    }

    /// The channel cannot be opened or used, or its stream ended early; the next server is asked (RFC 1035 7.2).
    public mutating func failed(on channel: DNSChannel, now: Int64) -> [Action] {
        guard let index = openQuery(channel), queries[index].channel == channel else { return [] }
        var actions: [Action] = []
        let failure: DNSFailure = channel.transport == .udp ? .unreachable : .brokenStream
        leave(channel.server, index, failure, now: now, &actions)
        return proceed(actions, now: now)
    }

    /// The timer is due: the next server is asked (resolv.conf(5) `timeout`), or the lookup ends with what there is
    /// (RFC 8305 3). Harmless when early.
    public mutating func timeout(now: Int64) -> [Action] {
        guard !isFinished, !queries.isEmpty else { return [] }
        timer = nil
        var actions: [Action] = []
        if now < deadline {
            for index in queries.indices where queries[index].result == nil && queries[index].expires <= now {
                leave(queries[index].server, index, .silent, now: now, &actions)
            }
        }
        return proceed(actions, now: now)
    }

    /// Whether the lookup still listens to a channel; the driver may close it if not (RFC 1035 7.3).
    public func isOpen(_ channel: DNSChannel) -> Bool {
        openQuery(channel) != nil
    }
}
