import Testing

@testable import Probing

/// Redirects, pages that moved, and credentials.
@Suite struct HTTPQuestionTests {
    private func conversation(
        _ text: String, authorization: String? = nil
    ) throws -> HTTPConversation {
        guard case .server(let server) = try TargetParser.parse(text).endpoint,
            case .http(let question) = server.question
        else { throw UsageError("not HTTP", cure: "") }
        return HTTPConversation(
            question: question, host: server.host, isSecure: server.startsWithTLS,
            authorization: authorization.map { Array($0.utf8) })
    }

    /// What comes of an answer, and what is sent on the next connection if there is one.
    private func step(_ conversation: inout HTTPConversation, _ answer: String) -> (ConversationStep, String) {
        let step = conversation.receive(Array(answer.utf8)[...])
        return (step, String(decoding: conversation.opening(), as: UTF8.self))
    }

    private func redirect(_ location: String, _ status: Int = 302) -> String {
        "HTTP/1.1 \(status) X\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
    }

    @Test(
        arguments: [
            ("/b?c", nil, nil, "GET /b?c HTTP/1.1\r\nHost: a:81\r\n"),
            ("b", nil, nil, "GET /x/b HTTP/1.1\r\nHost: a:81\r\n"),
            ("?q=1", nil, nil, "GET /x/?q=1 HTTP/1.1\r\nHost: a:81\r\n"),
            ("/b#fragment", nil, nil, "GET /b HTTP/1.1\r\n"),
            ("http://a:82/b", 82, false, "GET /b HTTP/1.1\r\nHost: a:82\r\n"),
            ("HTTP://A/", 80, false, "GET / HTTP/1.1\r\nHost: A\r\n"),
            ("//a:81/y", 81, false, "GET /y HTTP/1.1\r\nHost: a:81\r\n"),
            ("https://a", 443, true, "GET / HTTP/1.1\r\nHost: a\r\n"),
            ("https://a:8443?q", 8443, true, "GET /?q HTTP/1.1\r\n"),
        ] as [(String, UInt16?, Bool?, String)])
    func redirectsWithinTheHost(location: String, port: UInt16?, tls: Bool?, request: String) throws {
        for status in [301, 302, 303, 307, 308] {
            var conversation = try conversation("http://a:81/x/y")
            let (step, next) = step(&conversation, redirect(location, status))
            #expect(step == .reconnect(port: port, tls: tls))
            #expect(next.hasPrefix(request), "\(next)")
            #expect(conversation.receive(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)[...]) == .finish(.ready))
        }
    }

    /// As the kubelet has it: a redirect to another host, or to nowhere, is an answer.
    @Test(arguments: [
        "http://b/", "https://a.b/", "ftp://a/", "http://u@a/", "http://a:0/", "http:///x", "", "mailto:x",
    ])
    func otherRedirectsAreAnswers(location: String) throws {
        var conversation = try conversation("http://a/x")
        #expect(step(&conversation, redirect(location)).0 == .finish(.ready))
    }

    @Test func redirectsAreNotFollowedWhereAStatusIsNamed() throws {
        var wanted = try conversation("http://a/x#status=302")
        #expect(step(&wanted, redirect("/b")).0 == .finish(.ready))
        var unwanted = try conversation("http://a/x#status=200")
        #expect(step(&unwanted, redirect("/b")).0 == .finish(.notReady("HTTP 302 X")))
    }

    @Test func redirectsEnd() throws {
        var conversation = try conversation("http://a/x")
        for _ in 0..<10 { #expect(step(&conversation, redirect("/x")).0 == .reconnect(port: nil, tls: nil)) }
        #expect(step(&conversation, redirect("/x")).0 == .finish(.notReady("the server redirects without an end")))
    }

    @Test func theSecretStaysWithinTLS() throws {
        let line = "Authorization: Bearer s3cret\r\n"
        var plain = try conversation("http://a/x#bearer-env=T", authorization: "Bearer s3cret")
        #expect(String(decoding: plain.opening(), as: UTF8.self).contains(line))
        #expect(step(&plain, redirect("https://a/")).1.contains(line))
        #expect(!step(&plain, redirect("http://a/")).1.contains("s3cret"))
        var secure = try conversation("https://a/x#bearer-env=T", authorization: "Bearer s3cret")
        #expect(step(&secure, redirect("/y")).1.contains(line))
        #expect(!step(&secure, redirect("http://a/")).1.contains("s3cret"))
    }

    @Test(arguments: [404, 410])
    func pagesThatMovedAreLookedFor(status: Int) throws {
        var conversation = try conversation("nacos://n")
        #expect(String(decoding: conversation.opening(), as: UTF8.self).hasPrefix("GET /nacos/v1/"))
        let (first, next) = step(&conversation, "HTTP/1.1 \(status) Gone\r\n\r\n")
        #expect(first == .reconnect(port: nil, tls: nil) && next.hasPrefix("GET /nacos/v3/"))
        #expect(step(&conversation, "HTTP/1.1 \(status) Gone\r\n\r\n").0 == .finish(.notReady("HTTP \(status) Gone")))
    }

    /// Nacos 3 says 200 also when it is not ready; the bodies are those of nacos issue 13437.
    @Test(arguments: [
        (#"{"code":0,"message":"success","data":"ok"}"#, Verdict.ready),
        (
            #"{"code":30000,"message":"naming not in readiness","data":null}"#,
            .notReady("code is 30000, not \"0\"")
        ),
    ])
    func nacosIsJudgedByItsBody(body: String, verdict: Verdict) throws {
        var conversation = try conversation("nacos://n")
        _ = step(&conversation, "HTTP/1.1 404 X\r\n\r\n")
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
        #expect(step(&conversation, answer).0 == .finish(verdict))
    }

    /// From the products' documentation, not recorded from servers: no package of them exists for Debian or PyPI.
    @Test(arguments: [
        ("consul://c", "\"10.0.0.1:8300\"", true), ("consul://c", "\"\"", false),
        ("consul://c#service=db", "[]", false),
        ("consul://c#service=db", #"[{"Node":{},"Service":{"ID":"db"}}]"#, true),
        ("eureka://e", #"{"applications":{"versions__delta":"1","application":[]}}"#, true),
        ("eureka://e#app=SHOP", #"{"application":{"name":"SHOP","instance":[{"status":"STARTING"}]}}"#, false),
        ("eureka://e#app=SHOP", #"{"application":{"name":"SHOP","instance":[{"status":"UP"}]}}"#, true),
        ("apollo://a", #"{"status":"UP"}"#, true), ("apollo://a", #"{"status":"DOWN"}"#, false),
        ("etcd://e", #"{"health":"true","reason":""}"#, true), ("etcd://e", #"{"health":"false"}"#, false),
        ("nacos://n#service=x", #"{"hosts":[]}"#, false),
        ("nacos://n#service=x", #"{"hosts":[{"ip":"10.0.0.1","healthy":true}]}"#, true),
    ])
    func productsAreJudgedByTheirBodies(target: String, body: String, isReady: Bool) throws {
        var conversation = try conversation(target)
        _ = conversation.opening()
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
        guard case .finish(let verdict) = conversation.receive(Array(answer.utf8)[...]) else {
            Issue.record("no verdict")
            return
        }
        #expect((verdict == .ready) == isReady)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ])
    func base64(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)[...]) == Array(encoded.utf8))
    }

    @Test func secretsBecomeHeaders() {
        let bearer = Credential(scheme: .bearer, source: .variable("T"))
        #expect(bearer.header(Array("token\r\n".utf8)) == Array("Bearer token".utf8))
        let basic = Credential(scheme: .basic, source: .variable("T"))
        #expect(basic.header(Array("u:p\n".utf8)) == Array("Basic dTpw".utf8))
        for bad in ["", "\n", "a\nb", "a\rX: y", "a\u{0}"] { #expect(bearer.header(Array(bad.utf8)) == nil) }
    }
}
