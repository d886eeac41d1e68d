/// One probe of a PostgreSQL server: begins a session, as `pg_isready` does, and leaves at the request for a password.
///
/// As there (libpq's `internal_ping` in fe-connect.c), any authentication request is ready, and so is an error about
/// the caller: an unknown role or database, no entry in pg_hba.conf. `pg_isready` takes every error but 57P03 for
/// ready; here the server's own troubles are not (see ``PostgresError/isAboutTheServer``). The messages are those of
/// protocol 3.0 (PostgreSQL documentation, "Message Formats"). The default port is 5432.
public struct PostgresConversation: Conversation {
    enum Phase {
        case beginning
        case tlsAsked
        case tlsStarting
        case startup
    }

    /// libpq's bound for an answer during startup (PQconnectPoll in fe-connect.c), its length field included.
    static var messageLimit: Int32 { 30_000 }
    static var name: String { "a PostgreSQL server" }

    let tls: PostgresTLS
    let startup: [UInt8]
    var phase = Phase.beginning
    var buffer: [UInt8] = []
    var wasNegotiated = false
    var hasSession = false
    var verdict: Verdict?

    /// A conversation for one attempt; every attempt needs its own.
    ///
    /// The user and the database need not exist. They show in the server's log where it lets in without a password
    /// or has no entry for them in pg_hba.conf. Zero bytes in them are left out.
    public init(tls: PostgresTLS, user: String = "holdfast-waiter", database: String = "postgres") {
        self.tls = tls
        var body = Bytes.bigEndian(3 << 16, 4)
        for text in ["user", user, "database", database] {
            body += text.utf8.filter { $0 != 0 } + [0]
        }
        body.append(0)
        startup = Bytes.bigEndian(body.count + 4, 4) + body
    }

    /// The request for TLS, or the `StartupMessage`.
    public mutating func opening() -> [UInt8] {
        if case .beginning = phase, tls != .disable {
            phase = .tlsAsked
            return Bytes.bigEndian(8, 4) + Bytes.bigEndian(80_877_103, 4)
        }
        phase = .startup
        return startup
    }

    /// Takes the next bytes from the server, however they are split.
    public mutating func receive(_ bytes: ArraySlice<UInt8>) -> ConversationStep {
        if verdict == nil {
            // Bounded: a message that is not whole is at most `messageLimit` long, and is kept no longer.
            buffer += bytes
            if case .tlsAsked = phase, let step = readTLSAnswer() { return step }
            judge(atEnd: false)
        }
        return verdict.map { .finish($0) } ?? .read
    }

    /// Decides by what arrived before the end of the stream.
    public mutating func closed() -> Verdict {
        if verdict == nil { judge(atEnd: true) }
        let known = verdict ?? Stranger.closed(hasBegun: !buffer.isEmpty)
        verdict = known
        return known
    }

    /// `Terminate`, once logged in. A server that waits for a password takes it for a broken client and logs that;
    /// a bare close is what it expects there (recv_password_packet in auth.c).
    public mutating func goodbye() -> [UInt8] {
        hasSession ? [UInt8(ascii: "X"), 0, 0, 0, 4] : []
    }

    /// Reads the one byte that answers the request for TLS; nil where the answer is a message, or none of this protocol.
    mutating func readTLSAnswer() -> ConversationStep? {
        switch buffer.first {
        case UInt8(ascii: "S"):
            // What came in the clear must not count as said over TLS (CVE-2021-23222).
            if buffer.count > 1 {
                verdict = .unready("it agreed to TLS and went on without: \(ShownText.quoted(buffer[...]))")
                return nil
            }
            buffer = []
            phase = .tlsStarting
            return .startTLS
        case UInt8(ascii: "N") where tls == .prefer:
            buffer.removeFirst()
            phase = .startup
            return .send(startup)
        case UInt8(ascii: "N"):
            verdict = .notReady("it does not offer TLS")
            return nil
        default: return nil
        }
    }

    /// Whether the `StartupMessage` was sent.
    var hasStarted: Bool {
        if case .startup = phase { true } else { false }
    }

    /// Judges the next message, if it is whole.
    mutating func judge(atEnd: Bool) {
        while verdict == nil {
            var reader = ByteReader(buffer[...])
            guard let type = reader.byte() else { return }
            let isError = type == UInt8(ascii: "E")
            let isNegotiation = type == UInt8(ascii: "v") && !wasNegotiated
            // Only the byte for TLS or an error answers the request for TLS.
            guard isError || hasStarted && (isNegotiation || type == UInt8(ascii: "R")) else {
                return judgeStranger(atEnd: atEnd)
            }
            guard let length = reader.int32() else { return }
            guard length >= 8, length <= Self.messageLimit else {
                return isError ? judgeBareError(atEnd: atEnd) : judgeStranger(atEnd: atEnd)
            }
            guard let body = reader.bytes(Int(length) - 4) else { return }
            if isError {
                judge(PostgresError(body))
            } else if isNegotiation {
                // Answers a wish for a newer protocol, and the server goes on with its own.
                wasNegotiated = true
                buffer = [UInt8](reader.rest)
            } else {
                var fields = ByteReader(body)
                hasSession = fields.int32() == 0
                verdict = .ready
            }
        }
    }

    mutating func judge(_ error: PostgresError) {
        if !hasStarted, tls == .require {
            verdict = .unready("it answered the request for TLS with an error: \(error.shown)")
        } else {
            verdict = error.isAboutTheServer ? .notReady(error.shown) : .ready
        }
    }

    /// A server that cannot start a process says so in bare text after the `E`, ended by a zero byte
    /// (report_fork_failure_to_client in postmaster.c); another protocol's `ERROR` goes on in capitals.
    mutating func judgeBareError(atEnd: Bool) {
        guard let second = buffer.dropFirst().first, second >= UInt8(ascii: "a") else {
            return judgeStranger(atEnd: atEnd)
        }
        let text = buffer[1...].prefix { $0 != 0 && $0 != 0x0A }.prefix(200)
        if text.count == 200 || text.endIndex < buffer.endIndex || atEnd {
            verdict = .unready("it refuses the connection (\(ShownText.plain(text)))")
        }
    }

    mutating func judgeStranger(atEnd: Bool) {
        verdict = Stranger.verdict(buffer[...], notA: Self.name, atEnd: atEnd)
    }
}
