import Testing

@testable import Probing

@Suite struct DNSMessageTests: DNSMessages {
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
        var generator = SplitMix64(state: 0x5EED)
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
        var generator = SplitMix64(state: 0xF11E)
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
