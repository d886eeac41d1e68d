import Testing

@testable import Probing

@Suite struct HTTPConversationTests: HTTPExchanges {
    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\n\r\n", .ready), ("HTTP/1.0 399 \r\n\r\n", .ready), ("HTTP/1.1 204\r\n\r\n", .ready),
            ("HTTP/1.1 200 OK\n\n", .ready), ("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", .ready),
            ("HTTP/1.1 503 Service Unavailable\r\n\r\nbody", .notReady("HTTP 503 Service Unavailable")),
            ("HTTP/1.1 404 \r\nA: b\r\n\r\n", .notReady("HTTP 404")),
            ("HTTP/1.1 500 a\u{1B}[31m\u{202E}b\r\n\r\n", .notReady("HTTP 500 a\\x1b[31m\\xe2\\x80\\xaeb")),
            ("HTTP/1.1 101 Switching Protocols\r\n\r\n", .notReady("HTTP 101 Switching Protocols")),
        ] as [(String, Verdict)])
    func judgesTheStatus(text: String, expected: Verdict) throws {
        #expect(try verdict(text) == expected)
    }

    @Test func decidesAtTheEndOfTheHeaders() throws {
        var conversation = HTTPConversation(request: try request())
        #expect(conversation.receive([UInt8]("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r".utf8)[...]) == .read)
        #expect(conversation.receive([0x0A]) == .finish(.ready))
        #expect(conversation.receive([0x0A]) == .finish(.ready))
        #expect(conversation.closed() == .ready)
    }

    @Test func skipsInterimResponses() throws {
        let early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
        #expect(try verdict(early + "HTTP/1.1 500 Oh\r\n\r\n") == .notReady("HTTP 500 Oh"))
        #expect(try verdict(early) == .notReady("the server closed the connection before it answered"))
    }

    @Test(arguments: [
        ("", "the server closed the connection before it answered"),
        ("HTT", "the server closed the connection in the middle of the headers"),
        ("HTTP/1.1 200 OK\r\nA: b\r\n", "the server closed the connection in the middle of the headers"),
        ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "a header of the response is malformed: no colon"),
        ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "a header of the response is malformed: A : b"),
        ("HTTP/1.1 200 OK\r\n folded\r\n\r\n", "a header of the response is malformed:  folded"),
        ("HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "a header of the response is malformed: A: b\\rc"),
    ])
    func saysWhatIsWrongWithTheHead(text: String, message: String) throws {
        #expect(try verdict(text) == .notReady(message))
    }

    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.6"), ("-ERR\n", "-ERR"), ("\r\n", ""), ("hello", "hello"),
        ("HTTP/2 200\r\n", "HTTP/2 200"), ("HTTP/1.1 20 OK\r\n", "HTTP/1.1 20 OK"),
        ("HTTP/1.1 099 A\r\n", "HTTP/1.1 099 A"),
        ("HTTP/1.1 200OK\r\n", "HTTP/1.1 200OK"), ("HTTP/1.1  200 OK\r\n", "HTTP/1.1  200 OK"),
        ("\u{15}\u{3}\u{1}\u{0}", "\\x15\\x03\\x01\\x00"),
        (String(repeating: "x", count: 90), String(repeating: "x", count: 40) + "…"),
    ])
    func recognizesWhatIsNotHTTP(text: String, shown: String) throws {
        #expect(try verdict(text) == .notReady("not an HTTP response: \(shown)"))
    }

    @Test func decidesAboutBinaryGreetingsBeforeTheyEnd() throws {
        var conversation = HTTPConversation(request: try request())
        guard case .finish(.notReady(let text)) = conversation.receive([UInt8](repeating: 0, count: 41)[...]) else {
            Issue.record("undecided")
            return
        }
        #expect(text == "not an HTTP response: " + String(repeating: "\\x00", count: 40) + "…")
    }

    @Test func limitsTheHeaders() throws {
        let start = "HTTP/1.1 200 OK\r\nA: "
        let fill = (1 << 16) - start.utf8.count - 4
        #expect(try verdict(start + String(repeating: "a", count: fill) + "\r\n\r\n") == .ready)
        let tooLarge = Verdict.notReady("the headers are larger than 64 KiB")
        #expect(try verdict(start + String(repeating: "a", count: fill + 1) + "\r\n\r\n") == tooLarge)
        let interim = String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 3000)
        #expect(try verdict(interim) == tooLarge)
        #expect(try verdict("HTTP/1.1 200 " + String(repeating: "a", count: 1 << 16)) == tooLarge)
    }

    @Test(
        arguments: [
            ("x-READY", "yes", .ready), ("X-Ready", " yes\t", .ready), ("X-Ready", nil, .ready), ("List", "a", .ready),
            ("List", "a, b", .ready), ("Folded", "one two", .ready),
            ("X-Ready", "YES", .notReady("header X-Ready is \"yes\", not \"YES\"")),
            ("X-Ready", "ye", .notReady("header X-Ready is \"yes\", not \"ye\"")), ("Empty", "", .ready),
            ("List", "c", .notReady("header List is \"a, b\", not \"c\"")),
            ("X-Other", nil, .notReady("there is no header X-Other")),
        ] as [(String, String?, Verdict)])
    func judgesAHeader(name: String, value: String?, expected: Verdict) throws {
        let response =
            "HTTP/1.1 200 OK\r\nX-Ready:  yes \r\nList: a\r\nlist: b\r\nEmpty:\r\nFolded: one\r\n\t two\r\n\r\n"
        let header = try #require(HTTPExpectation.Header(name: name, value: value))
        #expect(try verdict(response, HTTPExpectation(header: header)) == expected)
    }

    @Test func refusesHeaderNamesThatAreNone() {
        #expect(HTTPExpectation.Header(name: "a b", value: nil) == nil)
        #expect(HTTPExpectation.Header(name: "", value: nil) == nil)
    }

    @Test(
        arguments: [
            ("Content-Length: 6\r\n\r\nabUPcdDOWN", .ready),
            ("Content-Length: 6, 6\r\nContent-Length: 6\r\n\r\nabUPcd", .ready),
            ("\r\nabUPcd", .ready), ("Content-Length: 0\r\n\r\nUP", .notReady("the body does not contain \"UP\"")),
            ("Content-Length: 3\r\n\r\nabUP", .notReady("the body does not contain \"UP\"")),
            ("Content-Length: 9\r\n\r\nabUP", .notReady("the body is truncated: 4 of 9 bytes")),
            ("Content-Length: 1, 2\r\n\r\nUP", .notReady("the body cannot be read: its Content-Length is \"1, 2\"")),
            ("Content-Length: -1\r\n\r\nUP", .notReady("the body cannot be read: its Content-Length is \"-1\"")),
            (
                "Content-Length: 99999999999999999999\r\n\r\nUP",
                .notReady("the body cannot be read: its Content-Length is \"99999999999999999999\"")
            ),
            (
                "Content-Encoding: gzip\r\n\r\nUP",
                .notReady("the body cannot be read: its Content-Encoding is \"gzip\"")
            ),
            (
                "Transfer-Encoding: gzip, chunked\r\n\r\n",
                .notReady("the body cannot be read: its Transfer-Encoding is \"gzip, chunked\"")
            ),
            ("Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nUP", .ready),
        ] as [(String, Verdict)])
    func readsBodies(rest: String, expected: Verdict) throws {
        #expect(try verdict("HTTP/1.1 200 OK\r\n" + rest, HTTPExpectation(body: "UP")) == expected)
    }

    @Test(
        arguments: [
            ("3\r\nabU\r\n1\r\nP\r\n0\r\n\r\n", .ready),
            ("0002 ; a=\"b\"\r\nUP\r\n000;x\r\nTrailer: a\r\nB: c\r\n\r\nmore", .ready),
            ("a\nxxxxUPxxxx\n0\n\n", .ready), ("0\r\n\r\n", .notReady("the body does not contain \"UP\"")),
            ("2\r\nUP\r\n", .notReady("the body is truncated after 2 bytes")),
            ("2\r\nU", .notReady("the body is truncated after 1 bytes")),
            ("2\r\nUP\r\n0\r\n", .notReady("the body is truncated after 2 bytes")),
            ("2\r\nUPx\r\n0\r\n\r\n", .notReady("the chunked body is malformed")),
            ("\r\n", .notReady("the chunked body is malformed")),
            ("g\r\n", .notReady("the chunked body is malformed")),
            ("-1\r\n", .notReady("the chunked body is malformed")),
            ("0x2\r\nUP\r\n", .notReady("the chunked body is malformed")),
            ("ffffffffffffffffffffffff\r\n", .notReady("the body is larger than 1 MiB")),
        ] as [(String, Verdict)])
    func readsChunks(body: String, expected: Verdict) throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: Chunked\r\n\r\n"
        #expect(try verdict(head + body, HTTPExpectation(body: "UP")) == expected)
    }

    @Test func limitsTheLinesOfChunks() throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let trailers = String(repeating: "A: " + String(repeating: "b", count: 1000) + "\r\n", count: 70)
        for body in ["2;" + String(repeating: "x", count: 5000), "0\r\n" + trailers] {
            let found = try verdict(head + body, HTTPExpectation(body: "UP"))
            #expect(found == .notReady("the chunked body is malformed"))
        }
    }

    @Test func limitsTheBodyOnlyWhereItIsExpected() throws {
        let limit = 1 << 20
        let fits = "UP" + String(repeating: "x", count: limit - 2)
        let half = fits.prefix(limit / 2)
        let rest = fits.suffix(limit / 2)
        let tooLarge = Verdict.notReady("the body is larger than 1 MiB")
        for framed in [
            "\r\n\(fits)", "Content-Length: \(limit)\r\n\r\n\(fits)",
            "Transfer-Encoding: chunked\r\n\r\n80000\r\n\(half)\r\n80000\r\n\(rest)\r\n0\r\n\r\n",
        ] {
            let bytes = [UInt8]("HTTP/1.1 200 OK\r\n\(framed)".utf8)
            #expect(try feed([bytes[...]], HTTPExpectation(body: "UP"), method: .get) == .ready)
        }
        for framed in [
            "\r\n\(fits)x", "Content-Length: \(limit + 1)\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n80000\r\n\(half)\r\n80001\r\n",
        ] {
            let bytes = [UInt8]("HTTP/1.1 200 OK\r\n\(framed)".utf8)
            #expect(try feed([bytes[...]], HTTPExpectation(body: "UP"), method: .get) == tooLarge)
            #expect(
                try feed(bytes.indices.map { bytes[$0...$0] }, HTTPExpectation(body: "UP"), method: .get) == tooLarge)
            #expect(try feed([bytes[...]], HTTPExpectation(), method: .get) == .ready)
        }
    }

    @Test func knowsResponsesWithoutABody() throws {
        let expectation = HTTPExpectation(body: "UP")
        let empty = Verdict.notReady("the body does not contain \"UP\"")
        #expect(try verdict("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", expectation, method: .head) == empty)
        #expect(try verdict("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nUP", expectation) == empty)
        #expect(try verdict("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\nUP", expectation) == empty)
        #expect(
            try verdict("HTTP/1.1 204 No Content\r\n\r\n", expecting("a")) == .notReady("the body is empty, not JSON"))
    }

    @Test(
        arguments: [
            ("status", "UP", .ready), ("status", "DOWN", .notReady("status is \"UP\", not \"DOWN\"")),
            ("status", nil, .ready),
            ("n", "3", .ready), ("n", "4", .notReady("n is 3, not \"4\"")),
            ("n", "3.0", .notReady("n is 3, not \"3.0\"")),
            ("t", "true", .ready), ("f", "false", .ready), ("z", "null", .ready), ("t", nil, .ready),
            ("f", nil, .notReady("f is false")), ("z", nil, .notReady("z is null")), ("o", nil, .ready),
            ("o", "x", .notReady("o is an object, not \"x\"")), ("l", "x", .notReady("l is an array, not \"x\"")),
            ("gone", nil, .notReady("gone is missing in the body")),
            ("gone", "x", .notReady("gone is missing in the body")),
            ("s", "x", .notReady("s is \"\\\"\\x1b\\n\\\\\", not \"x\"")),
            ("long", "x", .notReady("long is \"\(String(repeating: "y", count: 80))…\", not \"x\"")),
            ("l[0]", "", .ready), ("l[0]", nil, .ready),
        ] as [(String, String?, Verdict)])
    func judgesJSON(path: String, value: String?, expected: Verdict) throws {
        let long = String(repeating: "y", count: 200)
        let body =
            #"{"status":"UP","n":3,"t":true,"f":false,"z":null,"o":{},"l":[""],"s":"\"\u001b\n\\","long":"\#(long)"}"#
        #expect(try verdict(ok(body), expecting(path, value)) == expected)
    }

    @Test func demandsEverythingAtOnce() throws {
        let path = try #require(JSONPath("status"))
        let expectation = HTTPExpectation(
            status: try #require(StatusSet("503")), body: "UP", json: .init(path: path, value: "UP"),
            header: .init(name: "A", value: "b"))
        let head = "HTTP/1.1 503 Oh\r\nA: b\r\n\r\n"
        #expect(try verdict(head + "{\"status\":\"UP\"}", expectation) == .ready)
        #expect(try verdict(ok("{\"status\":\"UP\"}"), expectation) == .notReady("HTTP 200 OK"))
        #expect(try verdict("HTTP/1.1 503 Oh\r\n\r\n", expectation) == .notReady("there is no header A"))
        #expect(try verdict(head + "{}", expectation) == .notReady("the body does not contain \"UP\""))
        #expect(try verdict(head + "{\"UP\":1}", expectation) == .notReady("status is missing in the body"))
    }

    @Test func showsCharactersWholeAndInvalidBytesEscaped() {
        #expect(ShownText.plain([UInt8]("äöü".utf8)[...], limit: 5) == "äö…")
        #expect(ShownText.plain([0x61, 0xFF, 0xC3], limit: 80) == "a\\xff\\xc3")
        #expect(ShownText.plain([0xC2, 0x9B], limit: 80) == "\\xc2\\x9b")
    }
}
