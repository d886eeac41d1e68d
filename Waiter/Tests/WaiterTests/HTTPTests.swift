import Testing

@Suite struct HTTPTests {
    @Test func unavailableAndThenReady() throws {
        let server = try TestServer(
            .answer([response("503 Service Unavailable"), response("503 Service Unavailable"), response("200 OK")]))
        let target = "http://127.0.0.1:\(server.port)/health?x=1"
        let result = try runWaiter("wait", target)
        let name = "http://127.0.0.1:\(server.port)/health?…"
        #expect(result.code == 0)
        #expect(result.errors.hasPrefix("waiter: waiting for \(name): HTTP 503 Service Unavailable\n"))
        #expect(result.errors.contains("waiter: ready \(name) after ") && result.errors.hasSuffix(", 3 attempts\n"))
        #expect(server.requests.count == 3)
        #expect(server.requests[0].hasPrefix("GET /health?x=1 HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
    }

    @Test func bodiesAndHeaders() throws {
        let server = try TestServer(
            .answer([
                response("200 OK", #"{"status":"DOWN"}"#, headers: "X-Ready: yes\r\n"),
                response("200 OK", #"{"status":"UP"}"#, headers: "X-Ready: no\r\n"),
                response("200 OK", #"{"status":"UP"}"#, headers: "x-ready: yes\r\n"),
            ]))
        let result = try runWaiter(
            "wait", "http://127.0.0.1:\(server.port)/#json=status:UP&header=X-Ready:yes&method=GET&host=config")
        #expect(result.code == 0 && result.errors.contains("status is \"DOWN\", not \"UP\""))
        #expect(server.requests.count == 3 && server.requests.allSatisfy { $0.contains("\r\nHost: config\r\n") })
    }

    @Test func anAnswerThatIsCutIsNotOne() throws {
        let server = try TestServer(.answer(["", "HTTP/1.1 20", response("204 No Content")]))
        let result = try runWaiter("wait", "http://127.0.0.1:\(server.port)/#status=204")
        #expect(result.code == 0 && server.requests.count == 3)
    }

    @Test func aServerThatSaysNothingTakesAnAttemptsTime() throws {
        let server = try TestServer()
        let target = "http://127.0.0.1:\(server.port)/"
        let result = try runWaiter("wait", "--attempt-timeout", "30ms", "--attempts", "2", target)
        #expect(result.code == 124)
        #expect(result.errors.contains("no answer (127.0.0.1:\(server.port)) within 30ms"))
        #expect(result.errors.contains("2 attempts"))
    }

    @Test func overAUnixSocket() throws {
        let folder = try TestFolder()
        let server = try TestServer(.answer([response("500 No"), response("200 OK")]), path: folder.file("x.sock"))
        let path = folder.file("x.sock").replacing("/", with: "%2F")
        let result = try runWaiter("wait", "http+unix://\(path)/health")
        #expect(result.code == 0 && result.errors.contains("HTTP 500 No"))
        #expect(server.requests.first?.hasPrefix("GET /health HTTP/1.1\r\nHost: localhost\r\n") == true)
    }

    @Test func namesByResolve() throws {
        let server = try TestServer(.answer([response("200 OK")]))
        let result = try runWaiter("wait", "--resolve=config.test=127.0.0.1", "http://config.test:\(server.port)/")
        #expect(result.code == 0)
        #expect(server.requests.first?.contains("Host: config.test:\(server.port)\r\n") == true)
    }
}
