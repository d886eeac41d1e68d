import Testing

@testable import Probing

@Suite struct DNSLookupTests: DNSMessages {
    @Test func bothFamiliesAtOnce() throws {
        var driver = try LookupDriver()
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
        var driver = try LookupDriver()
        driver.answer(0, [a(1)], at: 100)
        driver.take(driver.lookup.timeout(now: 149))
        #expect(driver.outcome == nil && driver.timer == 150)
        driver.fireTimer()
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func oneFamilyWithoutDataIsFine() throws {
        var driver = try LookupDriver()
        driver.answer(1, [])
        #expect(driver.outcome == nil && driver.timer == 5000)
        driver.answer(0, [a(1)], at: 300)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func otherTypesAwaitEachOther() throws {
        var driver = try LookupDriver(types: [.srv, .txt, .srv])
        #expect(driver.sent.count == 2)
        driver.answer(1, [record(16, [1, 0x61])])
        #expect(driver.timer == 5000)
        driver.answer(0, [record(33, [0, 0, 0, 0, 0, 80, 0])])
        let service = DNSRecord.service(target: DNSName(wire: [0]), port: 80, priority: 0, weight: 0)
        #expect(driver.outcome == .records([service, .text([0x61])]))
    }

    @Test func searchListOnNameErrorAndNoData() throws {
        var driver = try LookupDriver("db", types: [.a], search: ["svc.local", "local"])
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
        var driver = try LookupDriver("db.example")
        driver.answer(0, code: 3)
        driver.answer(1, code: 3)
        #expect(driver.outcome == .notFound("the name db.example does not exist"))
        var empty = try LookupDriver("db.example")
        empty.answer(0)
        empty.answer(1)
        #expect(empty.outcome == .notFound("the name db.example has no A or AAAA record"))
    }

    @Test func silentServersAreAskedInRounds() throws {
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "fd00::1"], timeout: 2)
        for time: Int64 in [2000, 4000, 6000, 8000] {
            #expect(driver.timer == time && driver.outcome == nil)
            driver.fireTimer()
        }
        #expect(driver.sent.map { $0.channel.server } == [0, 1, 0, 1])
        #expect(driver.outcome == .failed("the name server fd00::1 did not answer"))
    }

    @Test func lateAnswersOfEarlierServersCount() throws {
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.fireTimer()
        driver.answer(0, [a(1)], at: 5001)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func lateFailuresOfEarlierServersDoNot() throws {
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.fireTimer()
        driver.answer(0, code: 2, at: 5001)
        #expect(driver.outcome == nil && driver.sent.count == 2)
        driver.fireTimer()
        // The server that failed is not asked again.
        #expect(driver.sent.map { $0.channel.server } == [0, 1, 1])
    }

    @Test func failingServersAreLeft() throws {
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
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
        var driver = try LookupDriver("db", types: [.a], search: ["local"])
        driver.answer(0, code: 2)
        driver.answer(1, code: 3)
        #expect(driver.names == ["db.local", "db"])
        #expect(driver.outcome == .failed("SERVFAIL from the name server 10.96.0.10"))
    }

    @Test func oneFamilyIsEnoughWhenTheOtherFails() throws {
        var driver = try LookupDriver()
        driver.answer(0, code: 2)
        driver.answer(1, [aaaa(1)])
        #expect(driver.outcome == .records([v6(1)]))
        var none = try LookupDriver()
        none.answer(0, code: 2)
        none.answer(1)
        #expect(none.outcome == .failed("SERVFAIL from the name server 10.96.0.10"))
    }

    @Test func socketFailures() throws {
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"])
        driver.take(driver.lookup.failed(on: driver.sent[0].channel, now: 1))
        driver.take(driver.lookup.failed(on: driver.sent[0].channel, now: 1))
        #expect(driver.sent.count == 2)
        driver.take(driver.lookup.failed(on: driver.sent[1].channel, now: 1))
        #expect(driver.outcome == .failed("the name server 10.0.0.2 cannot be reached"))
    }

    @Test func truncationLeadsToTCP() throws {
        var driver = try LookupDriver(types: [.a])
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
        var driver = try LookupDriver(types: [.a], servers: ["10.0.0.1", "10.0.0.2"], usesTCP: true)
        driver.fireTimer()
        #expect(!driver.lookup.isOpen(driver.sent[0].channel) && driver.lookup.isOpen(driver.sent[1].channel))
        driver.take(driver.lookup.receive([0, 40, 1], on: driver.sent[0].channel, now: 5001))
        driver.answer(1, [a(1)], at: 5002)
        #expect(driver.outcome == .records([v4(1)]))
    }

    @Test func anEarlyTimerIsSetAgain() throws {
        var driver = try LookupDriver()
        #expect(driver.lookup.timeout(now: 4999) == [.setTimer(at: 5000)])
        #expect(driver.lookup.receive([1], on: driver.sent[0].channel, now: 4999).isEmpty)
    }

    @Test func brokenStreamsAndTruncationOverTCP() throws {
        var driver = try LookupDriver(types: [.a], usesTCP: true)
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
        var driver = try LookupDriver(types: [.a])
        driver.answer(0, code: 1)
        #expect(driver.sent.count == 2 && driver.sent[0].message[11] == 1 && driver.sent[1].message[11] == 0)
        driver.answer(1, code: 1)
        #expect(driver.outcome == .failed("the name server 10.96.0.10 answered with the error code 1"))
    }

    @Test func forgedAndMalformedAnswers() throws {
        var driver = try LookupDriver(types: [.a])
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

    /// resolv.conf's 5 s are longer than an attempt at a target: a lost datagram is sent again within it.
    @Test func aLostDatagramDoesNotCostAWholeAttempt() throws {
        var driver = try LookupDriver(deadline: 3000)
        #expect(driver.timer == 1000)
        let sent = driver.sent.count
        driver.fireTimer()
        #expect(driver.outcome == nil && driver.sent.count == 2 * sent, "the same questions, to the same server")
        #expect(driver.timer == 1666)
        driver.fireTimer()
        #expect(driver.outcome == .failed("the name server 10.96.0.10 did not answer"))
    }

    @Test func deadlineEndsTheLookup() throws {
        var driver = try LookupDriver(servers: ["10.0.0.1", "10.0.0.2"], deadline: 400)
        #expect(driver.timer == 400)
        driver.fireTimer()
        #expect(driver.outcome == .failed("the name server 10.0.0.1 did not answer"))
        #expect(try LookupDriver(deadline: 0).outcome == .failed("there was no time left to look up db.example"))
        var near = try LookupDriver(deadline: 30)
        near.answer(0, [a(1)], at: 10)
        #expect(near.timer == 30)
        near.fireTimer()
        #expect(near.outcome == .records([v4(1)]))
        var late = try LookupDriver("db", types: [.a], search: ["local"], deadline: 30)
        late.answer(0, code: 3, at: 30)
        #expect(late.outcome == .failed("there was no time left to look up db"))
    }

    @Test func badNamesAreFoundUpFront() {
        for name in ["", "a..b", "a b", String(repeating: "a", count: 64)] {
            #expect(throws: DNSNameError.self) { try LookupDriver(name) }
        }
        #expect(DNSNameError.empty.reason == "the name is empty")
    }

    @Test func candidatesThatAreTooLongAreLeftOut() throws {
        let name = [String](repeating: String(repeating: "a", count: 49), count: 5).joined(separator: ".")
        let driver = try LookupDriver(name, types: [.a], search: ["local.example"], ndots: 15)
        #expect(driver.names == [name])
    }

    @Test func anyEventsEndInOneOutcome() throws {
        var generator = SplitMix64(state: 0xDEAD_BEEF)
        for _ in 0..<2000 {
            var driver = try LookupDriver("db", servers: ["10.0.0.1", "10.0.0.2"], search: ["local"], deadline: 20_000)
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
