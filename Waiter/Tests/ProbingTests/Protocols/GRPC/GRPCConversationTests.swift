import Testing

@testable import Probing

@Suite struct GRPCConversationTests {
    func check(_ service: String = "") -> GRPCConversation {
        GRPCConversation(authority: "127.0.0.1:38411", service: service, secure: false)
    }

    func verdict(_ answer: [UInt8], service: String = "") -> Verdict? {
        Exchange.verdict(check(service), answer)
    }

    @Test func asksForTheServerAsAWhole() {
        // The very bytes that the recorded servers answered.
        var conversation = check()
        #expect(
            conversation.opening()
                == GRPCRecordings.bytes(
                    """
                    505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000006040000000000000200000000
                    0000630104000000018386041c2f677270632e6865616c74682e76312e4865616c74682f436865636b
                    010f3132372e302e302e313a33383431310f10106170706c69636174696f6e2f67727063
                    0002746508747261696c6572730f2b0f686f6c64666173742d776169746572
                    0000050001000000010000000000
                    """))
    }

    @Test func asksForAService() {
        var conversation = check("db")
        #expect(
            Array(conversation.opening().suffix(18)) == GRPCRecordings.bytes("00000900010000000100000000040a026462"))
        // Lengths of more than 7 bits: 300 is ac 02, after the frame of 308 bytes and the message of 303.
        var long = check(String(repeating: "x", count: 300))
        #expect(
            Array(long.opening().suffix(317).prefix(17)) == GRPCRecordings.bytes("000134000100000001000000012f0aac02"))
    }

    @Test func asksOverTLS() {
        // `:scheme: https`; an authority of 200 bytes has the length 127 + 73, which is HPACK's 7f 49.
        var conversation = GRPCConversation(
            authority: String(repeating: "a", count: 200), service: "", secure: true)
        let opening = conversation.opening()
        #expect(Array(opening[39..<50]) == [0, 1, 29, 1, 4, 0, 0, 0, 1, 0x83, 0x87])
        #expect(Array(opening[80..<84]) == [0x01, 0x7F, 0x49, 0x61])
        var decoder = HPACKDecoder()
        let fields = decoder.decode(opening[48..<(48 + 285)])
        #expect(fields?.count == 7)
        #expect(fields?[3].value.count == 200)
    }

    @Test(arguments: [
        GRPCRecordings.serving, GRPCRecordings.nodeServing, GRPCRecordings.nginxServing, GRPCRecordings.envoyServing,
    ])
    func isReadyWhenTheServerSaysSo(answer: [UInt8]) {
        #expect(verdict(answer) == .ready)
        Exchange.neverReadyWhenCutOff(check(), answer)
        Exchange.survivesDamage(check(), answer, rounds: 100)
    }

    @Test(arguments: [
        (GRPCRecordings.notServing, "", "the server is NOT_SERVING"),
        (GRPCRecordings.notServing, "db", "service \"db\" is NOT_SERVING"),
        (GRPCRecordings.unknownState, "u", "service \"u\" is UNKNOWN"),
        (GRPCRecordings.unknownService, "nope", "the server does not know service \"nope\""),
        (GRPCRecordings.unknownService, "", "the server has no health status for itself as a whole (NOT_FOUND)"),
        (
            GRPCRecordings.noHealthService, "",
            "the server has no gRPC health service (UNIMPLEMENTED): Method not found!"
        ),
        (GRPCRecordings.unauthenticated, "", "the server answers UNAUTHENTICATED: token missing: é 100%"),
        (GRPCRecordings.nodeUnavailable, "", "the server answers UNAVAILABLE: warming up"),
        (GRPCRecordings.nodeBusy, "", "the server answers HTTP 503"),
        (GRPCRecordings.nodeReset, "", "the server breaks the call off: REFUSED_STREAM"),
        (GRPCRecordings.nodeGoAway, "", "the server ends the connection: ENHANCE_YOUR_CALM (too_many_pings)"),
        (GRPCRecordings.nginxNotFound, "", "the server answers HTTP 404"),
        (GRPCRecordings.nginxBadGateway, "", "the server answers HTTP 502"),
        (
            GRPCRecordings.envoyUnavailable, "",
            "the server answers UNAVAILABLE: upstream connect error or disconnect/reset before headers. "
                + "reset reason: remote connection failure"
        ),
    ])
    func saysWhyTheServerIsNotReady(answer: [UInt8], service: String, text: String) {
        #expect(verdict(answer, service: service) == .notReady(text))
        Exchange.neverReadyWhenCutOff(check(service), answer)
        Exchange.survivesDamage(check(service), answer, rounds: 40)
    }

    @Test(arguments: [
        // nginx 1.22.1 and Envoy 1.40 as HTTP/1.1 servers, and OpenSSH.
        ("HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\n\r\n", "HTTP/1.1 400 Bad Request"),
        ("HTTP/1.1 400 Bad Request\r\ncontent-length: 11\r\n\r\nBad Request", "HTTP/1.1 400 Bad Request"),
        ("SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.6"), ("-ERR", "-ERR"),
        // A MySQL greeting begins like an HTTP/2 frame.
        ("\u{0}\u{0}\u{0}J\u{0}", "\\x00\\x00\\x00J\\x00"),
        (String(repeating: "x", count: 90), String(repeating: "x", count: 40) + "…"),
    ])
    func recognizesWhatIsNotHTTP2(text: String, shown: String) {
        #expect(verdict([UInt8](text.utf8)) == .notReady("not a gRPC server: it says \(shown)"))
    }

    @Test func recognizesTLS() {
        // The alert that TLS servers answer to what is no handshake (RFC 8446 section 6: unexpected_message).
        #expect(verdict([0x15, 3, 1, 0, 2, 2, 10]) == .notReady("the server expects TLS: grpcs"))
    }

    @Test func decidesAboutOtherProtocolsBeforeTheyEnd() {
        var conversation = check()
        #expect(conversation.receive([UInt8]("220 mail ESMTP\r".utf8)[...]) == .read)
        let expected = Verdict.notReady("not a gRPC server: it says 220 mail ESMTP")
        #expect(conversation.receive([0x0A]) == .finish(expected))
        #expect(conversation.receive(GRPCRecordings.serving[...]) == .finish(expected))
        #expect(conversation.closed() == expected)
        #expect(conversation.goodbye() == [])
    }

    @Test func saysWhereTheAnswerWasCutOff() {
        let serving = GRPCRecordings.serving
        let before = Verdict.notReady("the server closed the connection before it answered")
        #expect(verdict([]) == before)
        #expect(verdict(Array(serving.prefix(5))) == before)
        #expect(verdict(Array(serving.prefix(60))) == before)
        #expect(
            verdict(Array(serving.dropLast()))
                == .notReady("the server closed the connection in the middle of its answer"))
    }

    @Test func acknowledgesSettingsAndPings() {
        // Of grpcio, in one piece: its settings, then the ping with its 8 bytes.
        let serving = GRPCRecordings.serving
        let head = Array(serving.prefix(33 + 13 + 9 + 13 + 17))
        let acknowledged =
            GRPCRecordings.bytes("000000040100000000 000008060100000000") + Array(head.suffix(8))
        var conversation = check()
        #expect(conversation.goodbye() == [])
        #expect(conversation.receive(head[...]) == .send(acknowledged))
        // Only once; and what is acknowledged to us is not acknowledged again.
        #expect(conversation.receive(GRPCRecordings.bytes("000000040100000000")[...]) == .read)
        #expect(conversation.receive(GRPCRecordings.bytes("000008060100000000 0000000000000000")[...]) == .read)
        #expect(conversation.receive(serving[head.count...]) == .finish(.ready))
        #expect(conversation.receive([0xFF]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
        #expect(conversation.goodbye() == GRPCRecordings.bytes("000008070000000000 0000000000000000"))
    }
}
