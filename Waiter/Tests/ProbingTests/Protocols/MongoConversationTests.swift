import Testing

@testable import Probing

@Suite struct MongoConversationTests {
    /// A primary's answer, of SecantusDB 0.7.0b3, which follows MongoDB 7 field by field.
    static let primary = CapturedBytes.hex(
        """
        190300000100000001000000dd0700000000000000040300000869735772697461626c655072696d6172790001086973
        6d6173746572000103746f706f6c6f677956657273696f6e002d0000000770726f636573734964006b06dc02f9b83b3f
        be3ca28212636f756e74657200000000000000000000106d617842736f6e4f626a65637453697a650000000001106d61
        784d65737361676553697a65427974657300006cdc02106d61785772697465426174636853697a6500a0860100096c6f
        63616c54696d6500e276cb12a2010000106c6f676963616c53657373696f6e54696d656f75744d696e75746573001e00
        000012636f6e6e656374696f6e4964000100000000000000106d696e5769726556657273696f6e0000000000106d6178
        5769726556657273696f6e001b00000008726561644f6e6c790000016f6b00000000000000f03f0868656c6c6f4f6b00
        01027365744e616d650009000000736563616e747573001073657456657273696f6e000100000004686f737473001c00
        0000023000100000003132372e302e302e313a3237393931000004706173736976657300050000000004617262697465
        7273000500000000087365636f6e646172790000027072696d61727900100000003132372e302e302e313a3237393931
        00026d6500100000003132372e302e302e313a32373939310007656c656374696f6e4964007fffffff00000000000000
        01036c6173745772697465007f000000036f7054696d650018000000117473000100000005dc066b1074000100000000
        096c61737457726974654461746500e276cb12a2010000036d616a6f726974794f7054696d6500180000001174730001
        00000005dc066b1074000100000000096d616a6f7269747957726974654461746500e276cb12a2010000000324636c75
        7374657254696d65005800000011636c757374657254696d65000100000005dc066b037369676e617475726500330000
        0005686173680014000000000000000000000000000000000000000000000000126b6579496400000000000000000000
        00116f7065726174696f6e54696d65000100000005dc066b00
        """)

    /// A text field.
    static func text(_ name: String, _ value: String) -> [UInt8] {
        [0x02] + Array(name.utf8) + [0] + Bytes.littleEndian(value.utf8.count + 1, 4) + Array(value.utf8) + [0]
    }

    static func flag(_ name: String, _ value: Bool = true) -> [UInt8] {
        [0x08] + Array(name.utf8) + [0, value ? 1 : 0]
    }

    static func number(_ name: String, _ value: Int) -> [UInt8] {
        [0x10] + Array(name.utf8) + [0] + Bytes.littleEndian(value, 4)
    }

    static func document(_ fields: [[UInt8]]) -> [UInt8] {
        let content = fields.flatMap { $0 }
        return Bytes.littleEndian(content.count + 5, 4) + content + [0]
    }

    static func message(_ document: [UInt8], to question: Int = 1, kind: Int = 2013) -> [UInt8] {
        Bytes.littleEndian(document.count + 21, 4) + [9, 0, 0, 0] + Bytes.littleEndian(question, 4)
            + Bytes.littleEndian(kind, 4) + [0, 0, 0, 0, 0] + document
    }

    /// A good answer with more fields.
    static func answer(_ fields: [UInt8]...) -> [UInt8] {
        message(document(fields + [[0x01, 0x6F, 0x6B, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]]))
    }

    @Test func asksHello() {
        var conversation = MongoConversation()
        // As PyMongo's own encoder puts {hello: 1, $db: "admin", helloOk: true}.
        let question = CapturedBytes.hex(
            """
            3e0000000100000000000000dd0700000000000000290000001068656c6c6f000100000002246462000600000061646d
            696e000868656c6c6f4f6b000100
            """)
        #expect(conversation.opening() == question)
        #expect(conversation.goodbye().isEmpty)
    }

    @Test func isReadyWithAPrimary() {
        for state in [MongoConversation.State.any, .primary] {
            #expect(Exchange.verdict(MongoConversation(state: state), Self.primary) == .ready)
        }
        #expect(
            Exchange.verdict(MongoConversation(state: .secondary), Self.primary)
                == .notReady("it is a primary, not a secondary"))
        Exchange.neverReadyWhenCutOff(MongoConversation(), Self.primary)
        Exchange.survivesDamage(MongoConversation(), Self.primary)
        var conversation = MongoConversation()
        #expect(conversation.receive(Self.primary[...]) == .finish(.ready))
        #expect(conversation.receive([0]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
    }

    /// By the specification "Server Discovery And Monitoring" and MongoDB's own tests for the texts.
    @Test func judgesASecondary() {
        let bytes = Self.answer(
            Self.text("setName", "rs0"), Self.flag("isWritablePrimary", false), Self.flag("secondary"),
            Self.text("primary", "db-0:27017"))
        #expect(Exchange.verdict(MongoConversation(), bytes) == .ready)
        #expect(Exchange.verdict(MongoConversation(state: .secondary), bytes) == .ready)
        #expect(
            Exchange.verdict(MongoConversation(state: .primary), bytes)
                == .notReady("it is a secondary, the primary is db-0:27017"))
        let alone = Self.answer(Self.flag("ismaster", false), Self.flag("secondary"))
        #expect(
            Exchange.verdict(MongoConversation(state: .primary), alone)
                == .notReady("it is a secondary and knows no primary"))
    }

    /// By the specification, as above.
    @Test func judgesARouterAndAStandalone() {
        let router = Self.answer(Self.flag("isWritablePrimary"), Self.text("msg", "isdbgrid"))
        #expect(Exchange.verdict(MongoConversation(state: .primary), router) == .ready)
        #expect(
            Exchange.verdict(MongoConversation(state: .secondary), router)
                == .notReady("it is a mongos router, not a secondary"))
        #expect(Exchange.verdict(MongoConversation(), Self.answer(Self.flag("ismaster"))) == .ready)
    }

    /// By the specification, as above; the first with the text of MongoDB's `IsMasterNoConfig` test.
    @Test(
        arguments: [
            (
                answer(
                    flag("isWritablePrimary", false), flag("secondary", false),
                    text("info", "Does not have a valid replica set config"), flag("isreplicaset")),
                "its replica set is not initiated yet: Does not have a valid replica set config"
            ),
            (
                answer(flag("isWritablePrimary", false), flag("secondary", false), text("setName", "rs0")),
                "it is neither primary nor secondary of \"rs0\" yet"
            ),
            (answer(flag("isWritablePrimary", false)), "it is neither primary nor secondary yet"),
            (
                answer(flag("secondary", false), flag("arbiterOnly"), text("setName", "rs0")),
                "it is an arbiter, which holds no data"
            ),
            (
                message(document([number("ok", 0), text("errmsg", "interrupted at shutdown"), number("code", 11600)])),
                "the server answers with an error: interrupted at shutdown (11600)"
            ),
            (message(document([flag("isWritablePrimary")])), "the server answers with an error"),
            (message([5, 0, 0, 0, 1]), "the server's answer is malformed"),
            (message(document([[0x42, 0x61, 0, 1]])), "the server's answer is malformed"),
            (message(document([[0x02, 0x61, 0, 0xFF, 0xFF, 0xFF, 0xFF]])), "the server's answer is malformed"),
            (message(document([[0x03, 0x61, 0, 0, 0, 0, 0]])), "the server's answer is malformed"),
            (message([0xFF, 0xFF, 0xFF, 0x7F, 0]), "the server's answer is malformed"),
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "not a MongoDB server: it says HTTP/1.1 400 Bad Request"),
            (Array("AMQP".utf8) + [0, 0, 9, 1], "not a MongoDB server: it says AMQP\\x00\\x00\\t\\x01"),
            ([0x15, 3, 3, 0, 2, 2, 80], "not a MongoDB server: it says a TLS alert (it may want TLS)"),
            ([], "the server closed the connection before it answered"),
            (Array(primary.prefix(100)), "the server closed the connection in the middle of its answer"),
        ] as [([UInt8], String)])
    func tellsWhyItIsNotReady(bytes: [UInt8], expected: String) {
        #expect(Exchange.verdict(MongoConversation(), bytes) == .notReady(expected))
        Exchange.survivesDamage(MongoConversation(), bytes, rounds: 50)
    }

    @Test func refusesAnAnswerToAnotherQuestion() {
        for bytes in [
            Self.message(Self.document([Self.flag("ok"), Self.flag("ismaster")]), to: 2),
            Self.message(Self.document([Self.flag("ok"), Self.flag("ismaster")]), kind: 1),
        ] {
            guard case .notReady(let text)? = Exchange.verdict(MongoConversation(), bytes) else {
                Issue.record("it is not ready")
                continue
            }
            #expect(text.hasPrefix("not a MongoDB server: it says "))
        }
    }

    /// Every type of the specification is stepped over, and what is within other documents counts for nothing.
    @Test func stepsOverAllTypes() {
        let hidden = Self.document([Self.flag("ismaster", false), Self.flag("isreplicaset")])
        let bytes = Self.answer(
            Self.flag("ismaster"), [0x03, 0x61, 0] + hidden, [0x04, 0x61, 0] + hidden,
            [0x05, 0x61, 0, 1, 0, 0, 0, 9, 7],
            [0x06, 0x61, 0], [0x07, 0x61, 0] + [UInt8](repeating: 1, count: 12),
            [0x09, 0x61, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            [0x0A, 0x61, 0], [0x0B, 0x61, 0, 0x62, 0, 0x69, 0],
            [0x0C, 0x61, 0, 2, 0, 0, 0, 0x62, 0] + [UInt8](repeating: 1, count: 12), [0x0D, 0x61, 0, 1, 0, 0, 0, 0],
            [0x0E, 0x61, 0, 1, 0, 0, 0, 0], [0x0F, 0x61, 0, 6, 0, 0, 0, 1, 2],
            [0x11, 0x61, 0, 1, 2, 3, 4, 5, 6, 7, 8], [0x12, 0x61, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            [0x13, 0x61, 0] + [UInt8](repeating: 1, count: 16), [0x7F, 0x61, 0], [0xFF, 0x61, 0])
        #expect(Exchange.verdict(MongoConversation(state: .primary), bytes) == .ready)
        Exchange.survivesDamage(MongoConversation(), bytes)
    }

    /// The error is SecantusDB's about an unknown command; MongoDB before 4.4.2 says the same of `hello`.
    @Test func asksAnOldServerInOldWords() {
        let unknown = CapturedBytes.hex(
            """
            740000000200000001000000dd07000000000000005f000000016f6b000000000000000000026572726d7367001a0000
            006e6f207375636820636f6d6d616e643a20276e6f73756368270010636f6465003b00000002636f64654e616d650010
            000000436f6d6d616e644e6f74466f756e640000
            """)
        let isMaster = Self.message(Self.document([Self.flag("ismaster"), Self.number("ok", 1)]), to: 2)
        let outcome = Exchange.play(MongoConversation(), unknown + isMaster, pieces: 1)
        #expect(outcome.verdict == .ready)
        guard case .send(let question)? = outcome.steps.first else {
            Issue.record("it asks again")
            return
        }
        let fields = [Self.number("isMaster", 1), Self.text("$db", "admin"), Self.flag("helloOk")]
        let expected = Self.message(Self.document(fields))
        #expect(question == Array(expected[..<4]) + [2, 0, 0, 0, 0, 0, 0, 0] + Array(expected[12...]))
        #expect(Exchange.verdict(MongoConversation(), unknown + isMaster) == .ready)
        let again = Array(unknown[..<8]) + [2] + Array(unknown[9...])
        #expect(
            Exchange.verdict(MongoConversation(), unknown + again)
                == .notReady("the server answers with an error: no such command: 'nosuch' (59)"))
        #expect(
            Exchange.verdict(MongoConversation(), unknown)
                == .notReady("the server closed the connection before it answered"))
    }
}
