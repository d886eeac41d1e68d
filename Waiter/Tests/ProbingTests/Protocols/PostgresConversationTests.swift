import Testing

@testable import Probing

/// The answers are those of PostgreSQL 15.18, but for the ones marked otherwise.
@Suite struct PostgresConversationTests {
    private let startup: [UInt8] =
        [0, 0, 0, 0x30, 0, 3, 0, 0] + [UInt8]("user\0holdfast-waiter\0database\0postgres\0\0".utf8)
    private let tlsRequest: [UInt8] = [0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F]
    private let scram: [UInt8] = [0x52, 0, 0, 0, 0x17, 0, 0, 0, 0x0A] + [UInt8]("SCRAM-SHA-256\0\0".utf8)
    private let loggedIn: [UInt8] = [0x52, 0, 0, 0, 8, 0, 0, 0, 0]

    private func error(_ code: String, _ message: String) -> [UInt8] {
        let fields = "SFATAL\0VFATAL\0C\(code)\0M\(message)\0Fpostmaster.c\0L2415\0RProcessStartupPacket\0\0"
        return [0x45] + Bytes.bigEndian(fields.utf8.count + 4, 4) + [UInt8](fields.utf8)
    }

    private func verdict(
        _ answer: [UInt8], tls: PostgresTLS = .disable, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Verdict? {
        Exchange.verdict(PostgresConversation(tls: tls), answer, sourceLocation: sourceLocation)
    }

    @Test func beginsASession() {
        var conversation = PostgresConversation(tls: .disable)
        #expect(conversation.opening() == startup)
        var named = PostgresConversation(tls: .disable, user: "a\0b", database: "ä")
        #expect(named.opening() == [0, 0, 0, 29, 0, 3, 0, 0] + [UInt8]("user\0ab\0database\0ä\0\0".utf8))
    }

    @Test func isReady() {
        for answer in [scram, loggedIn] {
            #expect(verdict(answer) == .ready)
            Exchange.neverReadyWhenCutOff(PostgresConversation(tls: .disable), answer)
            Exchange.survivesDamage(PostgresConversation(tls: .disable), answer)
        }
    }

    @Test(arguments: [
        ("28000", "no pg_hba.conf entry for host \"127.0.0.1\", user \"holdfast-waiter\", database \"postgres\""),
        ("28000", "role \"holdfast-waiter\" does not exist"), ("3D000", "database \"nodb\" does not exist"),
        ("0A000", "unsupported frontend protocol 4.0: server supports 3.0 to 3.0"),
    ])
    func isReadyWhereTheErrorIsAboutTheCaller(code: String, message: String) {
        let answer = error(code, message)
        #expect(verdict(answer) == .ready)
        Exchange.neverReadyWhenCutOff(PostgresConversation(tls: .disable), answer)
    }

    @Test(arguments: [
        ("57P03", "the database system is starting up"), ("57P03", "the database system is shutting down"),
        ("57P03", "the database system is not yet accepting connections"), ("53300", "sorry, too many clients already"),
        // From the documentation's table of error codes.
        ("57P01", "terminating connection due to administrator command"), ("58030", "could not read file"),
        ("XX000", "cache lookup failed"),
    ])
    func isNotReadyWhereTheErrorIsAboutTheServer(code: String, message: String) {
        let answer = error(code, message)
        #expect(verdict(answer) == .notReady("\(message) (\(code))"))
        #expect(verdict([0x4E] + answer, tls: .prefer) == .notReady("\(message) (\(code))"))
        Exchange.survivesDamage(PostgresConversation(tls: .disable), answer, rounds: 100)
    }

    /// Not sent by real servers.
    @Test func isNotReadyWithoutASQLSTATE() {
        #expect(verdict(error("", "x")) == .notReady("x ()"))
        #expect(verdict([0x45, 0, 0, 0, 8, 0, 0, 0, 0]) == .notReady("it refuses the connection ()"))
        #expect(verdict([0x45, 0, 0, 0, 8, 0x43, 0x32, 0x38, 0x30]) == .notReady("it refuses the connection ()"))
        #expect(verdict(error("57P03", "")) == .notReady("it refuses the connection (57P03)"))
    }

    /// As postmaster.c writes it (report_fork_failure_to_client).
    @Test func readsAnErrorWithoutAMessage() {
        let answer = "Ecould not fork new process for connection: Resource temporarily unavailable\n\0"
        let refusal = Verdict.notReady(
            "it refuses the connection (could not fork new process for connection: Resource temporarily unavailable)")
        #expect(verdict([UInt8](answer.utf8)) == refusal)
        #expect(verdict([UInt8](answer.utf8), tls: .prefer) == refusal)
        #expect(verdict([UInt8](answer.dropLast(2).utf8)) == refusal)
        Exchange.survivesDamage(PostgresConversation(tls: .disable), [UInt8](answer.utf8))
        #expect(
            verdict([0x45] + [UInt8](repeating: 0x78, count: 300))
                == .notReady("it refuses the connection (\(String(repeating: "x", count: 80))…)"))
    }

    /// As the server answers a request for 3.99, and one with an unknown option.
    @Test func skipsANegotiationOnce() {
        let version: [UInt8] = [0x76, 0, 0, 0, 0x0C, 0, 3, 0, 0, 0, 0, 0, 0]
        let option: [UInt8] = [0x76, 0, 0, 0, 0x15, 0, 3, 0, 0, 0, 0, 0, 1] + [UInt8]("_pq_.foo\0".utf8)
        #expect(verdict(version + scram) == .ready)
        #expect(verdict(option + scram) == .ready)
        Exchange.neverReadyWhenCutOff(PostgresConversation(tls: .disable), option + scram)
        Exchange.survivesDamage(PostgresConversation(tls: .disable), option + scram)
        #expect(
            verdict(version + version + scram)
                == .notReady(
                    "not a PostgreSQL server: it says "
                        + "\"v\\x00\\x00\\x00\\x0c\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00R\\x00\\x00\\x00\\x17"
                        + "\\x00\\x00\\x00\""))
    }

    @Test func isNotPostgres() {
        for tls in [PostgresTLS.disable, .prefer, .require] {
            #expect(
                verdict([UInt8]("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), tls: tls)
                    == .notReady("not a PostgreSQL server: it says \"HTTP/1.1 400 Bad Request\""))
            #expect(
                verdict([UInt8]("ERROR\r\n".utf8), tls: tls)
                    == .notReady("not a PostgreSQL server: it says \"ERROR\""))
            #expect(
                verdict([UInt8]("RFB 003.008\n".utf8), tls: tls)
                    == .notReady("not a PostgreSQL server: it says \"RFB 003.008\""))
            #expect(verdict([], tls: tls) == .notReady("the server closed the connection before it answered"))
        }
        #expect(
            verdict(Array(scram.dropLast()))
                == .notReady("the server closed the connection in the middle of its answer"))
    }

    @Test func limitsAMessage() {
        let long: [UInt8] = [0x52, 0, 0, 0x75, 0x31] + [UInt8](repeating: 0, count: 36)
        guard case .notReady(let reason) = verdict(long) else {
            Issue.record("a message of 30001 bytes was taken")
            return
        }
        #expect(reason.hasPrefix("not a PostgreSQL server"))
        let fits = [0x52, 0, 0, 0x75, 0x30] + [UInt8](repeating: 0, count: 29_996)
        var conversation = PostgresConversation(tls: .disable)
        _ = conversation.opening()
        #expect(conversation.receive(fits[...]) == .finish(.ready))
    }

    @Test(arguments: [PostgresTLS.prefer, .require])
    func goesOverToTLS(tls: PostgresTLS) {
        var conversation = PostgresConversation(tls: tls)
        #expect(conversation.opening() == tlsRequest)
        #expect(conversation.receive([0x53]) == .startTLS)
        #expect(conversation.opening() == startup)
        #expect(conversation.receive(scram[...]) == .finish(.ready))
    }

    /// CVE-2021-23222.
    @Test(arguments: [PostgresTLS.prefer, .require])
    func refusesAnAnswerThatCameBeforeTLS(tls: PostgresTLS) {
        var conversation = PostgresConversation(tls: tls)
        _ = conversation.opening()
        let refused = Verdict.notReady(
            "it agreed to TLS and went on without: \"SR\\x00\\x00\\x00\\x08\\x00\\x00\\x00\\x00\"")
        #expect(conversation.receive([0x53] + loggedIn[...]) == .finish(refused))
        #expect(conversation.receive(loggedIn[...]) == .finish(refused))
        #expect(conversation.closed() == refused)
        #expect(conversation.goodbye().isEmpty)
    }

    @Test func goesOnWithoutTLSWhereThatIsAllowed() {
        var conversation = PostgresConversation(tls: .prefer)
        _ = conversation.opening()
        #expect(conversation.receive([0x4E]) == .send(startup))
        #expect(conversation.receive(scram[...]) == .finish(.ready))
        #expect(verdict([0x4E] + scram, tls: .prefer) == .ready)
        Exchange.neverReadyWhenCutOff(PostgresConversation(tls: .prefer), [0x4E] + scram)
        #expect(verdict([0x4E] + scram, tls: .require) == .notReady("it does not offer TLS"))
    }

    /// No server since 7.0 answers the request for TLS so; poolers and proxies may.
    @Test func takesAnErrorForAnAnswerToTheRequestForTLS() {
        let full = error("53300", "sorry, too many clients already")
        #expect(verdict(full, tls: .prefer) == .notReady("sorry, too many clients already (53300)"))
        #expect(verdict(error("28000", "x"), tls: .prefer) == .ready)
        #expect(
            verdict(error("28000", "x"), tls: .require)
                == .notReady("it answered the request for TLS with an error: x (28000)"))
        // Whether over TLS or not, nothing but an error may come before the answer.
        #expect(verdict(loggedIn, tls: .require) != .ready)
    }

    /// A real server logs `expected SASL response, got message type 88` after a `Terminate` in place of a password.
    @Test func terminatesOnlyASession() {
        var conversation = PostgresConversation(tls: .disable)
        _ = conversation.opening()
        _ = conversation.receive(loggedIn[...])
        #expect(conversation.goodbye() == [0x58, 0, 0, 0, 4])
        var asked = PostgresConversation(tls: .disable)
        _ = asked.opening()
        _ = asked.receive(scram[...])
        #expect(asked.goodbye().isEmpty)
    }

    @Test func keepsItsVerdict() {
        var conversation = PostgresConversation(tls: .disable)
        _ = conversation.opening()
        let starting = Verdict.notReady("the database system is starting up (57P03)")
        let answer = error("57P03", "the database system is starting up") + scram
        #expect(conversation.receive(answer[...]) == .finish(starting))
        #expect(conversation.receive(scram[...]) == .finish(starting))
        #expect(conversation.closed() == starting)
    }
}
