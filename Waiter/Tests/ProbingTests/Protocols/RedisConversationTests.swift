import Testing

@testable import Probing

/// The answers are those of Redis 7.0.15, but for the ones marked otherwise.
@Suite struct RedisConversationTests {
    private func verdict(_ answer: String, sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
        Exchange.verdict(RedisConversation(), [UInt8](answer.utf8), sourceLocation: sourceLocation)
    }

    @Test func asks() {
        var conversation = RedisConversation()
        #expect(conversation.opening() == [UInt8]("*1\r\n$4\r\nPING\r\n".utf8))
    }

    @Test(arguments: [
        "+PONG\r\n", "-NOAUTH Authentication required.\r\n",
        "-NOPERM this user has no permissions to run the 'ping' command\r\n",
    ])
    func isReady(answer: String) {
        #expect(verdict(answer) == .ready)
        Exchange.neverReadyWhenCutOff(RedisConversation(), [UInt8](answer.utf8))
        Exchange.survivesDamage(RedisConversation(), [UInt8](answer.utf8))
    }

    @Test(arguments: [
        (
            "-LOADING Redis is loading the dataset in memory\r\n",
            "it is still loading its data (LOADING Redis is loading the dataset in memory)"
        ),
        (
            "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.\r\n",
            "it is a replica without its master "
                + "(MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.)"
        ),
        (
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n",
            "a script blocks it (BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN N…)"
        ),
        // From the source, networking.c; there it goes on for about 1000 bytes.
        (
            "-DENIED Redis is running in protected mode because protected mode is enabled and no password is set\r\n",
            "it accepts connections from its own host only "
                + "(DENIED Redis is running in protected mode because protected mode is enabled and …)"
        ),
        // From the source, cluster.c.
        ("-CLUSTERDOWN The cluster is down\r\n", "its cluster is down (CLUSTERDOWN The cluster is down)"),
        ("-ERR max number of clients reached\r\n", "it answered with an error (ERR max number of clients reached)"),
        ("-NOAUTHENTICATION\r\n", "it answered with an error (NOAUTHENTICATION)"),
        ("-\r\n", "it answered with an error ()"),
        ("+PONGS\r\n", "it answered PING with \"PONGS\""),
        ("+OK POP3 ready\r\n", "it answered PING with \"OK POP3 ready\""),
    ])
    func isNotReady(answer: String, reason: String) {
        #expect(verdict(answer) == .notReady(reason))
    }

    @Test func isNotRedis() {
        #expect(
            verdict("HTTP/1.1 400 Bad Request\r\n\r\n")
                == .notReady("not a Redis server: it says \"HTTP/1.1 400 Bad Request\""))
        #expect(
            verdict(String(repeating: "x", count: 41))
                == .notReady("not a Redis server: it says \"\(String(repeating: "x", count: 40))…\""))
        #expect(verdict("short") == .notReady("not a Redis server: it says \"short\""))
        #expect(verdict("\r\n") == .notReady("not a Redis server: it says \"\""))
        #expect(verdict("\u{15}\u{3}\u{1}") == .notReady("it answered with a TLS alert: it may want TLS"))
        #expect(verdict("") == .notReady("the server closed the connection before it answered"))
        #expect(verdict("+PON") == .notReady("the server closed the connection in the middle of its answer"))
    }

    @Test func decidesWithoutAnEndOfStream() {
        var conversation = RedisConversation()
        #expect(conversation.receive([UInt8](repeating: 0x78, count: 40)[...]) == .read)
        guard case .finish = conversation.receive([0x78]) else {
            Issue.record("nothing was decided after 41 bytes of something else")
            return
        }
    }

    @Test func limitsTheLine() {
        #expect(verdict("+" + String(repeating: "P", count: 5000)) == .notReady("the answer has an overlong line"))
        let fits = "-DENIED " + String(repeating: "x", count: 4086)
        #expect(verdict(fits + "\r\n") != .notReady("the answer has an overlong line"))
    }

    @Test func keepsItsVerdict() {
        var conversation = RedisConversation()
        #expect(conversation.receive([UInt8]("-LOADING x\r\n+PONG\r\n".utf8)[...]) == .finish(loading))
        #expect(conversation.receive([UInt8]("+PONG\r\n".utf8)[...]) == .finish(loading))
        #expect(conversation.closed() == loading)
    }

    private let loading = Verdict.notReady("it is still loading its data (LOADING x)")

    @Test func saysGoodbyeInItsProtocol() {
        var conversation = RedisConversation()
        _ = conversation.receive([UInt8]("+PONG\r\n".utf8)[...])
        #expect(conversation.goodbye() == [UInt8]("*1\r\n$4\r\nQUIT\r\n".utf8))
        var stranger = RedisConversation()
        _ = stranger.receive([UInt8]("220 mail\r\n".utf8)[...])
        #expect(stranger.goodbye().isEmpty)
    }
}
