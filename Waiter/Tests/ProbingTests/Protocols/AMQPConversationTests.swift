import Testing

@testable import Probing

@Suite struct AMQPConversationTests {
    /// Connection.Start of RabbitMQ 3.10.8 (Debian 12).
    static let start = CapturedBytes.hex(
        """
        010000000001ed000a000a0009000001c80c6361706162696c697469657346000000c7127075626c69736865725f636f
        6e6669726d7374011a65786368616e67655f65786368616e67655f62696e64696e677374010a62617369632e6e61636b
        740116636f6e73756d65725f63616e63656c5f6e6f74696679740112636f6e6e656374696f6e2e626c6f636b65647401
        13636f6e73756d65725f7072696f72697469657374011c61757468656e7469636174696f6e5f6661696c7572655f636c
        6f73657401107065725f636f6e73756d65725f716f7374010f6469726563745f7265706c795f746f74010c636c757374
        65725f6e616d65530000000677743240766d09636f707972696768745300000037436f70797269676874202863292032
        3030372d3230323220564d776172652c20496e632e206f722069747320616666696c69617465732e0b696e666f726d61
        74696f6e53000000394c6963656e73656420756e64657220746865204d504c20322e302e20576562736974653a206874
        7470733a2f2f7261626269746d712e636f6d08706c6174666f726d530000001145726c616e672f4f54502032352e322e
        330770726f6475637453000000085261626269744d510776657273696f6e5300000006332e31302e380000000e504c41
        494e20414d51504c41494e00000005656e5f5553ce
        """)

    static func frame(_ payload: [UInt8], end: UInt8 = 0xCE) -> [UInt8] {
        [1, 0, 0] + Bytes.bigEndian(payload.count, 4) + payload + [end]
    }

    @Test func sendsTheProtocolHeader() {
        var conversation = AMQPConversation()
        #expect(conversation.opening() == [0x41, 0x4D, 0x51, 0x50, 0, 0, 9, 1])
        #expect(conversation.goodbye().isEmpty)
    }

    @Test func isReadyWithStart() {
        #expect(Exchange.verdict(AMQPConversation(), Self.start) == .ready)
        Exchange.neverReadyWhenCutOff(AMQPConversation(), Self.start)
        Exchange.survivesDamage(AMQPConversation(), Self.start)
        var conversation = AMQPConversation()
        #expect(conversation.receive(Self.start[...]) == .finish(.ready))
        #expect(conversation.receive([0x41]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
    }

    /// By the specification, but for the first: RabbitMQ 3.10.8's answer to a header that it does not know.
    @Test(
        arguments: [
            (Array("AMQP".utf8) + [0, 0, 9, 1], "the broker refuses AMQP 0-9-1, it offers 0-9-1"),
            (Array("AMQP".utf8) + [0, 1, 0, 0], "the broker refuses AMQP 0-9-1, it offers 1-0-0"),
            (Array("AMQP".utf8) + [1, 1, 10, 13], "the broker refuses AMQP 0-9-1, it offers 1-10-13"),
            (
                frame([0, 10, 0, 50, 1, 0x40, 7] + Array("CLOSED!".utf8) + [0, 0, 0, 0]),
                "the broker closes the connection: CLOSED! (320)"
            ),
            (frame([0, 10, 0, 50, 1]), "the broker closes the connection"),
            (frame([0, 10, 0, 20]), "the broker does not begin with Connection.Start"),
            (Array(start.dropLast()) + [0xCD], "the broker's first frame is malformed"),
            (
                frame([0, 10, 0, 10, 0, 9, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]),
                "the broker's Connection.Start is malformed"
            ),
            (
                frame([0, 10, 0, 10, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
                "the broker's Connection.Start is malformed"
            ),
            (
                [1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
                "not an AMQP 0-9-1 broker: it says \\x01\\x00\\x00\\xff\\xff\\xff\\xff"
            ),
            (
                Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
                "not an AMQP 0-9-1 broker: it says HTTP/1.1 400 Bad Request"
            ),
            ([0x15, 3, 3, 0, 2, 2, 80], "not an AMQP 0-9-1 broker: it says a TLS alert (it may want TLS)"),
            ([], "the server closed the connection before it answered"),
            (Array("AMQP".utf8), "the broker closed the connection in its first frame"),
            (Array(start.prefix(30)), "the broker closed the connection in its first frame"),
        ] as [([UInt8], String)])
    func tellsWhyItIsNotReady(bytes: [UInt8], expected: String) {
        #expect(Exchange.verdict(AMQPConversation(), bytes) == .notReady(expected))
        Exchange.survivesDamage(AMQPConversation(), bytes, rounds: 50)
    }
}
