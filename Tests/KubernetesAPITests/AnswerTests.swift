import Manifests
import Testing

@testable import KubernetesAPI

struct AnswerTests {
    private func status(_ code: Int, _ body: String = "", header: String? = nil) -> APIFailure {
        APIStatus(APIResponse(status: code, retryAfter: header, body: Array(body.utf8))).failure
    }

    @Test func statusesTellHowToGoOn() {
        let exists = #"{"kind":"Status","reason":"AlreadyExists","message":"pods \"a\" already exists","code":409}"#
        #expect(status(409, exists) == .alreadyExists("pods \"a\" already exists"))
        #expect(status(409, #"{"kind":"Status","reason":"Conflict","message":"m","code":409}"#) == .conflict("m"))
        #expect(status(404, "404 page not found\n") == .notFound("404 page not found"))
        #expect(status(401) == .unauthorized(""))
        #expect(status(403, #"{"kind":"Status","message":"no"}"#) == .forbidden("no"))
        #expect(status(410, #"{"kind":"Status","reason":"Expired"}"#) == .gone("Expired"))
        #expect(status(422, #"{"kind":"Status","message":"bad"}"#) == .invalid(code: 422, "bad"))
        #expect(status(500, "x") == .server(code: 500, "x"))
        #expect(status(503) == .server(code: 503, ""))
        #expect(status(503, header: "7") == .overloaded(retryAfter: .seconds(7), ""))
        #expect(status(429) == .overloaded(retryAfter: .seconds(1), ""))
        let wait = #"{"kind":"Status","message":"w","details":{"retryAfterSeconds":3}}"#
        #expect(status(429, wait) == .overloaded(retryAfter: .seconds(3), "w"))
        #expect(status(429, wait, header: " 9 ") == .overloaded(retryAfter: .seconds(9), "w"))
        #expect(status(429, header: "99999999999999999999") == .overloaded(retryAfter: .seconds(3600), ""))
        #expect(status(429, header: "Wed, 21 Oct 2026 07:28:00 GMT") == .overloaded(retryAfter: .seconds(1), ""))
        #expect(status(504) == .timedOut(""))
        #expect(status(302) == .unreadable("a status of code 302"))
        // Something that only looks like a status from a proxy.
        #expect(status(400, #"{"kind":"Pod","message":"m"}"#) == .invalid(code: 400, #"{"kind":"Pod","message":"m"}"#))
    }

    @Test func noTokenGetsIntoAText() {
        let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrIn0.c2ln"
        for text in ["Bearer abc123 refused", "token \(jwt) expired", "\"Authorization: Bearer \(jwt)\"", "k=\(jwt)"] {
            let failure = APIFailure.unauthorized(text).description
            #expect(
                !failure.contains("abc123") && !failure.contains("eyJ") && failure.contains("[hidden]"), "\(failure)")
        }
        #expect(SafeText.of("a\nb\u{1B}[31mc\u{0}d") == "a b [31mc d")
        #expect(SafeText.of(String(repeating: "x", count: 5000)).count == SafeText.limit)
    }

    @Test func pagesAreRead() throws {
        let body =
            #"{"kind":"PodList","metadata":{"resourceVersion":"9","continue":"t","remainingItemCount":3},"items":[{"metadata":{"name":"a","namespace":"n","resourceVersion":"4"}}]}"#
        let page = try ListPage(Array(body.utf8))
        #expect(page.version == "9" && page.next == "t" && page.remaining == 3 && page.items.count == 1)
        let identity = try AnswerReader.identity(page.items[0])
        #expect(identity.key == ObjectKey(namespace: "n", name: "a") && identity.version == "4")
        let empty = try ListPage(
            Array(#"{"kind":"PodList","metadata":{"resourceVersion":"9","continue":""},"items":null}"#.utf8))
        #expect(empty.items.isEmpty && empty.next == nil)
    }

    @Test(arguments: [
        "", "x", "[]", "{", "a: b", "{}{}", #"{"kind":"PodList"}"#,
        #"{"kind":"Pod","metadata":{"resourceVersion":"1"}}"#,
        #"{"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[1]}"#,
        #"{"a":&x [1],"b":*x}"#,
    ])
    func whatIsNoListIsRefused(_ text: String) {
        #expect(throws: APIFailure.self) { try ListPage(Array(text.utf8)) }
        #expect(throws: APIFailure.tooLarge("an answer of 9 bytes; the limit is 8")) {
            try ListPage(Array("{\"a\": 12}".utf8), limit: 8)
        }
    }

    private func line(_ text: String) -> String {
        do throws(APIFailure) {
            switch try WatchLine(Array(text.utf8), limit: 1000) {
            case .changed(let key, let node, let version):
                return "changed \(key.name) \(version) \(node["x"]?.text ?? "")"
            case .deleted(let key, let version): return "deleted \(key.name) \(version)"
            case .bookmark(let version): return "bookmark \(version)"
            case .failed(let failure): return "\(failure)"
            case .unknown: return "unknown"
            }
        } catch {
            return "\(error)"
        }
    }

    @Test func linesOfAWatchAreRead() {
        let object = #"{"metadata":{"name":"a","resourceVersion":"5"},"x":"1"}"#
        #expect(line(#"{"type":"ADDED","object":\#(object)}"#) == "changed a 5 1")
        #expect(line(#"{"type":"MODIFIED","object":\#(object)}"#) == "changed a 5 1")
        #expect(line(#"{"type":"DELETED","object":\#(object)}"#) == "deleted a 5")
        #expect(line(#"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"8"}}}"#) == "bookmark 8")
        #expect(line(#"{"type":"NEWER","object":{}}"#) == "unknown")
        let gone = #"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}"#
        #expect(line(gone) == "no longer known: too old")
        #expect(line(#"{"type":"ERROR","object":{"code":500,"message":"m"}}"#) == "the server failed with 500: m")
        for bad in [
            #"{"type":"ADDED"}"#, #"{"type":"ADDED","object":{"metadata":{"name":"a"}}}"#,
            #"{"type":"ADDED","object":{"metadata":{"resourceVersion":"1"}}}"#, #"{"type":"BOOKMARK","object":{}}"#,
            "{",
        ] { #expect(line(bad).hasPrefix("not understood"), "\(bad)") }
        // A Secret's text must not get into a log with the fault behind it.
        #expect(!line(#"{"type":"ADDED","object":{"data":"s3cret" : }}"#).contains("s3cret"))
    }
}
