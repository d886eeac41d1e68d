import Testing

@testable import Probing

/// What is no watch. The answers 401, 403 and 404 are from kube-apiserver 1.36.2, without some headers.
struct KubeRefusalTests: KubeExchanges {
    func refusal(_ status: String, _ body: String) throws -> Verdict? {
        let answer = "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        return Exchange.verdict(try conversation("job/migrate"), [UInt8](answer.utf8))
    }

    func failure(_ message: String) -> String {
        #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"\#(message)","#
            + #""reason":"Unknown","code":400}"# + "\n"
    }

    @Test func `a refusal says who must do what`() throws {
        #expect(
            try refusal("401 Unauthorized", failure("Unauthorized"))
                == .notReady("the API server does not know the token (Unauthorized)"))
        let forbidden =
            #"jobs.batch \"migrate\" is forbidden: User \"system:serviceaccount:shop:nobody\" cannot watch resource"#
            + #" \"jobs\" in API group \"batch\" in the namespace \"shop\""#
        #expect(
            try refusal("403 Forbidden", failure(forbidden))
                == .notReady(
                    "the service account needs the verb watch on jobs in batch/v1 "
                        + "(\(forbidden.replacing(#"\""#, with: "\"")))"))
        #expect(
            try refusal("404 Not Found", "404 page not found\n")
                == .notReady("the API server has no jobs in batch/v1 that belong to namespaces"))
    }

    /// From the API concepts and RFC 9110; not recorded.
    @Test func `other refusals show their reason`() throws {
        #expect(
            try refusal("429 Too Many Requests", failure("storage is (re)initializing"))
                == .notReady("the API server answers HTTP 429 (storage is (re)initializing)"))
        #expect(
            try refusal("503 Service Unavailable", "")
                == .notReady("the API server answers HTTP 503"))
        #expect(
            try refusal("302 Found", "<a href=\"/login\">\n\n")
                == .notReady(#"the API server answers HTTP 302 (<a href="/login">)"#))
    }

    @Test func `a refusal that never ends is cut`() throws {
        let long = [UInt8]("HTTP/1.1 500 Oh\r\n\r\n".utf8) + [UInt8](repeating: 0x61, count: 1 << 17)
        var conversation = try conversation("job/migrate")
        _ = conversation.opening()
        #expect(conversation.receive(long[...]) == .read)
        #expect(conversation.text.count == KubeConversation.refusalLimit)
        let shown = String(repeating: "a", count: 240)
        #expect(conversation.closed() == .notReady("the API server answers HTTP 500 (\(shown)…)"))
    }

    @Test func `what is not an API server is told apart`() throws {
        let start = try conversation("job/migrate")
        let answers: [(String, String)] = [
            ("", "the server closed the connection before it answered"),
            ("HTTP/1.1 200 OK\r\nConte", "the server closed the connection in the middle of the headers"),
            ("HTTP/1.1 400 Bad Request\r\n\r\n", "the API server answers HTTP 400"),
            ("-ERR unknown command\r\n", #"not an HTTP server: it says "-ERR unknown command""#),
            ("SSH-2.0-OpenSSH_9.2", #"not an HTTP server: it says "SSH-2.0-OpenSSH_9.2""#),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
                #"not a Kubernetes API server: it says "<html></html>""#
            ),
            (
                "HTTP/1.1 200 OK\r\n\r\n<html>\n</html>\n",
                #"not a Kubernetes API server: it says "<html>""#
            ),
            (
                "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"UP\"}\n",
                #"not a Kubernetes API server: it says "{\"status\":\"UP\"}""#
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx",
                #"the body cannot be read: its Content-Encoding is "gzip""#
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "the chunked content is malformed"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
                "the chunked content is malformed"
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\nx\r\n",
                "the chunked content is malformed"
            ),
            ("HTTP/1.1 200 OK\r\nbad\r\n\r\n", "a header of the response is malformed: bad"),
        ]
        for (answer, reason) in answers {
            #expect(Exchange.verdict(start, [UInt8](answer.utf8)) == .notReady(reason))
        }
    }

    @Test func `interim responses, extensions and trailers are read over`() throws {
        let events = watch(try #require(KubeRecordings.jobCompletes.last.map { [$0] }))
        let early = [UInt8]("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".utf8)
        #expect(Exchange.verdict(try conversation("job/migrate"), early + events) == .ready)
        let trailers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n \n\r\n0\r\nA: b\r\n\r\n"
        #expect(
            Exchange.verdict(try conversation("job/migrate"), [UInt8](trailers.utf8))
                == .notReady("the API server has not shown job/migrate yet"))
    }

    @Test func `what a server makes too large is refused, what is only large is not`() throws {
        var endless = try conversation("job/migrate")
        _ = endless.opening()
        _ = endless.receive([UInt8]("HTTP/1.1 200 OK\r\n\r\n".utf8)[...])
        let megabyte = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<4 { #expect(endless.receive(megabyte[...]) == .read) }
        #expect(endless.receive([0x20]) == .finish(.notReady("an event is larger than 4 MiB")))
        // More than 1 MiB in one chunk: a large ConfigMap.
        let large = #"{"kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":""#
        let object = large + String(repeating: "a", count: 3 << 20) + #""}}"#
        var conversation = try conversation("configmaps.v1/x")
        _ = conversation.opening()
        #expect(conversation.receive(watch(object: object)[...]) == .finish(.ready))
        var headers = try self.conversation("job/migrate")
        _ = headers.opening()
        let many = [UInt8]("HTTP/1.1 200 OK\r\n".utf8) + [UInt8](repeating: 0x61, count: 1 << 16)
        #expect(
            headers.receive(many[...])
                == .finish(.notReady("the headers or a chunk's size are larger than 64 KiB")))
    }

    @Test func `deep nesting is refused`() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let event = #"{"type":"ADDED","object":{"metadata":{"name":"migrate"},"data":\#(deep)}}"#
        guard case .notReady(let reason) = Exchange.verdict(try conversation("job/migrate"), watch([event])) else {
            Issue.record("no reason")
            return
        }
        #expect(reason.hasPrefix("not a Kubernetes API server: it says"))
    }
}
