import Testing

@testable import Probing

/// Answers put together from RFC 9113 and "gRPC over HTTP2": no server at hand sends them.
@Suite struct GRPCFrameTests {
    static let settings = frame(4)
    static let head = headers([(":status", "200"), ("content-type", "application/grpc")])
    static let message = frame(0, 0, 1, [0, 0, 0, 0, 2, 8, 1])
    static let trailers = headers([("grpc-status", "0")], 5)

    static func frame(_ kind: UInt8, _ flags: UInt8 = 0, _ stream: Int = 0, _ payload: [UInt8] = []) -> [UInt8] {
        HTTP2Frame(kind: kind, flags: flags, stream: stream, payload: payload[...]).bytes
    }

    static func block(_ fields: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes.append(0)
            for text in [name, value] {
                bytes.append(UInt8(text.utf8.count))
                bytes += text.utf8
            }
        }
        return bytes
    }

    static func headers(_ fields: [(String, String)], _ flags: UInt8 = 4) -> [UInt8] {
        frame(1, flags, 1, block(fields))
    }

    func verdict(_ frames: [UInt8]..., service: String = "") -> Verdict? {
        let conversation = GRPCConversation(authority: "a", service: service, secure: false)
        return Exchange.verdict(conversation, Self.settings + frames.flatMap(\.self))
    }

    func reason(_ frames: [UInt8]...) -> String? {
        guard case .notReady(let text) = verdict(frames.flatMap(\.self)) else { return nil }
        return text
    }

    /// The verdict about a body between good headers and trailers.
    func body(_ bytes: [UInt8]) -> Verdict? {
        verdict(Self.head, Self.frame(0, 0, 1, bytes), Self.trailers)
    }

    @Test func isReadyOnlyWithTrailersThatSaySo() {
        #expect(verdict(Self.head, Self.message, Self.trailers) == .ready)
        #expect(
            reason(Self.head, Self.message, Self.headers([("grpc-status", "13")], 5)) == "the server answers INTERNAL")
        let none = "the server ended its answer without a gRPC status"
        #expect(reason(Self.head, Self.message, Self.headers([("a", "b")], 5)) == none)
        #expect(reason(Self.head, Self.frame(0, 1, 1, [0, 0, 0, 0, 2, 8, 1])) == none)
        #expect(reason(Self.head, Self.trailers) == "the server's answer is empty")
    }

    @Test func readsHeadersInPieces() {
        let bytes = Self.block([(":status", "200"), ("content-type", "application/grpc")])
        let pieces =
            Self.frame(1, 0, 1, Array(bytes[..<7])) + Self.frame(9, 0, 1) + Self.frame(9, 0, 1, Array(bytes[7..<9]))
        #expect(verdict(pieces, Self.frame(9, 4, 1, Array(bytes[9...])), Self.message, Self.trailers) == .ready)
        // The end of the answer is said by the first piece.
        let end = Self.block([("grpc-status", "0")])
        let split = Self.frame(1, 1, 1, Array(end[..<3])) + Self.frame(9, 4, 1, Array(end[3...]))
        #expect(verdict(Self.head, Self.message, split) == .ready)
        // Nothing may come in between.
        #expect(
            reason(pieces, Self.frame(6, 0, 0, [UInt8](repeating: 0, count: 8)))
                == "the server breaks the rules of HTTP/2: a wrong PING frame")
        let more = (0..<4).flatMap { _ in Self.frame(9, 0, 1, [UInt8](repeating: 0, count: 16384)) }
        #expect(reason(pieces, more) == "the headers are larger than 64 KiB")
    }

    @Test func readsPaddingAndPriority() {
        let bytes = Self.block([(":status", "200"), ("content-type", "application/grpc")])
        let head = Self.frame(1, 0x2C, 1, [3, 0x80, 0, 0, 0, 15] + bytes + [0, 0, 0])
        let padded = Self.frame(0, 8, 1, [2, 0, 0, 0, 0, 2, 8, 1, 0, 0])
        #expect(verdict(head, padded, Self.frame(0, 8, 1, [0]), Self.trailers) == .ready)
        for short in [[], [1], [7, 0, 0, 0, 0, 0, 0], [255] + bytes] as [[UInt8]] {
            #expect(
                reason(Self.frame(1, 0xC, 1, short)) == "the server breaks the rules of HTTP/2: a wrong HEADERS frame")
        }
        #expect(
            reason(Self.frame(1, 0x24, 1, [0, 0, 0, 0]))
                == "the server breaks the rules of HTTP/2: a wrong HEADERS frame")
        #expect(
            reason(Self.head, Self.frame(0, 8, 1)) == "the server breaks the rules of HTTP/2: a wrong DATA frame")
    }

    @Test func ignoresWhatDoesNotMatter() {
        let other =
            Self.frame(2, 0, 1, [0, 0, 0, 0, 16]) + Self.frame(8, 0, 1, [0, 0, 1, 0]) + Self.frame(0xAA, 0xFF, 7, [1])
        #expect(verdict(other, Self.head, other, Self.message, other, Self.trailers) == .ready)
        // A reserved bit in the number of the stream, and a message in pieces.
        var reserved = Self.head
        reserved[5] |= 0x80
        #expect(
            verdict(reserved, Self.frame(0, 0, 1, [0, 0]), Self.frame(0, 0, 1, [0, 0, 2, 8, 1]), Self.trailers)
                == .ready)
        let early = Self.headers([(":status", "103"), ("link", "a")])
        #expect(verdict(early, early, Self.head, Self.message, Self.trailers) == .ready)
        #expect(reason(early, Self.message) == "the server breaks the rules of HTTP/2: a wrong DATA frame")
        #expect(reason(Self.headers([(":status", "103")], 5)) == "the server answers HTTP 103")
    }

    @Test(arguments: [
        (frame(0, 0, 1, [0]), "DATA"), (frame(1, 4, 3, [0x88]), "HEADERS"), (frame(9, 4, 1, [0x88]), "CONTINUATION"),
        (frame(1, 4, 0, [0x88]), "HEADERS"), (head + headers([("grpc-status", "0")]), "HEADERS"),
        (frame(3, 0, 1, [0, 0, 0]), "RST_STREAM"), (frame(3, 0, 3, [0, 0, 0, 8]), "RST_STREAM"),
        (frame(4, 0, 0, [0]), "SETTINGS"), (frame(4, 0, 1), "SETTINGS"),
        (frame(5, 4, 1, [0, 0, 0, 2]), "PUSH_PROMISE"),
        (frame(6, 0, 0, [0]), "PING"), (frame(6, 0, 1, [0, 0, 0, 0, 0, 0, 0, 0]), "PING"),
        (frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0]), "GOAWAY"), (frame(7, 0, 1, [0, 0, 0, 0, 0, 0, 0, 0]), "GOAWAY"),
        ([0, 0x40, 1, 0, 0, 0, 0, 0, 1], "DATA"), ([0xFF, 0xFF, 0xFF, 0x77, 0, 0, 0, 0, 1], "unknown 119"),
    ])
    func saysWhichFrameBreaksTheRules(frame: [UInt8], name: String) {
        #expect(reason(frame) == "the server breaks the rules of HTTP/2: a wrong \(name) frame")
    }

    @Test func readsFramesUpToTheLimit() {
        let fill = Self.frame(0xAA, 0, 0, [UInt8](repeating: 1, count: 16384))
        let conversation = GRPCConversation(authority: "a", service: "", secure: false)
        let answer = Self.settings + fill + Self.head + Self.message + Self.trailers
        #expect(Exchange.play(conversation, answer, pieces: answer.count).verdict == .ready)
        #expect(Exchange.play(conversation, answer, pieces: 1000).verdict == .ready)
    }

    @Test func readsGoodbyes() {
        // A graceful end still answers the streams that it names.
        let graceful = Self.frame(7, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + [UInt8]("graceful_stop".utf8))
        #expect(verdict(graceful, Self.head, Self.message, Self.trailers) == .ready)
        #expect(reason(graceful, Self.head) == "the server ends the connection: NO_ERROR (graceful_stop)")
        let now = Self.frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(reason(now, Self.head, Self.message, Self.trailers) == "the server ends the connection: NO_ERROR")
        #expect(
            reason(Self.frame(7, 0, 0, [0, 0, 0, 1, 0, 0, 0, 14, 0x1B, 0x41]))
                == "the server ends the connection: error 14 (\\x1bA)")
        #expect(
            reason(Self.frame(3, 0, 1, [0xFF, 0xFF, 0xFF, 0xFF])) == "the server breaks the call off: error 4294967295")
        // GOAWAY may be all that a server says.
        let alone = Exchange.verdict(GRPCConversation(authority: "a", service: "", secure: false), now)
        #expect(alone == .notReady("the server ends the connection: NO_ERROR"))
    }

    @Test(
        arguments: [
            ([0, 0, 0, 0, 2, 8, 3], .notReady("the server is SERVICE_UNKNOWN")),
            ([0, 0, 0, 0, 2, 8, 7], .notReady("the server is in the unknown state 7")),
            // Other fields, of all types; the last of two wins; numbers may be longer than need be.
            ([0, 0, 0, 0, 4, 8, 2, 8, 1], .ready),
            ([0, 0, 0, 0, 4, 8, 1, 8, 2], .notReady("the server is NOT_SERVING")),
            ([0, 0, 0, 0, 3, 8, 0x81, 0], .ready), ([0, 0, 0, 0, 4, 0x10, 2, 8, 1], .ready),
            ([0, 0, 0, 0, 14, 0x12, 1, 2, 8, 1, 0x1D, 0, 0, 0, 0, 0x12, 0, 0x18, 0], .ready),
            ([0, 0, 0, 0, 11, 0x11, 2, 2, 2, 2, 2, 2, 2, 2, 8, 1], .ready),
            ([0, 0, 0, 0, 13, 8] + [UInt8](repeating: 0xFF, count: 9) + [1, 8, 1], .ready),
            ([1, 0, 0, 0, 2, 8, 1], .notReady("the server's answer is compressed, which was not asked for")),
        ] as [([UInt8], Verdict)])
    func readsTheMessage(bytes: [UInt8], expected: Verdict) {
        #expect(body(bytes) == expected)
    }

    @Test(
        arguments: [
            [0], [0, 0, 0, 0], [2, 0, 0, 0, 2, 8, 1], [0, 0, 0, 0, 1, 8, 1], [0, 0, 0, 0, 3, 8, 1],
            [0, 0xFF, 0xFF, 0xFF, 0xFF, 8, 1], [0, 0, 0, 0, 1, 8], [0, 0, 0, 0, 2, 8, 0x81], [0, 0, 0, 0, 2, 11, 1],
            [0, 0, 0, 0, 3, 0x12, 2, 1], [0, 0, 0, 0, 4, 8, 1, 0x1D, 0], [0, 0, 0, 0, 4, 8, 1, 0x11, 0],
            [0, 0, 0, 0, 11, 0x12, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
            [0, 0, 0, 0, 14, 8] + [UInt8](repeating: 0x80, count: 10) + [1, 8, 1],
        ] as [[UInt8]])
    func refusesMalformedMessages(bytes: [UInt8]) {
        #expect(body(bytes) == .notReady("the server's answer is malformed"))
    }

    @Test func limitsTheBody() {
        let piece = Self.frame(0, 0, 1, [UInt8](repeating: 0, count: 2048))
        #expect(reason(Self.head, piece, piece, Self.trailers) == "the server's answer is malformed")
        #expect(reason(Self.head, piece, piece, Self.frame(0, 0, 1, [0])) == "the answer is larger than 4 KiB")
    }

    @Test(
        arguments: [
            (
                [(":status", "503"), ("grpc-status", "14"), ("grpc-message", "no%20healthy%20upstream")],
                "the server answers UNAVAILABLE: no healthy upstream (HTTP 503)"
            ),
            ([(":status", "500"), ("grpc-status", "0")], "the server answers HTTP 500"),
            ([(":status", "")], "the server's answer has no HTTP status"),
            ([("content-type", "application/grpc")], "the server's answer has no HTTP status"),
            (
                [(":status", "200"), ("content-type", "text/html; charset=utf-8")],
                "not a gRPC server: its answer is of the type \"text/html; charset=utf-8\""
            ),
            (
                [(":status", "200"), ("content-type", "application/grpx"), ("grpc-status", "7")],
                "the server answers PERMISSION_DENIED"
            ),
            ([(":status", "200"), ("grpc-status", "17")], "the server answers gRPC status 17"),
            (
                [(":status", "200"), ("grpc-status", "1"), ("grpc-message", "50% \u{1B}[1m")],
                "the server answers CANCELLED: 50% \\x1b[1m"
            ),
            ([(":status", "200"), ("grpc-status", "-1")], "the server's gRPC status is malformed"),
            ([(":status", "200"), ("grpc-status", "")], "the server's gRPC status is malformed"),
            ([(":status", "200"), ("grpc-status", "0")], "the server's answer is empty"),
            (
                [(":status", "200"), ("content-type", "application/grpc")],
                "the server ended its answer without a gRPC status"
            ),
        ] as [([(String, String)], String)])
    func readsHeadersWithoutABody(fields: [(String, String)], text: String) {
        #expect(reason(Self.headers(fields, 5)) == text)
    }

    @Test func saysWhatIsWrongWithHeaders() {
        #expect(reason(Self.frame(1, 4, 1, [0x80])) == "the server's HTTP/2 headers are malformed or too large")
        // What is no gRPC is known before its body.
        #expect(
            reason(Self.headers([(":status", "200"), ("content-type", "text/html")]))
                == "not a gRPC server: its answer is of the type \"text/html\"")
    }

    @Test func showsServiceNamesSafely() {
        let unknown = Self.headers([(":status", "200"), ("grpc-status", "5")], 5)
        #expect(verdict(unknown, service: "a\"\n") == .notReady("the server does not know service \"a\\\"\\n\""))
    }
}
