import Testing

@testable import Probing

/// The answers are those of nats-server 2.9.10, but for the ones marked otherwise.
@Suite struct NATSConversationTests {
    private let request =
        "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"swift\",\"name\":\"holdfast-waiter\",\"version\":\"0\"}"
        + "\r\nPING\r\n"

    private func info(_ more: String = "") -> String {
        "INFO {\"server_id\":\"NCYYN2J5\",\"server_name\":\"NCYYN2J5\",\"version\":\"2.9.10\",\"proto\":1,"
            + "\"go\":\"go1.19.8\",\"host\":\"127.0.0.1\",\"port\":24222,\"headers\":true,\(more)"
            + "\"max_payload\":1048576,\"client_id\":4,\"client_ip\":\"127.0.0.1\"} \r\n"
    }

    private func verdict(_ answer: String, sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
        Exchange.verdict(NATSConversation(), [UInt8](answer.utf8), sourceLocation: sourceLocation)
    }

    @Test func waitsForTheGreetingThenAsks() {
        var conversation = NATSConversation()
        #expect(conversation.opening().isEmpty)
        #expect(conversation.receive([UInt8](info().utf8)[...]) == .send([UInt8](request.utf8)))
        #expect(conversation.receive([UInt8]("PONG\r\n".utf8)[...]) == .finish(.ready))
        #expect(conversation.goodbye().isEmpty)
    }

    @Test(arguments: [
        "PONG\r\n",
        "-ERR 'Authorization Violation'\r\n",
        // Other lines before the answer, from the protocol's description.
        "+OK\r\nPING\r\nINFO {\"connect_urls\":[\"127.0.0.1:4222\"]}\r\nPONG\r\n",
    ])
    func isReady(answer: String) {
        let bytes = [UInt8]((info() + answer).utf8)
        #expect(Exchange.verdict(NATSConversation(), bytes) == .ready)
        Exchange.neverReadyWhenCutOff(NATSConversation(), bytes)
        Exchange.survivesDamage(NATSConversation(), bytes)
    }

    @Test func isReadyWhereALoginIsRequired() {
        #expect(verdict(info("\"auth_required\":true,") + "-ERR 'Authorization Violation'\r\n") == .ready)
    }

    @Test func isNotReady() {
        #expect(
            verdict(info() + "-ERR 'maximum connections exceeded'\r\n")
                == .notReady("it answered with an error ('maximum connections exceeded')"))
        #expect(verdict("-ERR 'x'\r\n") == .notReady("it answered with an error ('x')"))
        #expect(verdict(info()) == .notReady("the server closed the connection before it answered PING"))
        #expect(
            verdict(info() + "PON") == .notReady("the server closed the connection in the middle of its answer"))
        // The flag is from the protocol's description.
        let leaving = Verdict.notReady("it is about to shut down (lame duck mode)")
        #expect(verdict(info("\"ldm\":true,")) == leaving)
        #expect(verdict(info() + "INFO {\"ldm\":true}\r\nPONG\r\n") == leaving)
        #expect(verdict(info() + "INFO {\"ldm\":false}\r\nPONG\r\n") == .ready)
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP/1.1 400 Bad Request"), ("INFO\r\n", "INFO"),
        ("INFO {\"a\":\r\n", "INFO {\\\"a\\\":"), ("PONG\r\n", "PONG"), ("+OK\r\n", "+OK"),
    ])
    func isNotNATS(answer: String, shown: String) {
        #expect(verdict(answer) == .notReady("not a NATS server: it says \"\(shown)\""))
    }

    @Test func isNotNATSAfterItsGreeting() {
        #expect(verdict(info() + "Pest\r\n") == .notReady("not a NATS server: it says \"Pest\""))
        #expect(verdict("") == .notReady("the server closed the connection before it answered"))
    }

    @Test func goesOverToTLS() {
        var conversation = NATSConversation()
        #expect(conversation.receive([UInt8](info("\"tls_required\":true,").utf8)[...]) == .startTLS)
        #expect(conversation.opening() == [UInt8](request.utf8))
        #expect(conversation.receive([UInt8]("PONG\r\n".utf8)[...]) == .finish(.ready))
    }

    @Test func refusesAnAnswerThatCameBeforeTLS() {
        var conversation = NATSConversation()
        let refused = Verdict.notReady("it asks for TLS and goes on without: \"PONG\\r\\n\"")
        #expect(
            conversation.receive([UInt8]((info("\"tls_required\":true,") + "PONG\r\n").utf8)[...]) == .finish(refused))
        #expect(conversation.closed() == refused)
    }

    @Test func staysWithTheTLSItBeganWith() {
        var conversation = NATSConversation(isEncrypted: true)
        #expect(conversation.opening().isEmpty)
        #expect(
            conversation.receive([UInt8](info("\"tls_required\":true,").utf8)[...]) == .send([UInt8](request.utf8)))
    }

    /// A server's name is free text: the first is how a real server writes such a name.
    @Test(arguments: [
        "\"server_name\":\"tls_required\\\":true\",", "\"x\":{\"tls_required\":true},", "\"tls_required\":false,",
        "\"tls_required\":\"true\",",
    ])
    func isNotFooledAboutTLS(field: String) {
        var conversation = NATSConversation()
        #expect(conversation.receive([UInt8](info(field).utf8)[...]) == .send([UInt8](request.utf8)))
    }

    @Test func limitsTheGreeting() {
        #expect(
            verdict("INFO {\"a\":\"" + String(repeating: "x", count: 66_000))
                == .notReady("the answer has an overlong line"))
    }

    @Test func keepsItsVerdict() {
        var conversation = NATSConversation()
        let error = Verdict.notReady("it answered with an error ('x')")
        #expect(conversation.receive([UInt8]((info() + "-ERR 'x'\r\nPONG\r\n").utf8)[...]) == .finish(error))
        #expect(conversation.receive([UInt8]("PONG\r\n".utf8)[...]) == .finish(error))
        #expect(conversation.closed() == error)
    }
}
