import Testing

@testable import Probing

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
