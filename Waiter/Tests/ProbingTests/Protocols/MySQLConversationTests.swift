import Testing

@testable import Probing

@Suite struct MySQLConversationTests {
    /// Of MariaDB 10.11.19 (Debian 12).
    static let greeting = CapturedBytes.hex(
        """
        640000000a352e352e352d31302e31312e31392d4d6172696144422d302b646562313275310049000000273572616d24
        645100fef7080200ff81150000000000001d00000045487a4c4d7b462d49695654006d7973716c5f6e61746976655f70
        617373776f726400
        """)

    /// A packet as MySQL frames it.
    static func packet(_ payload: [UInt8], number: UInt8 = 0) -> [UInt8] {
        Bytes.littleEndian(payload.count, 3) + [number] + payload
    }

    static func refusal(_ code: Int, _ text: String) -> [UInt8] {
        packet([0xFF] + Bytes.littleEndian(code, 2) + Array(text.utf8))
    }

    @Test func saysNothing() {
        var conversation = MySQLConversation()
        #expect(conversation.opening().isEmpty)
        #expect(conversation.goodbye().isEmpty)
    }

    @Test func isReadyWithTheGreeting() {
        #expect(Exchange.verdict(MySQLConversation(), Self.greeting) == .ready)
        Exchange.neverReadyWhenCutOff(MySQLConversation(), Self.greeting)
        Exchange.survivesDamage(MySQLConversation(), Self.greeting)
        var conversation = MySQLConversation()
        #expect(conversation.receive(Self.greeting[...]) == .finish(.ready))
        #expect(conversation.receive([1, 2, 3]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
    }

    /// By the specification: version 9 ends with the scramble, version 10 at least with capabilities.
    @Test func knowsOldGreetings() {
        let nine = Self.packet([9] + Array("3.20\u{0}".utf8) + [7, 0, 0, 0] + Array("scramble\u{0}".utf8))
        #expect(Exchange.verdict(MySQLConversation(), nine) == .ready)
        let ten = Self.packet([10] + Array("4.0\u{0}".utf8) + [7, 0, 0, 0] + Array("scramble\u{0}".utf8) + [1, 2])
        #expect(Exchange.verdict(MySQLConversation(), ten) == .ready)
        let short = Self.packet([10] + Array("4.0\u{0}".utf8) + [7, 0, 0, 0] + Array("scramble\u{0}".utf8) + [1])
        #expect(
            Exchange.verdict(MySQLConversation(), short)
                == .notReady("not a MySQL server: it says \\x13\\x00\\x00\\x00"))
    }

    /// The texts are MariaDB 10.11.19's, but for the last two: with an SQL state, and without a text.
    @Test(arguments: [
        (1040, "Too many connections", "the server refuses the connection: Too many connections (1040)"),
        (
            1130, "Host '127.0.0.2' is not allowed to connect to this MariaDB server",
            "the server refuses the connection: Host '127.0.0.2' is not allowed to connect to this MariaDB server (1130)"
        ),
        (
            1129,
            "Host '127.0.0.2' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'",
            "the server blocks this host, unblock it with mysqladmin flush-hosts: Host '127.0.0.2' is blocked because "
                + "of many connection errors; unblock with 'mariadb-admin flush-hosts' (1129)"
        ),
        (1053, "#08S01Server shutdown\u{1B}", "the server refuses the connection: Server shutdown\\x1b (1053)"),
        (1053, "", "the server refuses the connection:  (1053)"),
    ])
    func tellsARefusal(code: Int, text: String, expected: String) {
        let bytes = Self.refusal(code, text)
        #expect(Exchange.verdict(MySQLConversation(), bytes) == .notReady(expected))
        Exchange.survivesDamage(MySQLConversation(), bytes, rounds: 50)
    }

    @Test func knowsAStranger() {
        let http = Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
        #expect(
            Exchange.verdict(MySQLConversation(), http)
                == .notReady("not a MySQL server: it says HTTP/1.1 400 Bad Request"))
        // The X plugin's first notice, as nmap's service probes know it.
        #expect(
            Exchange.verdict(MySQLConversation(), [5, 0, 0, 0, 0x0B, 8, 5, 0x1A, 0])
                == .notReady("this port speaks MySQL's X Protocol, not the classic one (usually on 3306)"))
        #expect(
            Exchange.verdict(MySQLConversation(), Self.packet([0]))
                == .notReady("not a MySQL server: it says \\x01\\x00\\x00\\x00\\x00"))
        // A length of 0, and one beyond any greeting.
        #expect(Exchange.verdict(MySQLConversation(), [0, 0, 0, 0, 10]) != .ready)
        let large = Self.packet([10] + [UInt8](repeating: 0x61, count: 5000))
        guard case .notReady(let text)? = Exchange.verdict(MySQLConversation(), large) else {
            Issue.record("a large packet has a verdict")
            return
        }
        #expect(text.hasPrefix("not a MySQL server"))
    }

    @Test func tellsWhenItWasClosed() {
        #expect(
            Exchange.verdict(MySQLConversation(), [])
                == .notReady("the server closed the connection before its greeting"))
        #expect(
            Exchange.verdict(MySQLConversation(), Array(Self.greeting.dropLast()))
                == .notReady("the server closed the connection in its greeting"))
    }
}
