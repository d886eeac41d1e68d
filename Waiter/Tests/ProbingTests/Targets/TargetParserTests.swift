import Testing

@testable import Probing

@Suite struct TargetParserTests {
    private func http(_ text: String) throws -> HTTPEndpoint {
        guard case .http(let endpoint) = try TargetParser.parse(text).endpoint else {
            Issue.record("\(text) is not HTTP")
            throw UsageError("not HTTP", cure: "")
        }
        return endpoint
    }

    @Test(arguments: [
        ("tcp://db:5432", Endpoint.tcp(host: "db", port: 5432)), ("tcp:db:1", .tcp(host: "db", port: 1)),
        ("TCP://db:65535/", .tcp(host: "db", port: 65535)), ("tcp://[::1]:80", .tcp(host: "::1", port: 80)),
        ("tcp://d%62:80", .tcp(host: "db", port: 80)), ("unix:/run/x.sock", .unix(path: "/run/x.sock")),
        ("unix:///run/x.sock", .unix(path: "/run/x.sock")), ("unix:x.sock", .unix(path: "x.sock")),
        ("file:/run/ready", .file(path: "/run/ready", nonempty: false)),
        ("file:///run/a%20b%23", .file(path: "/run/a b#", nonempty: false)),
        ("file:/x#nonempty", .file(path: "/x", nonempty: true)),
        ("file:/x#nonempty=true", .file(path: "/x", nonempty: true)),
        ("file:/x#nonempty=false", .file(path: "/x", nonempty: false)),
        ("exec:pg_isready -q", .exec(["pg_isready", "-q"])), ("exec:  a   b%20c ", .exec(["a", "b c"])),
        ("dns:db", .dns(name: "db", types: [.a, .aaaa], minimum: 1)),
        ("dns://db.example", .dns(name: "db.example", types: [.a, .aaaa], minimum: 1)),
        ("dns:_x._tcp.db#type=SRV,TXT,CNAME&min=3", .dns(name: "_x._tcp.db", types: [.srv, .txt, .cname], minimum: 3)),
        ("delay:5s", .delay(5000)), ("delay:0", .delay(0)), ("delay:1m30s", .delay(90_000)),
    ])
    func schemes(text: String, endpoint: Endpoint) throws {
        let target = try TargetParser.parse(text)
        #expect(target.endpoint == endpoint)
        #expect(target.timeout == nil && target.onTimeout == nil)
    }

    @Test func httpParts() throws {
        let plain = try http("http://config")
        #expect(plain.host == "config" && plain.port == 80 && plain.socketPath == nil)
        #expect(plain.request == (try HTTPRequest(host: "config", port: 80, path: "/")))
        #expect(plain.expectation == HTTPExpectation())
        let full = try http("http://[fd00::1]:8080/a%20b?x=1&y=2")
        #expect(full.host == "fd00::1" && full.port == 8080)
        #expect(full.request == (try HTTPRequest(host: "fd00::1", port: 8080, path: "/a%20b?x=1&y=2")))
        let socket = try http("http+unix://%2Frun%2Fx.sock/health")
        #expect(socket.socketPath == "/run/x.sock" && socket.host == "localhost")
        #expect(socket.request == (try HTTPRequest(host: "localhost", port: 80, path: "/health")))
    }

    @Test func httpExpectations() throws {
        let status = try http("http://a/#status=200,204,500-599")
        #expect(status.expectation.status == StatusSet("200,204,500-599"))
        #expect(try http("http://a/#body=all%20good").expectation.body == Array("all good".utf8))
        let path = try #require(JSONPath("items[0].name"))
        #expect(
            try http("http://a/#json=items[0].name:a:b").expectation.json
                == HTTPExpectation.JSON(path: path, value: "a:b"))
        #expect(
            try http("http://a/#json=items[0].name").expectation.json == HTTPExpectation.JSON(path: path, value: nil))
        #expect(
            try http("http://a/#header=X-Ready:yes").expectation.header
                == HTTPExpectation.Header(name: "X-Ready", value: "yes"))
        #expect(
            try http("http://a/#header=X-Ready").expectation.header
                == HTTPExpectation.Header(name: "X-Ready", value: nil))
        #expect(try http("http://a/#method=HEAD").request.method == .head)
        #expect(try http("http://a/#method=GET").request.method == .get)
        #expect(
            try http("http://a:81/#host=b").request
                == (try HTTPRequest(host: "a", port: 81, path: "/", hostOverride: "b")))
        let several = try http("http://a/x#status=503&body=no&&method=GET")
        #expect(several.expectation.status == StatusSet("503") && several.expectation.body == Array("no".utf8))
    }

    @Test func ownTimeouts() throws {
        let target = try TargetParser.parse("tcp://db:1#timeout=2m&on-timeout=proceed")
        #expect(target.timeout == 120_000 && target.onTimeout == .proceed)
        #expect(try TargetParser.parse("delay:1s#timeout=0").timeout == 0)
        #expect(try TargetParser.parse("delay:1s#on-timeout=block").onTimeout == .block)
        #expect(try TargetParser.parse("delay:1s#on-timeout=fail").onTimeout == .fail)
    }

    @Test(arguments: [
        ("tcp://db:5432", "tcp://db:5432"), ("TCP://DB:1#timeout=5s", "tcp://DB:1"),
        ("http://a/b?token=s3cret", "http://a/b?…"), ("http://a?x=u:s3cret@h/b", "http://a?…"),
        ("http://a/b?q=1#status=204&timeout=1s", "http://a/b?…#status=204"),
        ("http://a/#header=Authorization:s3cret&body=ok", "http://a/#header&body=ok"),
        ("http+unix://%2Frun%2Fx/h?t=s3cret", "http+unix://%2Frun%2Fx/h?…"), ("file:/x#nonempty", "file:/x#nonempty"),
        ("exec:a b?c", "exec:a b?c"), ("dns:db#type=SRV&min=2&on-timeout=fail", "dns:db#type=SRV&min=2"),
    ])
    func namesAreFitForALog(text: String, name: String) throws {
        #expect(try TargetParser.parse(text).name == name)
    }

    @Test(arguments: [
        "tcp://user:s3cret@db:5432", "http://s3cret@a/", "http:u:s3cret@a/", "http+unix://u:s3cret@x/",
        "dns://s3cret@db",
    ])
    func usersAndPasswordsAreRefused(text: String) throws {
        let error = try #require(throws: UsageError.self) { try TargetParser.parse(text) }
        #expect(error.message.contains("carries a user or a password"))
        #expect(!error.message.contains("s3cret") && !error.cure.contains("s3cret"))
    }

    @Test func lengthIsLimited() throws {
        let longest = "file:/" + String(repeating: "a", count: TargetParser.maximumLength - 6)
        #expect(throws: Never.self) { try TargetParser.parse(longest) }
        #expect(throws: UsageError("a target is 8193 bytes long", cure: "keep it under 8192 bytes")) {
            try TargetParser.parse(longest + "a")
        }
    }
}
