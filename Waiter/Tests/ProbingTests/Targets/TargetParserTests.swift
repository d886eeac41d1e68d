import Testing

@testable import Probing

@Suite struct TargetParserTests {
    /// A target's server and the question it is asked over HTTP.
    private func http(_ text: String) throws -> (server: ServerEndpoint, question: HTTPQuestion) {
        guard case .server(let server) = try TargetParser.parse(text).endpoint,
            case .http(let question) = server.question
        else {
            Issue.record("\(text) is not HTTP")
            throw UsageError("not HTTP", cure: "")
        }
        return (server, question)
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
        #expect(plain.server.place == .inet(host: "config", port: 80) && !plain.server.startsWithTLS)
        #expect(plain.question.ask.request == (try HTTPRequest(host: "config", port: 80, path: "/")))
        #expect(plain.question.ask.expectation == HTTPExpectation() && plain.question.others.isEmpty)
        let full = try http("http://[fd00::1]:8080/a%20b?x=1&y=2")
        #expect(full.server.place == .inet(host: "fd00::1", port: 8080))
        #expect(full.question.ask.request == (try HTTPRequest(host: "fd00::1", port: 8080, path: "/a%20b?x=1&y=2")))
        let socket = try http("http+unix://%2Frun%2Fx.sock/health")
        #expect(socket.server.place == .socket(path: "/run/x.sock") && socket.server.host == "localhost")
        #expect(socket.question.ask.request == (try HTTPRequest(host: "localhost", port: 80, path: "/health")))
    }

    @Test func httpsParts() throws {
        let plain = try http("https://config/x")
        #expect(plain.server.place == .inet(host: "config", port: 443) && plain.server.startsWithTLS)
        #expect(
            plain.question.ask.request
                == (try HTTPRequest(host: "config", port: 443, path: "/x", defaultPort: 443)))
        #expect(plain.server.tls == TLSOptions())
        let own = try http("https://a:1/#ca=/ca.pem&cert=/c.pem&key=/k.pem&server-name=b&insecure").server.tls
        #expect(own.authorities == "/ca.pem" && own.certificate == "/c.pem" && own.key == "/k.pem")
        #expect(own.serverName == "b" && own.isInsecure)
        var common = TLSOptions()
        common.authorities = "/other.pem"
        common.authorityDirectory = "/cas"
        common.serverName = "c"
        #expect(own.merged(over: common) == own)
        #expect(TLSOptions().merged(over: common) == common)
    }

    @Test func redirectsAreFollowedUnlessAStatusIsNamed() throws {
        #expect(try http("http://a/").question.followsRedirects)
        #expect(try http("http://a/#status=302").question.followsRedirects == false)
    }

    @Test(arguments: [
        ("bearer-file=/t", Credential.Scheme.bearer, Credential.Source.file("/t")),
        ("bearer-env=T", .bearer, .variable("T")), ("basic-file=/b", .basic, .file("/b")),
        ("basic-env=B", .basic, .variable("B")),
    ])
    func credentialsAreNamedNotGiven(text: String, scheme: Credential.Scheme, source: Credential.Source) throws {
        for target in ["http://a/#", "https://a/#", "etcd://a#", "nacos://a#"] {
            #expect(try http(target + text).question.credential == Credential(scheme: scheme, source: source))
        }
    }

    @Test(
        arguments: [
            ("etcd://e", "e", 2379, ["/health"]), ("consul://c", "c", 8500, ["/v1/status/leader"]),
            ("consul://c#service=my%20db", "c", 8500, ["/v1/health/service/my%20db?passing=true"]),
            ("nacos://n:1", "n", 1, ["/nacos/v1/console/health/readiness", "/nacos/v3/admin/core/state/readiness"]),
            (
                "nacos://n#service=a/b", "n", 8848,
                [
                    "/nacos/v1/ns/instance/list?healthyOnly=true&serviceName=a%2fb",
                    "/nacos/v3/client/ns/instance/list?healthyOnly=true&serviceName=a%2fb",
                ]
            ),
            ("eureka://e", "e", 8761, ["/eureka/apps", "/eureka/v2/apps"]),
            ("eureka://e#app=SHOP", "e", 8761, ["/eureka/apps/SHOP", "/eureka/v2/apps/SHOP"]),
            ("apollo://a", "a", 8080, ["/health", "/actuator/health"]),
            ("apollo://a#app=shop", "a", 8080, ["/configs/shop/default/application"]),
            ("apollo://a#app=shop&cluster=eu&namespace=db", "a", 8080, ["/configs/shop/eu/db"]),
        ] as [(String, String, UInt16, [String])])
    func productsHaveTheirPages(text: String, host: String, port: UInt16, paths: [String]) throws {
        let (server, question) = try http(text)
        #expect(server.place == .inet(host: host, port: port) && !server.startsWithTLS)
        #expect(([question.ask] + question.others).map { String(decoding: $0.request.path, as: UTF8.self) } == paths)
        #expect(try http(text + (text.contains("#") ? "&tls" : "#tls")).server.startsWithTLS)
    }

    @Test func httpExpectations() throws {
        func expectation(_ text: String) throws -> HTTPExpectation { try http(text).question.ask.expectation }
        func request(_ text: String) throws -> HTTPRequest { try http(text).question.ask.request }
        #expect(try expectation("http://a/#status=200,204,500-599").status == StatusSet("200,204,500-599"))
        #expect(try expectation("http://a/#body=all%20good").body == Array("all good".utf8))
        let path = try #require(JSONPath("items[0].name"))
        #expect(
            try expectation("http://a/#json=items[0].name:a:b").json == HTTPExpectation.JSON(path: path, value: "a:b"))
        #expect(try expectation("http://a/#json=items[0].name").json == HTTPExpectation.JSON(path: path, value: nil))
        #expect(
            try expectation("http://a/#header=X-Ready:yes").header
                == HTTPExpectation.Header(name: "X-Ready", value: "yes"))
        #expect(
            try expectation("http://a/#header=X-Ready").header == HTTPExpectation.Header(name: "X-Ready", value: nil))
        #expect(try request("http://a/#method=HEAD").method == .head)
        #expect(try request("http://a/#method=GET").method == .get)
        #expect(try request("http://a:81/#host=b") == HTTPRequest(host: "a", port: 81, path: "/", hostOverride: "b"))
        let several = try expectation("http://a/x#status=503&body=no&&method=GET")
        #expect(several.status == StatusSet("503") && several.body == Array("no".utf8))
    }

    @Test func settling() throws {
        #expect(try TargetParser.parse("tcp://db:1#settle=50ms").settle == 50)
        #expect(try TargetParser.parse("unix:/x#settle=0").settle == 0)
        #expect(try TargetParser.parse("tcp://db:1").settle == nil)
        #expect(throws: UsageError.self) { try TargetParser.parse("http://db#settle=1s") }
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
        ("https://a/x#ca=/c&bearer-env=T&insecure&status=200", "https://a/x#status=200"),
        ("kube:job/x#namespace=y&ca=/c&bearer-file=/t", "kube:job/x#namespace=y"),
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

    /// Also of targets that cannot be read for another reason, or have the scheme of another program.
    @Test(arguments: [
        "postgresql://app:s3cret@db/x", "mysql2://app:s3cret@db/x", "redis://:s3cret@h#timeout=%z",
        "postgres://u:p4/s3cret@db", "https://h/health?token=s3cret#statuss=200", "http://a/?x=s3cret#status=2xx",
        "tcp:u:s3cret@db", "http://a/#header=Authorization:s3cret&nope", "nonsense?s3cret",
    ])
    func noMessageShowsASecret(text: String) throws {
        let error = try #require(throws: UsageError.self) { try TargetParser.parse(text) }
        #expect(!(error.message + error.cure).contains("s3cret"), "\(error)")
    }

    @Test func anAtInThePathOfAPageIsNoUser() throws {
        #expect(try http("http://a/@scope/pkg").server.place == .inet(host: "a", port: 80))
        #expect(try TargetParser.parse("postgresql://db/x").name == "postgres://db/x")
    }

    @Test func lengthIsLimited() throws {
        let longest = "file:/" + String(repeating: "a", count: TargetParser.maximumLength - 6)
        #expect(throws: Never.self) { try TargetParser.parse(longest) }
        #expect(throws: UsageError("a target is 8193 bytes long", cure: "keep it under 8192 bytes")) {
            try TargetParser.parse(longest + "a")
        }
    }
}
