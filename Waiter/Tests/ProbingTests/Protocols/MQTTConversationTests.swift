import Testing

@testable import Probing

/// The answers are those of mosquitto 2.0.11, but for the ones marked otherwise.
@Suite struct MQTTConversationTests {
    private func verdict(_ answer: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
        Exchange.verdict(MQTTConversation(), answer, sourceLocation: sourceLocation)
    }

    @Test func asks() {
        var conversation = MQTTConversation()
        #expect(
            conversation.opening()
                == [0x10, 12, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 2, 0, 10, 0, 0])
    }

    /// Accepted; no login (5); a wrong login (4, from the standard, as 0x86 and 0x87 of MQTT 5 in four bytes are).
    @Test(arguments: [
        [0x20, 2, 0, 0], [0x20, 2, 0, 5], [0x20, 2, 0, 4], [0x20, 2, 0, 0x86], [0x20, 3, 0, 0x87, 0],
    ])
    func isReady(answer: [UInt8]) {
        #expect(verdict(answer) == .ready)
        Exchange.neverReadyWhenCutOff(MQTTConversation(), answer, before: 4)
        // Where damage asks for a reconnect, what follows in one piece is lost with the connection.
        if answer.count == 4 { Exchange.survivesDamage(MQTTConversation(), answer) }
    }

    /// From the standards; 1 is mosquitto's answer to an unknown level.
    @Test(arguments: [
        ([0x20, 2, 0, 1], "it does not speak MQTT 3.1.1"),
        ([0x20, 2, 0, 3], "it says that its service is unavailable"),
        ([0x20, 3, 0, 0x84, 0], "it refused the connection with code 132"),
        ([0x20, 2, 0, 6], "it refused the connection with code 6"),
    ])
    func isNotReady(answer: [UInt8], reason: String) {
        #expect(verdict(answer) == .notReady(reason))
    }

    /// As mosquitto answers with `allow_zero_length_clientid false`.
    @Test func triesAnotherIdentifier() {
        var conversation = MQTTConversation()
        #expect(conversation.receive([0x20, 2, 0, 2]) == .reconnect(port: nil, tls: nil))
        #expect(
            conversation.opening()
                == [0x10, 26, 0, 4, 0x4D, 0x51, 0x54, 0x54, 4, 2, 0, 10, 0, 14] + [UInt8]("holdfastwaiter".utf8))
        var accepted = conversation
        #expect(accepted.receive([0x20, 2, 0, 0]) == .finish(.ready))
        let rejected = Verdict.notReady("it rejects the client identifier")
        #expect(conversation.receive([0x20, 2, 0, 2]) == .finish(rejected))
        #expect(conversation.closed() == rejected)
    }

    @Test func isNotMQTT() {
        #expect(
            verdict([UInt8]("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
                == .notReady("not an MQTT broker: it says \"HTTP/1.1 400 Bad Request\""))
        #expect(verdict([0x20, 1, 0]) == .notReady("not an MQTT broker: it says \" \\x01\\x00\""))
        #expect(verdict([0x20, 2, 2, 0]) == .notReady("not an MQTT broker: it says \" \\x02\\x02\\x00\""))
        #expect(
            verdict([0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0])
                == .notReady("not an MQTT broker: it says \" \\xff\\xff\\xff\\xff\\x00\\x00\""))
        #expect(verdict([0x15, 3, 3, 0, 2, 2, 10]) == .notReady("it answered with a TLS alert: it may want TLS"))
        #expect(verdict([]) == .notReady("the server closed the connection before it answered"))
        #expect(verdict([0x20, 2]) == .notReady("the server closed the connection in the middle of its answer"))
    }

    /// MQTT 5 may add long properties, which need not have arrived.
    @Test func readsTheCodeBeforeThePropertiesAndAfterALongLength() {
        #expect(verdict([0x20, 0xC8, 0x81, 0x01, 0, 0x88]) == .notReady("it refused the connection with code 136"))
    }

    @Test func keepsItsVerdict() {
        var conversation = MQTTConversation()
        let unavailable = Verdict.notReady("it says that its service is unavailable")
        #expect(conversation.receive([0x20, 2, 0, 3, 0x20, 2, 0, 0]) == .finish(unavailable))
        #expect(conversation.receive([0x20, 2, 0, 0]) == .finish(unavailable))
        #expect(conversation.closed() == unavailable)
    }

    @Test func disconnectsWhatWasConnected() {
        var conversation = MQTTConversation()
        _ = conversation.receive([0x20, 2, 0, 0])
        #expect(conversation.goodbye() == [0xE0, 0])
        var refused = MQTTConversation()
        _ = refused.receive([0x20, 2, 0, 5])
        #expect(refused.goodbye().isEmpty)
    }
}
