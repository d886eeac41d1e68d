import Testing

@testable import Probing

/// The answers are those of ZooKeeper 3.8.0, but for the ones marked otherwise.
@Suite struct ZooKeeperConversationTests {
    private let version = "Zookeeper version: 3.8.0-${mvngit.commit.id}, built on 2024-12-29 17:54 UTC\n"
    private let refused = "srvr is not executed because it is not in the whitelist.\n"
    private let accepted: [UInt8] = [
        0, 0, 0, 0x25, 0, 0, 0, 0, 0, 0, 0x0F, 0xA0, 0x01, 0x00, 0x00, 0x15, 0x47, 0xFB, 0, 0, 0, 0, 0, 0x10, 0xE7,
        0x54, 0xAB, 0x6E, 0xE8, 0xE1, 0xC3, 0x70, 0x9D, 0x6B, 0x3E, 0x1A, 0x71, 0x28, 0xA1, 0x31, 0,
    ]

    private func statistics(mode: String) -> String {
        version + "Latency min/avg/max: 0/0.0/0\nReceived: 2\nSent: 1\nConnections: 1\nOutstanding: 0\nZxid: 0x0\n"
            + "Mode: \(mode)\nNode count: 5\n"
    }

    private func verdict(_ answer: String, sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
        Exchange.verdict(ZooKeeperConversation(), [UInt8](answer.utf8), sourceLocation: sourceLocation)
    }

    /// A conversation that was refused `srvr`, and has asked for a session.
    private func session() -> ZooKeeperConversation {
        var conversation = ZooKeeperConversation()
        _ = conversation.opening()
        #expect(conversation.receive([UInt8](refused.utf8)[...]) == .reconnect(port: nil, tls: nil))
        return conversation
    }

    @Test func asksForTheMode() {
        var conversation = ZooKeeperConversation()
        #expect(conversation.opening() == [UInt8]("srvr".utf8))
        #expect(conversation.receive([UInt8](statistics(mode: "standalone").utf8)[...]) == .finish(.ready))
        #expect(conversation.goodbye().isEmpty)
    }

    /// All but standalone are from the source, ServerStats and the servers' getState.
    @Test(arguments: ["standalone", "leader", "follower", "observer"])
    func isReady(mode: String) {
        let answer = [UInt8](statistics(mode: mode).utf8)
        #expect(Exchange.verdict(ZooKeeperConversation(), answer) == .ready)
        let decisive = version.utf8.count + 82 + "Mode: \(mode)\n".utf8.count
        Exchange.neverReadyWhenCutOff(ZooKeeperConversation(), answer, before: decisive)
        Exchange.survivesDamage(ZooKeeperConversation(), answer)
    }

    @Test func isNotReady() {
        #expect(
            verdict("This ZooKeeper instance is not currently serving requests\n")
                == .notReady("it is not serving requests: it is still starting, or has no quorum"))
        #expect(verdict(version) == .notReady("the server closed the connection in the middle of its answer"))
        // From the source, ReadOnlyZooKeeperServer.getState.
        #expect(
            verdict(statistics(mode: "read-only")) == .notReady("it is read-only: it has no quorum"))
        #expect(
            verdict(version + String(repeating: "x", count: 2000)) == .notReady("the answer has an overlong line"))
    }

    @Test func isNotZooKeeper() {
        #expect(
            verdict("HTTP/1.1 400 Bad Request\r\n\r\n")
                == .notReady("not a ZooKeeper server: it says \"HTTP/1.1 400 Bad Request\""))
        #expect(
            verdict("This is something else\n")
                == .notReady("not a ZooKeeper server: it says \"This is something else\""))
        #expect(verdict("") == .notReady("the server closed the connection before it answered"))
    }

    /// The refusal is as the server gives it for other words (`ruok`): 3.8 always allows `srvr`.
    @Test func asksForASessionInstead() {
        var conversation = session()
        #expect(
            conversation.opening()
                == [0, 0, 0, 45] + [UInt8](repeating: 0, count: 14) + [0x0F, 0xA0] + [UInt8](repeating: 0, count: 11)
                + [16] + [UInt8](repeating: 0, count: 17))
        #expect(conversation.receive(accepted[...]) == .finish(.ready))
        #expect(conversation.goodbye() == [0, 0, 0, 8, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xF5])
    }

    @Test func readsASession() {
        #expect(Exchange.verdict(session(), accepted) == .ready)
        Exchange.neverReadyWhenCutOff(session(), accepted)
        Exchange.survivesDamage(session(), accepted)
        // Without the last field, as servers before 3.4 answer, and 3.8 a client that left it out.
        var old = Array(accepted.dropLast())
        old[3] = 36
        #expect(Exchange.verdict(session(), old) == .ready)
        Exchange.neverReadyWhenCutOff(session(), old)
    }

    @Test func isNotReadyWithoutASession() {
        #expect(
            Exchange.verdict(session(), [])
                == .notReady("it closed the connection instead of opening a session: it has no quorum yet"))
        #expect(
            Exchange.verdict(session(), [0, 0, 0])
                == .notReady("the server closed the connection in the middle of its answer"))
        // A time-out of nothing is how a server refuses to renew one (ZooKeeperServer.finishSessionInit).
        var expired = accepted
        expired[10] = 0
        expired[11] = 0
        #expect(Exchange.verdict(session(), expired) == .notReady("it refused a session"))
        #expect(
            Exchange.verdict(session(), [0x7F, 0xFF, 0xFF, 0xFF, 0])
                == .notReady("not a ZooKeeper server: it says \"\\x7f\\xff\\xff\\xff\\x00\""))
        #expect(
            Exchange.verdict(session(), [UInt8]("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
                == .notReady("not a ZooKeeper server: it says \"HTTP/1.1 400 Bad Request\""))
    }

    @Test func keepsItsVerdict() {
        var conversation = session()
        var expired = accepted
        expired[10] = 0
        expired[11] = 0
        let refused = Verdict.notReady("it refused a session")
        #expect(conversation.receive(expired[...]) == .finish(refused))
        #expect(conversation.receive(accepted[...]) == .finish(refused))
        #expect(conversation.closed() == refused)
        #expect(conversation.goodbye().isEmpty)
    }
}
