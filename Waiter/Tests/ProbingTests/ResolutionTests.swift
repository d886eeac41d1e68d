import Testing

@testable import Probing

// MARK: - Helpers

/// A small seeded generator (xorshift), so that every run is the same.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

private func be(_ value: UInt16) -> [UInt8] {
    [UInt8(value >> 8), UInt8(value & 0xFF)]
}

/// A record whose owner is the pointer or name in `owner`; 0xC00C is the name of the question.
private func record(_ type: UInt16, _ data: [UInt8], owner: [UInt8] = [0xC0, 0x0C]) -> [UInt8] {
    owner + be(type) + be(1) + [0, 0, 0, 60] + be(UInt16(data.count)) + data
}

private func a(_ last: UInt8, owner: [UInt8] = [0xC0, 0x0C]) -> [UInt8] {
    record(1, [10, 0, 0, last], owner: owner)
}

private func aaaa(_ last: UInt8) -> [UInt8] {
    record(28, [0xFD] + [UInt8](repeating: 0, count: 14) + [last])
}

private func v4(_ last: UInt8) -> DNSRecord {
    .address(.v4(0x0A00_0000 | UInt32(last)))
}

private func v6(_ last: UInt8) -> DNSRecord {
    .address(.v6(high: 0xFD00_0000_0000_0000, low: UInt64(last)))
}

/// The response to a query message, with these answers.
private func reply(_ query: [UInt8], _ answers: [[UInt8]] = [], code: UInt8 = 0, truncated: Bool = false) -> [UInt8] {
    var end = 12
    while query[end] != 0 { end += Int(query[end]) + 1 }
    let question = query[12..<(end + 5)]
    return query[..<2] + [truncated ? 0x83 : 0x81, 0x80 | code] + be(1) + be(UInt16(answers.count)) + be(0) + be(0)
        + question + answers.joined()
}

private func question(_ name: String, _ type: DNSRecordType = .a) throws -> DNSQuestion {
    DNSQuestion(name: try DNSName(name), type: type)
}

/// What a response with these answers to a question `db.example` of a type says.
private func answers(_ type: DNSRecordType, _ records: [[UInt8]]) throws -> [DNSRecord] {
    let question = try question("db.example", type)
    return try DNSResponse(reply(question.query(id: 7, edns: true), records), id: 7, question: question).answers
}

/// A lookup together with what it asked for.
private struct Driver {
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
        var generator = Seeded(state: 42)
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

// MARK: - Addresses and files

@Suite struct AddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"), ("::", "::"), ("::1", "::1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("fe80::", "fe80::"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ])
    func readsAndWrites(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.4 ", "1..2.3", "0x7f.0.0.1", "1.2.3.4\n", ":", ":::",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1::", "1:", ":1", "00001::", "g::", "::1.2.3",
        "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "[::1]", "::01.2.3.4", "1:2:3:4:5:6:7:8:1.2.3.4",
    ])
    func rejects(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func bytesAndLoopback() {
        for text in ["10.1.2.3", "2001:db8::ff00:42:8329"] {
            let address = IPAddress(text)
            #expect(address != nil && IPAddress(bytes: address?.bytes ?? []) == address)
        }
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
        for text in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            #expect(IPAddress(text)?.isLoopback == true)
        }
        for text in ["128.0.0.1", "::2", "::", "1::1", "::ffff:10.0.0.1"] {
            #expect(IPAddress(text)?.isLoopback == false)
        }
    }
}

@Suite struct HostsFileTests {
    @Test func findsNamesInOrder() {
        let text = """
            # comment
            10.0.0.1\tdb.example  DB db # db2
            nonsense db
            fe80::1%lo0 db
            10.0.0.1 db\r
              fd00::1 db
            10.0.0.9
            10.0.0.3 db2
            """
        let file = HostsFile(Array(text.utf8))
        #expect(file.lookup("Db.") == [IPAddress("10.0.0.1"), IPAddress("fd00::1")])
        #expect(file.lookup("DB2") == [IPAddress("10.0.0.3")])
        #expect(file.lookup("comment").isEmpty && file.lookup("").isEmpty && file.lookup("10.0.0.9").isEmpty)
    }

    @Test func localhostNeedsNoFile() {
        #expect(HostsFile().lookup("LocalHost") == [.loopbackV4, .loopbackV6])
        #expect(HostsFile(Array("10.0.0.1 localhost".utf8)).lookup("a.localhost.") == [.loopbackV4, .loopbackV6])
        #expect(HostsFile().lookup("notlocalhost").isEmpty)
    }

    @Test func readsAtMostOneMebibyte() {
        let line = Array("10.0.0.1 a\n".utf8)
        var bytes = line
        bytes += [UInt8](repeating: 0x20, count: HostsFile.sizeLimit - bytes.count - 11) + [0x0A]
        #expect(HostsFile(bytes + Array("10.0.0.2 b\n10.0.0.3 c\n".utf8)).lookup("a").count == 1)
        #expect(HostsFile(bytes + Array("10.0.0.2 bb\n10.0.0.3 c\n".utf8)).lookup("b").isEmpty)
        #expect(HostsFile(bytes + Array("10.0.0.2 b\n10.0.0.3 c\n".utf8)).lookup("c").isEmpty)
    }
}

@Suite struct ResolverConfigurationTests {
    @Test func readsTheKubernetesFile() {
        let text = """
            search shop.svc.cluster.local svc.cluster.local. bad!domain cluster.local # mine
            nameserver 10.96.0.10
            options ndots:5 timeout:99 attempts:0 use-vc rotate ndots:x unknown
            ; nameserver 1.1.1.1
             nameserver 2.2.2.2
            nameserver fe80::1%eth0
            """
        let configuration = ResolverConfiguration(parsing: Array(text.utf8))
        #expect(configuration.nameServers == [IPAddress("10.96.0.10")])
        #expect(configuration.search == ["shop.svc.cluster.local", "svc.cluster.local", "cluster.local"])
        #expect(configuration.ndots == 5 && configuration.timeout == 30 && configuration.attempts == 1)
        #expect(configuration.usesTCP)
    }

    @Test func defaultsAndLimits() {
        let empty = ResolverConfiguration(parsing: [])
        #expect(empty.nameServers == [.loopbackV4] && empty.search.isEmpty && !empty.usesTCP)
        #expect(empty.ndots == 1 && empty.timeout == 5 && empty.attempts == 2)
        let text = "search a b\ndomain c\nnameserver ::1\nnameserver 1.1.1.1\nnameserver 1.1.1.2\nnameserver 1.1.1.3\n"
        let full = ResolverConfiguration(parsing: Array((text + "options ndots:99999999999999999999").utf8))
        #expect(full.nameServers.count == 3 && full.search == ["c"] && full.ndots == 15)
    }

    @Test func searchOrder() {
        let configuration = ResolverConfiguration(search: ["x.y", "z"], ndots: 2)
        #expect(configuration.candidates(for: "a") == ["a.x.y", "a.z", "a"])
        #expect(configuration.candidates(for: "a.b") == ["a.b.x.y", "a.b.z", "a.b"])
        #expect(configuration.candidates(for: "a.b.c") == ["a.b.c", "a.b.c.x.y", "a.b.c.z"])
        #expect(configuration.candidates(for: "a.b.") == ["a.b"])
        #expect(ResolverConfiguration().candidates(for: "a") == ["a"])
        #expect(ResolverConfiguration(search: [".", "z"]).candidates(for: "a") == ["a", "a.z"])
        #expect(ResolverConfiguration(ndots: 0).candidates(for: "a") == ["a"])
    }
}

// MARK: - Messages

@Suite struct DNSMessageTests {
    @Test func namesAreChecked() throws {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(repeating: "a", count: 61)].joined(separator: ".")
        #expect(try DNSName("_Sql._tcp.Db-1.example.").description == "_sql._tcp.db-1.example")
        #expect(try DNSName(longest).wire.count == 255)
        #expect(throws: DNSNameError.nameTooLong) { try DNSName(longest + "a") }
        #expect(throws: DNSNameError.labelTooLong) { try DNSName(label + "a") }
        #expect(throws: DNSNameError.emptyLabel) { try DNSName("a..b") }
        #expect(throws: DNSNameError.emptyLabel) { try DNSName(".a") }
        #expect(throws: DNSNameError.empty) { try DNSName(".") }
        #expect(throws: DNSNameError.badCharacter) { try DNSName("a b") }
        #expect(throws: DNSNameError.badCharacter) { try DNSName("bücher.example") }
        #expect(DNSName(wire: [3, 0x2E, 0x07, 0xFF, 0]).description == "\\.\\007\\255")
        #expect(DNSName(wire: [0]).description == ".")
    }

    @Test func typesHaveNames() {
        for type in [DNSRecordType.a, .cname, .txt, .aaaa, .srv] { #expect(DNSRecordType(type.name) == type) }
        #expect(DNSRecordType("aaaa") == .aaaa && DNSRecordType("MX") == nil)
    }

    @Test func queryBytes() throws {
        let plain: [UInt8] = [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0x64, 0x62, 1, 0x78, 0, 0, 28, 0, 1]
        #expect(try question("DB.x", .aaaa).query(id: 0xABCD, edns: false) == plain)
        let edns = try question("db.x", .aaaa).query(id: 0xABCD, edns: true)
        #expect(edns[11] == 1)
        #expect(Array(edns.suffix(11)) == [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0])
    }

    @Test func readsEveryType() throws {
        #expect(try answers(.a, [a(1), a(2)]) == [v4(1), v4(2)])
        #expect(try answers(.aaaa, [aaaa(3), a(1)]) == [v6(3)])
        #expect(try answers(.txt, [record(16, [2, 0x61, 0x62, 0, 1, 0xFF])]) == [.text([0x61, 0x62, 0xFF])])
        #expect(try answers(.cname, [record(5, [1, 0x58, 0xC0, 0x0C])]) == [.alias(DNSName("x.db.example"))])
        let target = try DNSName("n.db.example")
        #expect(
            try answers(
                .srv,
                [record(33, [0, 1, 0, 2, 0x15, 0x38, 1, 0x6E, 0xC0, 0x0C]), record(33, be(0) + be(0) + be(0) + [0])])
                == [
                    .service(target: target, port: 5432, priority: 1, weight: 2),
                    .service(target: DNSName(wire: [0]), port: 0, priority: 0, weight: 0),
                ])
    }

    @Test func aliasesAreFollowedInAnyOrder() throws {
        let (one, two): ([UInt8], [UInt8]) = ([1, 0x31, 0xC0, 0x0C], [1, 0x32, 0xC0, 0x0C])
        #expect(try answers(.a, [a(5, owner: two), record(5, two, owner: one), record(5, one)]) == [v4(5)])
        // A loop, a chain without an end, and a record of another name.
        #expect(try answers(.a, [record(5, one), record(5, [0xC0, 0x0C], owner: one)]).isEmpty)
        #expect(try answers(.a, [record(5, one), a(1, owner: two)]).isEmpty)
    }

    @Test func wrongDataIsMalformed() {
        let wrong: [[UInt8]] = [
            record(1, [10, 0, 0]), record(1, [10, 0, 0, 1, 1]), Array(a(1).dropLast()), record(5, [0xC0, 0x0C, 0]),
            record(5, [1, 0x61]), record(5, [0x40, 0x61, 0]), record(5, [0x80, 0]), record(5, [0xC0]), [0xC0],
        ]
        for bytes in wrong { #expect(throws: DNSResponseError.malformed) { try answers(.a, [bytes]) } }
        #expect(throws: DNSResponseError.malformed) { try answers(.txt, [record(16, [3, 0x61])]) }
        #expect(throws: DNSResponseError.malformed) { try answers(.srv, [record(33, [0, 0, 0, 0, 0])]) }
    }

    @Test func pointersCannotLoop() {
        // The first record begins at 28: a pointer to itself, one ahead, two that point at each other, one behind a label.
        let owners: [[UInt8]] = [[0xC0, 28], [0xC0, 40], [0xC0, 30, 0xC0, 28], [1, 0x61, 0xC0, 28], [0xFF, 0xFF]]
        for owner in owners { #expect(throws: DNSResponseError.malformed) { try answers(.a, [a(1, owner: owner)]) } }
    }

    @Test func namesHaveAtMost255Bytes() {
        let label = [63] + [UInt8](repeating: 0x61, count: 63)
        #expect(throws: DNSResponseError.malformed) {
            try answers(.a, [a(1, owner: label + label + label + label + [0])])
        }
        #expect(throws: Never.self) { try answers(.a, [a(1, owner: label + label + label + [0])]) }
    }

    @Test func onlyTheOwnResponseCounts() throws {
        let own = try question("db.example")
        let good = reply(own.query(id: 7, edns: false), [a(1)])
        #expect(try DNSResponse(good, id: 7, question: own).answers == [v4(1)])
        #expect(throws: DNSResponseError.unrelated) { try DNSResponse(good, id: 8, question: own) }
        #expect(throws: DNSResponseError.unrelated) { try DNSResponse(good, id: 7, question: question("db.exampl")) }
        #expect(throws: DNSResponseError.unrelated) {
            try DNSResponse(good, id: 7, question: question("db.example", .aaaa))
        }
        #expect(throws: DNSResponseError.unrelated) {
            try DNSResponse(own.query(id: 7, edns: false), id: 7, question: own)
        }
        #expect(throws: DNSResponseError.unrelated) { try DNSResponse(Array(good.prefix(11)), id: 7, question: own) }
        let upper = try question("DB.EXAMPLE").query(id: 7, edns: false).map {
            (0x61...0x7A).contains($0) ? $0 - 32 : $0
        }
        #expect(try DNSResponse(reply(upper, [a(1)]), id: 7, question: own).answers == [v4(1)])
    }

    @Test func codesAndFlags() throws {
        let own = try question("db.example")
        let query = own.query(id: 7, edns: true)
        let headerOnly: [UInt8] = [0, 7, 0x80, 5, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(try DNSResponse(headerOnly, id: 7, question: own).code == .refused)
        #expect(try DNSResponse(reply(query, code: 3), id: 7, question: own).code == .nameError)
        // Truncated in the middle of a record.
        let cut = try DNSResponse(reply(query, [Array(a(1).prefix(5))], truncated: true), id: 7, question: own)
        #expect(cut.isTruncated && cut.answers.isEmpty)
        let bare: [UInt8] = [0, 7, 0x83, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(try DNSResponse(bare, id: 7, question: own).isTruncated)
        var extended = reply(query) + [0, 0, 41, 4, 208, 1, 0, 0, 0, 0, 0]
        extended[11] = 1
        #expect(try DNSResponse(extended, id: 7, question: own).code == .other(16))
    }

    @Test func recordsAreLimited() throws {
        let own = try question("db.example", .txt)
        let many = [[UInt8]](repeating: record(16, [0]), count: DNSResponse.recordLimit)
        #expect(try answers(.txt, many).count == DNSResponse.recordLimit)
        #expect(throws: DNSResponseError.malformed) { try answers(.txt, many + [record(16, [0])]) }
        #expect(own.type == .txt)
    }

    @Test func noBytesTrap() throws {
        var generator = Seeded(state: 0x5EED)
        let types: [DNSRecordType] = [.a, .cname, .txt, .aaaa, .srv]
        var read = 0
        for step in 0..<60_000 {
            let own = try question("db.example", types[step % types.count])
            var bytes = reply(
                own.query(id: 7, edns: false),
                [
                    record(5, [1, 0x61, 0xC0, 0x0C]), a(1), aaaa(1), record(16, [1, 0x61]),
                    record(33, [0, 0, 0, 0, 0, 1, 0]),
                ])
            if step % 3 == 0 {
                bytes = bytes.prefix(28) + (0..<Int.random(in: 0..<90, using: &generator)).map { _ in generator.next() }
            } else {
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    bytes[Int.random(in: 4..<bytes.count, using: &generator)] = generator.next()
                }
                if step % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator)) }
            }
            if let response = try? DNSResponse(bytes, id: 7, question: own) { read += response.answers.count }
            let noise = (0..<Int.random(in: 0..<64, using: &generator)).map { _ in generator.next() as UInt8 }
            _ = try? DNSResponse(noise, id: UInt16(noise.first ?? 0) << 8, question: own)
            _ = IPAddress(ascii: noise[...])
        }
        #expect(read > 0)
    }

    @Test func noFilesTrap() {
        var generator = Seeded(state: 0xF11E)
        let alphabet = Array("nameserver options ndots: search 10.0::1 # ;\n\n\t.\u{0}é".utf8)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0..<200, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            let configuration = ResolverConfiguration(parsing: bytes)
            #expect(!configuration.nameServers.isEmpty)
            #expect(!configuration.candidates(for: "a").isEmpty)
            _ = HostsFile(bytes).lookup("a")
        }
    }
}

// MARK: - Lookups

@Suite struct DNSLookupTests {
    @Test func bothFamiliesAtOnce() throws {
        var driver = try Driver()
        #expect(driver.sent.map { $0.channel.query } == [0, 1] && driver.timer == 5000)
        #expect(driver.sent[0].message[..<2] != driver.sent[1].message[..<2])
        driver.answer(1, [aaaa(1)])
        #expect(driver.outcome == nil && driver.timer == 51)
        #expect(!driver.lookup.isOpen(driver.sent[1].channel) && driver.lookup.isOpen(driver.sent[0].channel))
        driver.answer(0, [a(1)])
        #expect(driver.outcome == .records([v4(1), v6(1)]))
        #expect(driver.lookup.timeout(now: 51).isEmpty && driver.lookup.start(now: 52).isEmpty)
    }

    @Test func slowFamilyIsNotAwaited() throws {
        var driver = try Driver()
        driver.answer(0, [a(1)], at: 100)
        driver.take(driver.lookup.timeout(now: 149))
        #expect(driver.outcome == nil && driver.timer == 150)
        driver.fireTimer()
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func oneFamilyWithoutDataIsFine() throws {
        var driver = try Driver()
        driver.answer(1, [])
        #expect(driver.outcome == nil && driver.timer == 5000)
        driver.answer(0, [a(1)], at: 300)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func otherTypesAwaitEachOther() throws {
        var driver = try Driver(types: [.srv, .txt, .srv])
        #expect(driver.sent.count == 2)
        driver.answer(1, [record(16, [1, 0x61])])
        #expect(driver.timer == 5000)
        driver.answer(0, [record(33, [0, 0, 0, 0, 0, 80, 0])])
        let service = DNSRecord.service(target: DNSName(wire: [0]), port: 80, priority: 0, weight: 0)
        #expect(driver.outcome == .records([service, .text([0x61])]))
    }

    @Test func searchListOnNameErrorAndNoData() throws {
        var driver = try Driver("db", types: [.a], search: ["svc.local", "local"])
        driver.answer(0, code: 3)
        driver.answer(1)
        #expect(driver.names == ["db.svc.local", "db.local", "db"])
        driver.answer(0, [a(9)])
        #expect(driver.outcome == nil)
        var other = driver
        driver.answer(2, [a(1)])
        #expect(driver.outcome == .records([v4(1)]))
        other.answer(2, code: 3)
        #expect(other.outcome == .notFound("the name db.local has no A record"))
    }

    @Test func nothingFound() throws {
        var driver = try Driver("db.example")
        driver.answer(0, code: 3)
        driver.answer(1, code: 3)
        #expect(driver.outcome == .notFound("the name db.example does not exist"))
        var empty = try Driver("db.example")
        empty.answer(0)
        empty.answer(1)
        #expect(empty.outcome == .notFound("the name db.example has no A or AAAA record"))
    }

    @Test func silentServersAreAskedInRounds() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "fd00::1"], timeout: 2)
        for time: Int64 in [2000, 4000, 6000, 8000] {
            #expect(driver.timer == time && driver.outcome == nil)
            driver.fireTimer()
        }
        #expect(driver.sent.map { $0.channel.server } == [0, 1, 0, 1])
        #expect(driver.outcome == .failed("the name server fd00::1 did not answer"))
    }

    @Test func lateAnswersOfEarlierServersCount() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.fireTimer()
        driver.answer(0, [a(1)], at: 5001)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func lateFailuresOfEarlierServersDoNot() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.fireTimer()
        driver.answer(0, code: 2, at: 5001)
        #expect(driver.outcome == nil && driver.sent.count == 2)
        driver.fireTimer()
        // The server that failed is not asked again.
        #expect(driver.sent.map { $0.channel.server } == [0, 1, 1])
    }

    @Test func failingServersAreLeft() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
        driver.answer(0, code: 2)
        driver.answer(1, code: 5)
        #expect(driver.sent.map { $0.channel.server } == [0, 1, 2])
        var other = driver
        driver.answer(2, [a(1)])
        #expect(driver.outcome == .records([v4(1)]))
        other.answer(2, code: 5)
        #expect(other.outcome == .failed("the name server 10.0.0.3 refused to answer"))
    }

    @Test func serverFailureGoesOnWithTheSearchListButIsKept() throws {
        var driver = try Driver("db", types: [.a], search: ["local"])
        driver.answer(0, code: 2)
        driver.answer(1, code: 3)
        #expect(driver.names == ["db.local", "db"])
        #expect(driver.outcome == .failed("SERVFAIL from the name server 10.96.0.10"))
    }

    @Test func oneFamilyIsEnoughWhenTheOtherFails() throws {
        var driver = try Driver()
        driver.answer(0, code: 2)
        driver.answer(1, [aaaa(1)])
        #expect(driver.outcome == .records([v6(1)]))
        var none = try Driver()
        none.answer(0, code: 2)
        none.answer(1)
        #expect(none.outcome == .failed("SERVFAIL from the name server 10.96.0.10"))
    }

    @Test func socketFailures() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.take(driver.lookup.failed(on: driver.sent[0].channel, now: 1))
        driver.take(driver.lookup.failed(on: driver.sent[0].channel, now: 1))
        #expect(driver.sent.count == 2)
        driver.take(driver.lookup.failed(on: driver.sent[1].channel, now: 1))
        #expect(driver.outcome == .failed("the name server 10.0.0.2 cannot be reached"))
    }

    @Test func truncationLeadsToTCP() throws {
        var driver = try Driver(types: [.a])
        let (channel, query) = driver.sent[0]
        driver.take(driver.lookup.receive(reply(query, truncated: true), on: channel, now: 1))
        driver.take(driver.lookup.receive(reply(query, truncated: true), on: channel, now: 2))
        #expect(driver.sent.count == 2 && driver.sent[1].message == query)
        #expect(driver.sent[1].channel == DNSChannel(server: 0, query: 0, transport: .tcp))
        let message = reply(query, [[UInt8]](repeating: a(4), count: 300))
        for byte in be(UInt16(message.count)) + message {
            #expect(driver.outcome == nil)
            driver.take(driver.lookup.receive([byte], on: driver.sent[1].channel, now: 3))
        }
        #expect(driver.outcome == .records([DNSRecord](repeating: v4(4), count: 300)))
    }

    @Test func bytesOfAnEarlierStreamAreIgnored() throws {
        var driver = try Driver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"], usesTCP: true)
        driver.fireTimer()
        #expect(!driver.lookup.isOpen(driver.sent[0].channel) && driver.lookup.isOpen(driver.sent[1].channel))
        driver.take(driver.lookup.receive([0, 40, 1], on: driver.sent[0].channel, now: 5001))
        driver.answer(1, [a(1)], at: 5002)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func anEarlyTimerIsSetAgain() throws {
        var driver = try Driver()
        #expect(driver.lookup.timeout(now: 4999) == [.setTimer(at: 5000)])
        #expect(driver.lookup.receive([1], on: driver.sent[0].channel, now: 4999).isEmpty)
    }

    @Test func brokenStreamsAndTruncationOverTCP() throws {
        var driver = try Driver(types: [.a], usesTCP: true)
        #expect(driver.sent[0].channel.transport == .tcp)
        var truncated = driver
        driver.take(driver.lookup.failed(on: driver.sent[0].channel, now: 1))
        #expect(driver.outcome == .failed("the name server 10.96.0.10 did not answer over TCP"))
        let message = reply(truncated.sent[0].message, truncated: true)
        truncated.take(
            truncated.lookup.receive(be(UInt16(message.count)) + message, on: truncated.sent[0].channel, now: 1))
        #expect(truncated.outcome == .failed("the name server 10.96.0.10 sent a malformed answer"))
    }

    @Test func serversWithoutEDNSAreAskedAgain() throws {
        var driver = try Driver(types: [.a])
        driver.answer(0, code: 1)
        #expect(driver.sent.count == 2 && driver.sent[0].message[11] == 1 && driver.sent[1].message[11] == 0)
        driver.answer(1, code: 1)
        #expect(driver.outcome == .failed("the name server 10.96.0.10 answered with the error code 1"))
    }

    @Test func forgedAndMalformedAnswers() throws {
        var driver = try Driver(types: [.a])
        let (channel, query) = driver.sent[0]
        var forged = reply(query, [a(66)])
        forged[0] ^= 1
        driver.take(driver.lookup.receive(forged, on: channel, now: 1))
        driver.take(driver.lookup.receive([], on: channel, now: 1))
        let strange = DNSChannel(server: Int.max, query: Int.min, transport: .tcp)
        #expect(driver.lookup.receive(forged, on: strange, now: 1).isEmpty)
        #expect(driver.outcome == nil && driver.sent.count == 1)
        driver.take(driver.lookup.receive(reply(query, [[0xC0]]), on: channel, now: 1))
        #expect(driver.outcome == .failed("the name server 10.96.0.10 sent a malformed answer"))
    }

    @Test func deadlineEndsTheLookup() throws {
        var driver = try Driver(servers: ["10.0.0.1", "10.0.0.2"], deadline: 3000)
        #expect(driver.timer == 3000)
        driver.fireTimer()
        #expect(driver.outcome == .failed("the name server 10.0.0.1 did not answer"))
        #expect(try Driver(deadline: 0).outcome == .failed("there was no time left to look up db.example"))
        var near = try Driver(deadline: 30)
        near.answer(0, [a(1)], at: 10)
        #expect(near.timer == 30)
        near.fireTimer()
        #expect(near.outcome == .records([v4(1)]))
        var late = try Driver("db", types: [.a], search: ["local"], deadline: 30)
        late.answer(0, code: 3, at: 30)
        #expect(late.outcome == .failed("there was no time left to look up db"))
    }

    @Test func badNamesAreFoundUpFront() {
        for name in ["", "a..b", "a b", String(repeating: "a", count: 64)] {
            #expect(throws: DNSNameError.self) { try Driver(name) }
        }
        #expect(DNSNameError.empty.reason == "the name is empty")
    }

    @Test func candidatesThatAreTooLongAreLeftOut() throws {
        let name = [String](repeating: String(repeating: "a", count: 49), count: 5).joined(separator: ".")
        let driver = try Driver(name, types: [.a], search: ["local.example"], ndots: 15)
        #expect(driver.names == [name])
    }

    @Test func anyEventsEndInOneOutcome() throws {
        var generator = Seeded(state: 0xDEAD_BEEF)
        for _ in 0..<2000 {
            var driver = try Driver("db", servers: ["10.0.0.1", "10.0.0.2"], search: ["local"], deadline: 20_000)
            var now: Int64 = 0
            for _ in 0..<200 where driver.outcome == nil {
                let (channel, query) = driver.sent[Int.random(in: 0..<driver.sent.count, using: &generator)]
                var bytes = reply(
                    query, [[], [a(1)], [aaaa(1)]][Int.random(in: 0..<3, using: &generator)],
                    code: UInt8.random(in: 0..<6, using: &generator), truncated: Bool.random(using: &generator))
                if channel.transport == .tcp { bytes = be(UInt16(bytes.count)) + bytes }
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: driver.take(driver.lookup.receive(bytes, on: channel, now: now))
                case 1: driver.take(driver.lookup.failed(on: channel, now: now))
                case 2:
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = generator.next()
                    driver.take(driver.lookup.receive(bytes, on: channel, now: now))
                default:
                    let due = try #require(driver.timer)
                    #expect(due > now || now == 0)
                    now = due
                    driver.fireTimer()
                }
            }
            #expect(driver.outcome != nil)
        }
    }
}
