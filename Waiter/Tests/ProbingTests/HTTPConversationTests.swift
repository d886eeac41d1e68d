import Testing

@testable import Probing

/// SplitMix64, so that random splits and fuzz bytes are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

private func request(_ method: HTTPRequest.Method = .get) throws -> HTTPRequest {
    try HTTPRequest(method: method, host: "db", port: 80)
}

/// Feeds the parts, then ends the stream unless a verdict is out.
private func feed(
    _ parts: [ArraySlice<UInt8>], _ expectation: HTTPExpectation, method: HTTPRequest.Method
) throws -> Verdict {
    var conversation = HTTPConversation(request: try request(method), expectation: expectation)
    for part in parts {
        switch conversation.receive(part) {
        case .read: continue
        case .finish(let verdict): return verdict
        case .send: Issue.record("HTTP sends only once")
        }
    }
    return conversation.closed()
}

private func randomParts(of bytes: [UInt8], by generator: inout SeededGenerator) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 0...9, using: &generator))
        parts.append(bytes[start..<end])
        start = end
    }
    return parts
}

/// The verdict about a response; the property that it does not depend on the split is checked each time.
private func verdict(
    _ bytes: [UInt8], _ expectation: HTTPExpectation = HTTPExpectation(), method: HTTPRequest.Method = .get,
    seed: UInt64 = 7, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Verdict {
    let whole = try feed([bytes[...]], expectation, method: method)
    let single = try feed(bytes.indices.map { bytes[$0...$0] }, expectation, method: method)
    #expect(single == whole, sourceLocation: sourceLocation)
    var generator = SeededGenerator(state: seed)
    for _ in 0..<8 {
        let random = try feed(randomParts(of: bytes, by: &generator), expectation, method: method)
        #expect(random == whole, sourceLocation: sourceLocation)
    }
    return whole
}

private func verdict(
    _ text: String, _ expectation: HTTPExpectation = HTTPExpectation(), method: HTTPRequest.Method = .get,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Verdict {
    try verdict([UInt8](text.utf8), expectation, method: method, sourceLocation: sourceLocation)
}

private func expecting(_ path: String, _ value: String? = nil) throws -> HTTPExpectation {
    HTTPExpectation(json: .init(path: try #require(JSONPath(path)), value: value))
}

private func ok(_ body: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

@Suite struct HTTPRequestTests {
    @Test func isWrittenAsOneRequest() throws {
        let request = try HTTPRequest(host: "db.local", port: 8080, path: "/health?full=1", headers: [("X-A", " b ")])
        #expect(
            String(decoding: request.bytes, as: UTF8.self)
                == "GET /health?full=1 HTTP/1.1\r\nHost: db.local:8080\r\nUser-Agent: holdfast-waiter\r\n"
                + "Accept: */*\r\nX-A: b\r\nConnection: close\r\n\r\n")
        var conversation = HTTPConversation(request: request)
        #expect(conversation.opening() == request.bytes)
    }

    @Test(
        arguments: [
            ("db", 80, nil, "db"), ("db", 81, nil, "db:81"), ("::1", 80, nil, "[::1]"),
            ("[fe80::1]", 90, nil, "[fe80::1]:90"),
            ("fe80::1%eth0", 80, nil, "[fe80::1]"), ("10.0.0.1", 80, "shop.example:8443", "shop.example:8443"),
        ] as [(String, UInt16, String?, String)])
    func writesTheHost(host: String, port: UInt16, override: String?, expected: String) throws {
        let request = try HTTPRequest(method: .head, host: host, port: port, path: "", hostOverride: override)
        let text = String(decoding: request.bytes, as: UTF8.self)
        #expect(text.hasPrefix("HEAD / HTTP/1.1\r\nHost: \(expected)\r\nUser-Agent"))
    }

    @Test func takesTheCallersHeadersInsteadOfTheDefaults() throws {
        let request = try HTTPRequest(
            host: "db", port: 80, path: "?q", headers: [("user-agent", "me"), ("HOST", "other"), ("accept", "a/b")])
        #expect(
            String(decoding: request.bytes, as: UTF8.self)
                == "GET /?q HTTP/1.1\r\nHost: other\r\nuser-agent: me\r\naccept: a/b\r\nConnection: close\r\n\r\n")
    }

    @Test(arguments: ["", "a b", "a\r\nb", "u@h", "a/b", "[]", "[db]", "::g", "fe80::1%a b", ":", "bücher"])
    func refusesHosts(host: String) {
        #expect(throws: HTTPRequest.Invalid.host) { try HTTPRequest(host: host, port: 80) }
    }

    @Test(arguments: ["health", "/a b", "/a\r\nX: y", "/a\n", "/\u{0}", "/ä", "/a#b", "http://x/"])
    func refusesPaths(path: String) {
        #expect(throws: HTTPRequest.Invalid.path) { try HTTPRequest(host: "db", port: 80, path: path) }
    }

    @Test(
        arguments: [
            ("", "a", .headerName(index: 0)), ("A B", "a", .headerName(index: 0)), ("A:", "a", .headerName(index: 0)),
            ("A\r\nB", "a", .headerName(index: 0)), ("A", "a\r\nB: c", .headerValue(index: 0)),
            ("A", "a\u{0}", .headerValue(index: 0)), ("A", "a\n", .headerValue(index: 0)),
            ("content-length", "3", .reservedHeader(index: 0)), ("Connection", "keep-alive", .reservedHeader(index: 0)),
            ("Host", "a b", .hostOverride), ("Host", "", .hostOverride),
        ] as [(String, String, HTTPRequest.Invalid)])
    func refusesHeaders(name: String, value: String, invalid: HTTPRequest.Invalid) {
        #expect(throws: invalid) { try HTTPRequest(host: "db", port: 80, headers: [(name, value)]) }
        #expect(!invalid.message.isEmpty)
    }

    @Test func refusesTwoHosts() {
        #expect(throws: HTTPRequest.Invalid.repeatedHost) {
            try HTTPRequest(host: "db", port: 80, headers: [("Host", "a")], hostOverride: "b")
        }
        #expect(throws: HTTPRequest.Invalid.hostOverride) {
            try HTTPRequest(host: "db", port: 80, hostOverride: "a\r\nX: y")
        }
    }
}

@Suite struct StatusSetTests {
    @Test func parsesCodesAndRanges() throws {
        let set = try #require(StatusSet("200,204,500-599"))
        #expect([200, 204, 500, 550, 599].allSatisfy { set.contains($0) })
        #expect(![199, 201, 203, 205, 499, 600].contains { set.contains($0) })
        #expect(set.description == "200,204,500-599")
        #expect(StatusSet.kubelet.description == "200-399")
        #expect(StatusSet("200-399") == StatusSet.kubelet)
    }

    @Test(arguments: [
        "", ",", "200,", "20", "2000", "099", "300-200", "200-", "-200", "200--300", "2xx", "200 ,201", "+20",
    ])
    func refusesAnythingElse(text: String) {
        #expect(StatusSet(text) == nil)
    }
}

@Suite struct JSONPathTests {
    private let body = #"""
        {"status":"UP","data":{"state":[1,-2.50e+3,{"deep":null}]},"components":{"a.b":{"status":true},"q\"":0},
         "text":"a\n\"\\\/\u00e4\ud83d\ude00\ud800x","twice":{"a":1},"twice":{"b":2},"":false, "empty":[{},[]]}
        """#

    private func find(_ path: String, in text: String) throws -> JSONValue {
        try JSONPathReader.value(at: try #require(JSONPath(path)), in: [UInt8](text.utf8))
    }

    @Test(
        arguments: [
            ("status", .string([UInt8]("UP".utf8))), ("data", .object), ("data.state", .array),
            ("data.state[0]", .number([UInt8]("1".utf8))), ("data.state[1]", .number([UInt8]("-2.50e+3".utf8))),
            ("data.state[2].deep", .null), ("data.state[3]", .missing), ("data.state.0", .missing),
            ("status.x", .missing),
            ("components[\"a.b\"].status", .bool(true)), ("components[\"q\\\"\"]", .number([0x30])),
            ("text", .string([UInt8]("a\n\"\\/ä😀\u{FFFD}x".utf8))),
            ("twice.b", .number([0x32])), ("twice.a", .missing),
            ("[\"\"]", .bool(false)), ("[0]", .missing), ("empty[0]", .object), ("empty[1]", .array),
            ("nothing", .missing),
        ] as [(String, JSONValue)])
    func finds(path: String, value: JSONValue) throws {
        #expect(try find(path, in: body) == value)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[0]b", "a.[0]", "a]", "a\"b", "[\"a", "[\"a\"",
        "[\"\\n\"]", "a[99999999999999999999]",
    ])
    func refusesPaths(text: String) {
        #expect(JSONPath(text) == nil)
    }

    @Test(arguments: [
        "", " ", "{", "[", "{]", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "01", "1.", ".5", "+1", "-", "1e", "tru",
        "True", "nul",
        "\"a", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "\"\\", "\"\\u", "1 2", "{} x", "NaN", "'a'", "<html>", "[1 2]",
        "\"\\ud800\\u12\"",
    ])
    func refusesWhatIsNotJSON(text: String) throws {
        #expect(try verdict(ok(text.isEmpty ? " " : text), expecting("a")) == .notReady("the body is not JSON"))
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) throws {
        let path = try #require(JSONPath("a"))
        #expect(throws: JSONPathReader.Failure.notJSON(offset: 1)) { try JSONPathReader.value(at: path, in: bytes) }
    }

    @Test func limitsTheDepth() throws {
        let path = try #require(JSONPath(String(repeating: "[0]", count: 64)))
        let fits = String(repeating: "[", count: 64) + "7" + String(repeating: "]", count: 64)
        #expect(try JSONPathReader.value(at: path, in: [UInt8](fits.utf8)) == .number([0x37]))
        #expect(JSONPath(String(repeating: "[0]", count: 65)) == nil)
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONPathReader.Failure.tooDeep) { try JSONPathReader.value(at: path, in: [UInt8](deep.utf8)) }
        #expect(
            try verdict(ok("[\(fits)]"), expecting("a")) == .notReady("the body is JSON nested deeper than 64 levels"))
    }

    @Test func ignoresAByteOrderMark() throws {
        #expect(try find("a", in: "\u{FEFF}{\"a\":1}") == .number([0x31]))
    }
}

@Suite struct HTTPConversationTests {
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

@Suite struct HTTPFuzzTests {
    @Test func randomBytesNeverTrapAndDoNotDependOnTheSplit() throws {
        var generator = SeededGenerator(state: 2026)
        for round in 0..<400 {
            let count = Int.random(in: 0...120, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let expectation = try expecting("a[0].b")
            _ = try verdict(bytes, expectation, seed: UInt64(round))
            _ = try verdict([UInt8](ok("").utf8.dropLast(2)) + bytes, expectation, seed: UInt64(round))
            _ = try verdict([UInt8]("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes, expectation, seed: UInt64(round))
        }
    }

    @Test func damagedResponsesNeverTrapAndDoNotDependOnTheSplit() throws {
        let json = #"{"a":[{"b":"\ud83d\ude00x"}],"c":-1.5e3,"d":[true,false,null]}"#
        let chunked =
            "HTTP/1.1 100 A\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x\r\n\(json.prefix(5))\r\n\(String(json.utf8.count - 5, radix: 16))\r\n\(json.dropFirst(5))\r\n"
            + "0\r\nT: u\r\n\r\n"
        let expectation = try expecting("a[0].b", "😀x")
        var generator = SeededGenerator(state: 9110)
        for response in [chunked, ok(json)] {
            #expect(try verdict(response, expectation) == .ready)
            let bytes = [UInt8](response.utf8)
            for round in 0..<400 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let index = Int.random(in: damaged.indices, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: damaged[index] = UInt8.random(in: 0...255, using: &generator)
                    case 1: damaged.remove(at: index)
                    default: damaged.insert(damaged[index], at: index)
                    }
                }
                _ = try verdict(damaged, expectation, seed: UInt64(round))
            }
            for length in bytes.indices { _ = try verdict([UInt8](bytes[..<length]), expectation) }
        }
    }
}
