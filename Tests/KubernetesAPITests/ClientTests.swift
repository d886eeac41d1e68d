import Manifests
import Synchronization
import Testing

@testable import KubernetesAPI

struct ClientTests {
    private let key = ObjectKey(namespace: "n", name: "a")

    @Test(arguments: [
        (APIFailure.overloaded(retryAfter: .seconds(2), ""), 1, false, Duration?.some(.seconds(2))),
        (.overloaded(retryAfter: .zero, ""), 2, false, .milliseconds(400)),
        (.overloaded(retryAfter: .seconds(31), ""), 1, true, nil),
        (.unreachable(""), 3, false, .milliseconds(800)),
        (.unreachable(""), 4, true, nil),
        (.transport(""), 1, true, .milliseconds(200)), (.transport(""), 1, false, nil),
        (.timedOut(""), 1, false, nil), (.server(code: 500, ""), 1, false, nil),
        (.server(code: 500, ""), 1, true, .milliseconds(200)),
        (.conflict(""), 1, true, nil), (.notFound(""), 1, true, nil), (.cancelled, 1, true, nil),
        (.tooLarge(""), 1, true, nil), (.gone(""), 1, true, nil),
    ])
    func retries(_ failure: APIFailure, _ attempt: Int, _ isRead: Bool, _ pause: Duration?) {
        let policy = RetryPolicy()
        #expect(policy.pause(after: failure, attempt: attempt, isRead: isRead, random: 0) == pause)
        #expect(policy.pause(after: failure, attempt: attempt, isRead: isRead, random: 1) == pause.map { $0 * 3 / 2 })
    }

    @Test func anOverloadedServerIsAskedAgain() async throws {
        let time = ManualTime()
        let transport = FakeTransport(send: { _, count in
            count < 2 ? APIResponse(status: 429, retryAfter: "5") : .ok(#"{"kind":"Pod","metadata":{"name":"a"}}"#)
        })
        let client = KubernetesClient(transport, timing: time.timing())
        async let pod = client.create(.pods, .fields(("metadata", .fields(("namespace", .string("n"))))))
        for _ in 0..<2 {
            await time.untilSleepers(1)
            time.advance(by: .seconds(5))
        }
        #expect(try await pod["metadata"]?["name"]?.text == "a")
        #expect(transport.requests.count == 3 && time.now == .seconds(10))
        #expect(transport.requests[0].target == "/api/v1/namespaces/n/pods?fieldManager=holdfast-controller")
    }

    @Test func aWriteThatMayHaveSucceededIsNotRepeated() async {
        let transport = FakeTransport(send: { (_, _) async throws(APIFailure) in throw .transport("reset") })
        let client = KubernetesClient(transport, timing: ManualTime().timing())
        await #expect(throws: APIFailure.transport("reset")) { try await client.delete(.pods, key) }
        #expect(transport.requests.count == 1)
    }

    @Test func allPagesAreListedAndAnExpiredTokenBeginsAnew() async throws {
        let transport = FakeTransport(send: { request, count in
            let token = request.query.first { $0.name == "continue" }?.value
            // The token of the first try has expired.
            if count == 1 { return APIResponse(status: 410) }
            let next = token == nil ? "t" : ""
            return .ok(
                #"{"kind":"PodList","metadata":{"resourceVersion":"9","continue":"\#(next)"},"items":[{"metadata":{"name":"p\#(count)"}}]}"#
            )
        })
        let client = KubernetesClient(transport, timing: ManualTime().timing())
        let list = try await client.list(.pods, pageSize: 1)
        #expect(list.items.map { $0["metadata"]?["name"]?.text } == ["p2", "p3"] && list.version == "9")
        let names = Mutex<[String]>([])
        let version = try await client.list(.pods, pageSize: 1) { (page) async throws(APIFailure) in
            let found = page.items.compactMap { $0["metadata"]?["name"]?.text }
            names.withLock { $0 += found }
        }
        #expect(version == "9" && names.withLock { $0 } == ["p4", "p5"])
    }

    @Test func writesGoWhereTheyBelong() async throws {
        let transport = FakeTransport(send: { _, _ in .ok(#"{"metadata":{"name":"a"}}"#) })
        let client = KubernetesClient(transport, timing: ManualTime().timing(), fieldManager: "m")
        let value = Value.fields(("metadata", .fields(("name", .string("a")), ("namespace", .string("n")))))
        _ = try await client.replaceStatus(.startupPolicies, value)
        let patch = JSONPatch(operations: [.remove(path: try JSONPointer("/a"))])
        _ = try await client.patch(.pods, key, .json(patch))
        _ = try await client.patchStatus(.pods, key, .merge(value))
        _ = try await client.patch(.pods, key, .apply(value, fieldManager: "x", force: true))
        try await client.delete(.pods, key, version: "7")
        let sent = transport.requests.map { "\($0.method.rawValue) \($0.target) \($0.contentType ?? "")" }
        #expect(
            sent == [
                "PUT /apis/holdfast.dev/v1alpha1/namespaces/n/startuppolicies/a/status?fieldManager=m application/json",
                "PATCH /api/v1/namespaces/n/pods/a?fieldManager=m application/json-patch+json",
                "PATCH /api/v1/namespaces/n/pods/a/status?fieldManager=m application/merge-patch+json",
                "PATCH /api/v1/namespaces/n/pods/a?fieldManager=x&force=true application/apply-patch+yaml",
                "DELETE /api/v1/namespaces/n/pods/a application/json",
            ])
        #expect(String(decoding: transport.requests[4].body, as: UTF8.self).contains(#""resourceVersion": "7""#))
        // Without a name it would be all of them.
        await #expect(throws: APIFailure.self) { try await client.delete(.pods, ObjectKey(namespace: "n", name: "")) }
        #expect(transport.requests.count == 5)
    }

    @Test func whatIsNotThereIsNothing() async throws {
        let client = KubernetesClient(FakeTransport(), timing: ManualTime().timing())
        #expect(try await client.find(.configMaps, key) == nil)
        await #expect(throws: APIFailure.notFound("")) { try await client.get(.configMaps, key) }
    }

    @Test func aCancelledCallAsksNobody() async {
        let transport = FakeTransport()
        let client = KubernetesClient(transport, timing: ManualTime().timing())
        let failure = await withTaskGroup(of: APIFailure?.self) { group in
            group.cancelAll()
            group.addTask {
                do throws(APIFailure) { _ = try await client.get(.pods, key) } catch { return error }
                return nil
            }
            return await group.next() ?? nil
        }
        #expect(failure == .cancelled && transport.requests.isEmpty)
    }
}
