import Testing

@testable import Probing

/// The answers are those of memcached 1.6.18, but for the ones marked otherwise.
@Suite struct MemcachedConversationTests {
    private func verdict(_ answer: String, sourceLocation: SourceLocation = #_sourceLocation) -> Verdict? {
        Exchange.verdict(MemcachedConversation(), [UInt8](answer.utf8), sourceLocation: sourceLocation)
    }

    @Test func asks() {
        var conversation = MemcachedConversation()
        #expect(conversation.opening() == [UInt8]("version\r\n".utf8))
    }

    @Test(arguments: ["VERSION 1.6.18\r\n", "CLIENT_ERROR unauthenticated\r\n"])
    func isReady(answer: String) {
        #expect(verdict(answer) == .ready)
        Exchange.neverReadyWhenCutOff(MemcachedConversation(), [UInt8](answer.utf8))
        Exchange.survivesDamage(MemcachedConversation(), [UInt8](answer.utf8))
    }

    @Test(arguments: [
        ("ERROR\r\n", "it answered with an error (ERROR)"),
        ("ERROR Too many open connections\r\n", "it answered with an error (ERROR Too many open connections)"),
        // From the protocol's description, doc/protocol.txt.
        (
            "SERVER_ERROR out of memory writing get response\r\n",
            "it answered with an error (SERVER_ERROR out of memory writing get response)"
        ),
        ("CLIENT_ERROR bad command\r\n", "it answered with an error (CLIENT_ERROR bad command)"),
        ("VERSIONS\r\n", "not a memcached server: it says \"VERSIONS\""),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "not a memcached server: it says \"HTTP/1.1 400 Bad Request\""),
        ("SSH-2.0-OpenSSH_9.2p1\r\n", "not a memcached server: it says \"SSH-2.0-OpenSSH_9.2p1\""),
        ("-ERR unknown command\r\n", "not a memcached server: it says \"-ERR unknown command\""),
        ("", "the server closed the connection before it answered"),
        ("VERSION 1", "the server closed the connection in the middle of its answer"),
    ])
    func isNotReady(answer: String, reason: String) {
        #expect(verdict(answer) == .notReady(reason))
    }

    @Test func limitsTheLine() {
        let long = "VERSION " + String(repeating: "1", count: 2000)
        #expect(verdict(long) == .notReady("the answer has an overlong line"))
    }

    @Test func keepsItsVerdict() {
        var conversation = MemcachedConversation()
        let error = Verdict.notReady("it answered with an error (ERROR)")
        #expect(conversation.receive([UInt8]("ERROR\r\nVERSION 1\r\n".utf8)[...]) == .finish(error))
        #expect(conversation.receive([UInt8]("VERSION 1\r\n".utf8)[...]) == .finish(error))
        #expect(conversation.closed() == error)
    }

    @Test func saysGoodbyeInItsProtocol() {
        var conversation = MemcachedConversation()
        _ = conversation.receive([UInt8]("VERSION 1.6.18\r\n".utf8)[...])
        #expect(conversation.goodbye() == [UInt8]("quit\r\n".utf8))
        var stranger = MemcachedConversation()
        _ = stranger.receive([UInt8]("SSH-2.0\r\n".utf8)[...])
        #expect(stranger.goodbye().isEmpty)
    }
}
